# Typing into the terminal that started us; the kernel drops the high word of the command.
# expect-stdout: TIOCSTI EPERM
# expect-stdout: TIOCSTI with a high word EPERM
# expect-stdout: TIOCLINUX EPERM
# expect-stdout: TIOCSETD EPERM
# expect-stdout: TIOCSCTTY EPERM
# expect-stdout: TCSETS EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

letter = ctypes.create_string_buffer(b"x")
for name, command in {
    "TIOCSTI": 0x5412,
    "TIOCSTI with a high word": 0xFFFFFFFF00005412,
    "TIOCLINUX": 0x541C,
    "TIOCSETD": 0x5423,
    "TIOCSCTTY": 0x540E,
    "TCSETS": 0x5402,
}.items():
    call(name, (16, 29), 0, command, ctypes.addressof(letter))

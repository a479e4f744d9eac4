# Options of prctl that would loosen what the launcher tied.
# expect-stdout: set dumpable EPERM
# expect-stdout: parent death signal EPERM
# expect-stdout: allow a tracer EPERM
# expect-stdout: keep capabilities EPERM
# expect-stdout: secure bits EPERM
# expect-stdout: ambient capabilities EPERM
# expect-stdout: become a reaper EPERM
# expect-stdout: memory map EPERM
# expect-stdout: call dispatch EPERM
# expect-stdout: timestamps EPERM
# expect-stdout: speculation EPERM
# expect-stdout: core scheduling EPERM
# expect-stdout: option with a high word EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

for name, arguments in {
    "set dumpable": (4, 1),
    "parent death signal": (1, 0),
    "allow a tracer": (0x59616D61, -1),
    "keep capabilities": (8, 1),
    "secure bits": (28, 0),
    "ambient capabilities": (47, 2, 0),
    "become a reaper": (36, 1),
    "memory map": (35, 1, 0),
    "call dispatch": (59, 1, 0, 0, 0),
    "timestamps": (26, 2),
    "speculation": (53, 0, 2),
    "core scheduling": (62, 1, 0, 0, 0),
    "option with a high word": (0x100000004, 1),
}.items():
    call(name, (157, 167), *arguments, *[0] * (5 - len(arguments)))

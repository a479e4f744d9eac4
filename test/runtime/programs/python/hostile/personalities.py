# Personalities: readable memory that is executable, addresses that are not random.
# expect-stdout: READ_IMPLIES_EXEC EPERM
# expect-stdout: ADDR_NO_RANDOMIZE EPERM
# expect-stdout: 32 bits EPERM
# expect-stdout: another Unix EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

call("READ_IMPLIES_EXEC", (135, 92), 0x0400000)
call("ADDR_NO_RANDOMIZE", (135, 92), 0x0040000)
call("32 bits", (135, 92), 0x8)
call("another Unix", (135, 92), 0x4)

# Numbers that no kernel has are answered as a kernel would.
# expect-stdout: 600 ENOSYS
# expect-stdout: 4095 ENOSYS
# expect-stdout: largest ENOSYS
# expect-stdout: high word set done
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

call("600", (600, 600))
call("4095", (4095, 4095))
call("largest", (0x3FFFFFFF, 0x3FFFFFFF))
# The kernel reads the number as 32 bits: with a high word, getpid is still getpid.
call("high word set", (0x100000000 | 39, 0x100000000 | 172))

# Namespaces of one's own, in which a process has every capability.
# expect-stdout: unshare user EPERM
# expect-stdout: unshare mount EPERM
# expect-stdout: unshare files EPERM
# expect-stdout: clone user EPERM
# expect-stdout: setns EPERM
# expect-stdout: setns by pidfd EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

call("unshare user", (272, 97), 0x10000000)
call("unshare mount", (272, 97), 0x20000)
call("unshare files", (272, 97), 0x400)
call("clone user", (56, 220), 0x10000000 | 17, 0, 0, 0, 0)
call("setns", (308, 268), 0, 0)
call("setns by pidfd", (308, 268), 0, 0x10000000)

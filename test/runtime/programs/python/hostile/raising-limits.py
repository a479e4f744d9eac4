# Limits go down, never up, and others' are out of reach.
# expect-stdout: files True
# expect-stdout: processes True
# expect-stdout: the parent's EPERM
# expect-stdout: lowered 16
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])
import resource

for name, which in {"files": resource.RLIMIT_NOFILE, "processes": resource.RLIMIT_NPROC}.items():
    soft, hard = resource.getrlimit(which)
    try:
        resource.setrlimit(which, (hard + 1, hard + 1))
        print(name, "done" if hard != resource.RLIM_INFINITY else "unlimited")
    except (OSError, ValueError):
        print(name, hard != resource.RLIM_INFINITY)
call("the parent's", (302, 261), 1, 7, 0, 0)
resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
print("lowered", resource.getrlimit(resource.RLIMIT_NOFILE)[0])

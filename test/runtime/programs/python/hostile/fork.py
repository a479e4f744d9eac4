# A second process, by each of the calls and flags that make one.
# expect-stdout: fork PermissionError
# expect-stdout: clone, no flags EPERM
# expect-stdout: clone as fork EPERM
# expect-stdout: clone as vfork EPERM
# expect-stdout: clone, thread and new namespace EPERM
# expect-stdout: clone, thread with a parent of its own EPERM
# expect-stdout: clone3 ENOSYS
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

try:
    if os.fork() == 0:
        os._exit(0)
    print("fork", "done")
except OSError as error:
    print("fork", type(error).__name__)

SIGCHLD, VM, VFORK, SIGHAND, THREAD = 17, 0x100, 0x4000, 0x800, 0x10000
call("clone, no flags", (56, 220), 0, 0, 0, 0, 0)
call("clone as fork", (56, 220), SIGCHLD, 0, 0, 0, 0)
call("clone as vfork", (56, 220), VM | VFORK | SIGCHLD, 0, 0, 0, 0)
call("clone, thread and new namespace", (56, 220), VM | SIGHAND | THREAD | 0x20000, 0, 0, 0, 0)
call("clone, thread with a parent of its own", (56, 220), VM | SIGHAND | THREAD | 0x8000, 0, 0, 0, 0)
call("clone3", (435, 435), 0, 88)

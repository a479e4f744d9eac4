# Reading, writing and steering other processes.
# expect-stdout: ptrace traceme EPERM
# expect-stdout: ptrace attach EPERM
# expect-stdout: ptrace seize EPERM
# expect-stdout: process_vm_readv EPERM
# expect-stdout: process_vm_writev EPERM
# expect-stdout: process_madvise EPERM
# expect-stdout: pidfd_open EPERM
# expect-stdout: pidfd_getfd EPERM
# expect-stdout: pidfd_send_signal EPERM
# expect-stdout: kcmp EPERM
# expect-stdout: sched_setaffinity EPERM
# expect-stdout: setpriority EPERM
# expect-stdout: migrate_pages EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

parent = os.getppid()
call("ptrace traceme", (101, 117), 0, 0, 0, 0)
call("ptrace attach", (101, 117), 16, parent, 0, 0)
call("ptrace seize", (101, 117), 0x4206, 1, 0, 0)
call("process_vm_readv", (310, 270), 1, 0, 0, 0, 0, 0)
call("process_vm_writev", (311, 271), 1, 0, 0, 0, 0, 0)
call("process_madvise", (440, 440), -1, 0, 0, 0, 0)
call("pidfd_open", (434, 434), 1, 0)
call("pidfd_getfd", (438, 438), 0, 0, 0)
call("pidfd_send_signal", (424, 424), 0, 0, 0, 0)
call("kcmp", (312, 272), os.getpid(), 1, 0, 0, 0)
call("sched_setaffinity", (203, 122), parent, 0, 0)
call("setpriority", (141, 140), 0, parent, 19)
call("migrate_pages", (256, 238), parent, 0, 0, 0)

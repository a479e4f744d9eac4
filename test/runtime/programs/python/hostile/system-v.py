# Memory, queues and semaphores that outlive a process.
# expect-stdout: shmget EPERM
# expect-stdout: shmat EPERM
# expect-stdout: msgget EPERM
# expect-stdout: semget EPERM
# expect-stdout: mq_open EPERM
# expect-stdout: memfd_create EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

name = ctypes.create_string_buffer(b"name")
at = ctypes.addressof(name)
call("shmget", (29, 194), 0, 4096, 0o1600)
call("shmat", (30, 196), 0, 0, 0)
call("msgget", (68, 186), 0, 0o1600)
call("semget", (64, 190), 0, 1, 0o1600)
call("mq_open", (240, 180), at, 0o102, 0o600, 0)
call("memfd_create", (319, 279), at, 0)

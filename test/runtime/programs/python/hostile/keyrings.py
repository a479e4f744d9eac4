# Keys, which outlive processes and are shared by user id.
# expect-stdout: add_key EPERM
# expect-stdout: request_key EPERM
# expect-stdout: keyctl EPERM
# expect-stdout: keyctl join EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

kind = ctypes.create_string_buffer(b"user")
at = ctypes.addressof(kind)
call("add_key", (248, 217), at, at, at, 4, -3)
call("request_key", (249, 218), at, at, 0, -3)
call("keyctl", (250, 219), 0, -3, 1)
call("keyctl join", (250, 219), 1, 0)

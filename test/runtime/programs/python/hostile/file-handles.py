# Opening by handle goes past every folder and mount.
# expect-stdout: name_to_handle_at EPERM
# expect-stdout: open_by_handle_at EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

handle = ctypes.create_string_buffer(b"\x08\0\0\0\x01\0\0\0\x02\0\0\0\0\0\0\0", 128)
mount = ctypes.c_int(0)
path = ctypes.create_string_buffer(b"/")
call("name_to_handle_at", (303, 264), -100, ctypes.addressof(path), ctypes.addressof(handle), ctypes.addressof(mount), 0)
call("open_by_handle_at", (304, 265), 0, ctypes.addressof(handle), 0)

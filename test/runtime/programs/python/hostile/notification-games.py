# Answering notifications, as who holds a filter's listener can: there is none to do it with.
# expect-stdout: taken 0
# expect-stdout: new listener EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
RECEIVE, SEND, ADD_DESCRIPTOR = 0xC0502100, 0xC0182101, 0x40182103
buffer = ctypes.create_string_buffer(512)
taken = 0
for descriptor in range(256):
    for request in (RECEIVE, SEND, ADD_DESCRIPTOR):
        if libc.ioctl(descriptor, ctypes.c_ulong(request), buffer) >= 0:
            taken += 1
print("taken", taken)

# One instruction: everything is allowed. Mode 1 (a filter), flag 8 (a new listener).
instruction = ctypes.create_string_buffer(b"\x06\0\0\0\0\0\xff\x7f", 8)


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


program = Program(1, ctypes.addressof(instruction))
number = 317 if os.uname().machine == "x86_64" else 277
result = libc.syscall(
    ctypes.c_long(number), ctypes.c_long(1), ctypes.c_long(8), ctypes.byref(program)
)
print("new listener", result if result >= 0 else errno.errorcode[ctypes.get_errno()])

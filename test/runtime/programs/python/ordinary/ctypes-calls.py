# ctypes calls into shared libraries and lays out structures.
# expect-stdout: 5 2.0
# expect-stdout: (1, 2) 8
# expect-stdout: b'abc'
import ctypes
import ctypes.util


class Pair(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int32), ("b", ctypes.c_int32)]


libc = ctypes.CDLL("libc.so.6")
libm = ctypes.CDLL("libm.so.6")
libm.sqrt.restype = ctypes.c_double
libm.sqrt.argtypes = [ctypes.c_double]
print(libc.abs(-5), libm.sqrt(4.0))
pair = Pair(1, 2)
print((pair.a, pair.b), ctypes.sizeof(pair))
print(ctypes.string_at(ctypes.create_string_buffer(b"abc")))

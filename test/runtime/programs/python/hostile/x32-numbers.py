# A number of the x32 ABI would reach the kernel past a filter that forgets the bit.
# arch: x86_64
# expect-end: denied
# expect-stdout: before
import ctypes

print("before", flush=True)
print("after", ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 39)), flush=True)

# A read of address 0 is told as what it was.
# expect-end: signal:SIGSEGV
# expect-stdout: before
import ctypes

print("before", flush=True)
ctypes.string_at(0)

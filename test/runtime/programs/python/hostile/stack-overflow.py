# Recursion in C, beyond the end of the stack.
# expect-end: signal:SIGSEGV
# expect-stdout: before
import sys

sys.setrecursionlimit(1 << 30)
value = []
for _ in range(1_000_000):
    value = [value]
print("before", flush=True)
repr(value)
print("after", flush=True)

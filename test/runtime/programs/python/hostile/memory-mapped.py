# Memory of no file, shared, which is not in the process's heap.
# limits: timeoutMs=20000
# expect-end: out-of-memory
import mmap

block = mmap.mmap(-1, 1 << 30)
for offset in range(0, len(block), 1 << 20):
    block[offset : offset + (1 << 20)] = b"x" * (1 << 20)
print("allocated")

# print, writes to the buffer and writes to the descriptor, in the order of the program.
# expect-stdout: one
# expect-stdout: two
# expect-stdout: three
# expect-stdout: no newline at the end, then one
import os
import sys

print("one", flush=True)
sys.stdout.buffer.write(b"two\n")
sys.stdout.flush()
os.write(1, b"three\n")
print("no newline at the end", end=", then one\n")

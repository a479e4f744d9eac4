# int 0x80 enters the kernel with i386's numbers, from bytes that any library holds.
# arch: x86_64
# expect-end: denied
# expect-stdout: found
import ctypes
import re

for line in open("/proc/self/maps"):
    match = re.match(r"(\w+)-(\w+) r-xp .*/", line)
    if match is None:
        continue
    start, end = (int(text, 16) for text in match.groups())
    at = ctypes.string_at(start, end - start).find(b"\xcd\x80")
    if at < 0:
        continue
    print("found", flush=True)
    ctypes.CFUNCTYPE(ctypes.c_int)
    print("after", ctypes.cast(start + at, ctypes.CFUNCTYPE(ctypes.c_int))(), flush=True)
    break

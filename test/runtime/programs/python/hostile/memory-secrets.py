# All memory is looked through, the interpreter's from before the run too, for its starter's environment.
# expect-stdout: the search finds what is there True
# expect-stdout: secrets 0
import ctypes
import re

# Patterns that don't match themselves.
decoy = re.compile(rb"DECOY_[X]_OF_THIS_PROGRAM")
secret = re.compile(rb"CALLGATE_[T]EST_|API_[K]EY=|SUDO_[U]SER=|SSH_[A]UTH_SOCK=")
here = b"DECOY_" + bytes([88]) + b"_OF_THIS_PROGRAM"

found = {decoy: 0, secret: 0}
with open("/proc/self/maps") as maps:
    regions = [line.split() for line in maps]
for region in regions:
    # The kernel's own pages can't all be read.
    if not region[1].startswith("r") or region[-1] in ("[vvar]", "[vvar_vclock]", "[vsyscall]"):
        continue
    if region[-1].startswith("/"):
        continue
    start, end = (int(part, 16) for part in region[0].split("-"))
    for at in range(start, end, 1 << 20):
        piece = ctypes.string_at(at, min(1 << 20, end - at))
        for pattern in found:
            found[pattern] += len(pattern.findall(piece))
        del piece
print("the search finds what is there", found[decoy] > 0)
print("secrets", found[secret])

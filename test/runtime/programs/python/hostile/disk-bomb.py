# Files without end: the scratch is full, and usable again when they are gone.
# limits: timeoutMs=20000 scratchBytes=16777216
# expect-stdout: ENOSPC True
# expect-stdout: b'again'
import errno
import os

written, names = 0, []
try:
    for number in range(100):
        names.append(f"{number}.bin")
        with open(names[-1], "wb", buffering=0) as file:
            for _ in range(16):
                written += file.write(b"x" * 65536)
    print("no limit")
except OSError as error:
    print(errno.errorcode[error.errno], written <= 16 << 20)
for name in names:
    os.unlink(name)
with open("a", "wb") as file:
    file.write(b"again")
print(open("a", "rb").read())

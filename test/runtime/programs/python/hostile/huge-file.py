# A file that grows beyond the limit on one file, or beyond the scratch.
# limits: fileBytes=1048576
# expect-stdout: write True
# expect-stdout: truncate True
import errno
import os

file = os.open("big", os.O_RDWR | os.O_CREAT)
for name, grow in {
    "write": lambda: [os.write(file, b"x" * 65536) for _ in range(1024)],
    "truncate": lambda: os.ftruncate(file, 1 << 40),
}.items():
    try:
        grow()
        print(name, os.fstat(file).st_size)
    except OSError as error:
        print(name, error.errno in (errno.EFBIG, errno.ENOSPC) and os.fstat(file).st_size <= 1 << 20)

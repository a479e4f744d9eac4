# Code that the run itself wrote, mapped or loaded from its scratch.
# expect-stdout: mapped True
# expect-stdout: loaded OSError
# expect-stdout: temporary True
import ctypes
import errno
import mmap
import os
import shutil
import tempfile

library = next(line.split()[-1] for line in open("/proc/self/maps") if "libm" in line or "libc" in line)


def mapped(file):
    try:
        mmap.mmap(file.fileno(), 4096, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_EXEC)
        return "done"
    except OSError as error:
        return error.errno in (errno.EPERM, errno.EACCES)


shutil.copy(library, "mine.so")
with open("mine.so", "r+b") as file:
    print("mapped", mapped(file))
try:
    ctypes.CDLL(os.path.abspath("mine.so"))
    print("loaded", "done")
except OSError as error:
    print("loaded", type(error).__name__)
with tempfile.TemporaryFile() as file:
    file.write(b"\xc3" * 4096)
    file.flush()
    print("temporary", mapped(file))

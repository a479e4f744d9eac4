# Devices, made or found.
# expect-stdout: disk PermissionError
# expect-stdout: memory PermissionError
# expect-stdout: socket PermissionError
# expect-stdout: []
import os
import stat

for name, kind, device in (("disk", stat.S_IFBLK, os.makedev(8, 0)), ("memory", stat.S_IFCHR, os.makedev(1, 1)), ("socket", stat.S_IFSOCK, 0)):
    try:
        os.mknod(name, kind | 0o600, device)
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)
harmless = {"null", "zero", "full", "random", "urandom", "tty", "fd", "stdin", "stdout", "stderr", "shm", "pts"}
print(sorted(set(os.listdir("/dev")) - harmless))

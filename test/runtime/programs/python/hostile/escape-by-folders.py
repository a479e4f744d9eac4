# chroot, fchdir and dots: the root is the root.
# expect-stdout: chroot PermissionError
# expect-stdout: True
# expect-stdout: True
import os

root = os.stat("/")
outside = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
os.mkdir("jail")
try:
    os.chroot("jail")
    print("chroot", "done")
except OSError as error:
    print("chroot", type(error).__name__)
os.fchdir(outside)
for _ in range(64):
    os.chdir("..")
here = os.stat(".")
print((here.st_dev, here.st_ino) == (root.st_dev, root.st_ino))
through = os.stat("/proc/self/root/..") if os.path.exists("/proc/self/root") else root
print((through.st_dev, through.st_ino) == (root.st_dev, root.st_ino))

# Links from the scratch lead no further than the run could go itself.
# expect-stdout: read FileNotFoundError or PermissionError True
# expect-stdout: write through a link True
# expect-stdout: hard link True
# expect-stdout: link over a folder True
import errno
import os

os.symlink("/etc/shadow", "shadow")
os.symlink("/etc", "etc")
os.symlink("/proc/1/root", "root")


def refused(attempt):
    try:
        attempt()
        return False
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EXDEV, errno.ENOTDIR)


print("read FileNotFoundError or PermissionError", refused(lambda: open("shadow").read()))
print("write through a link", refused(lambda: open("etc/callgate", "w")))
print("hard link", refused(lambda: os.link(os.__file__, "os.py")))
print("link over a folder", refused(lambda: os.listdir("root/root")))

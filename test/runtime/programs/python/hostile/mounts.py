# Mounts, old calls and new.
# expect-stdout: mount EPERM
# expect-stdout: remount EPERM
# expect-stdout: umount2 EPERM
# expect-stdout: pivot_root EPERM
# expect-stdout: chroot EPERM
# expect-stdout: fsopen EPERM
# expect-stdout: fsmount EPERM
# expect-stdout: fspick EPERM
# expect-stdout: open_tree EPERM
# expect-stdout: move_mount EPERM
# expect-stdout: mount_setattr EPERM
# expect-stdout: swapon EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

text = ctypes.create_string_buffer(b"tmpfs")
root = ctypes.create_string_buffer(b"/")
at, where = ctypes.addressof(text), ctypes.addressof(root)
call("mount", (165, 40), at, where, at, 0, 0)
call("remount", (165, 40), 0, where, 0, 0x1020, 0)
call("umount2", (166, 39), where, 2)
call("pivot_root", (155, 41), where, where)
call("chroot", (161, 51), where)
call("fsopen", (430, 430), at, 0)
call("fsmount", (432, 432), 0, 0, 0)
call("fspick", (433, 433), -100, where, 0)
call("open_tree", (428, 428), -100, where, 1)
call("move_mount", (429, 429), -100, where, -100, where, 0)
call("mount_setattr", (442, 442), -100, where, 0, 0, 0)
call("swapon", (167, 224), where, 0)

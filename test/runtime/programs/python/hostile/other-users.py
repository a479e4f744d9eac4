# Becoming somebody else, and files that would.
# expect-stdout: setuid PermissionError
# expect-stdout: setgid PermissionError
# expect-stdout: setgroups PermissionError
# expect-stdout: setresuid PermissionError
# expect-stdout: chown PermissionError
# expect-stdout: set-user-id file PermissionError
# expect-stdout: set-user-id by open PermissionError
# expect-stdout: set-group-id folder PermissionError
# expect-stdout: capset EPERM
# expect-stdout: no capabilities True
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

open("mine", "w").close()
for name, attempt in {
    "setuid": lambda: os.setuid(0),
    "setgid": lambda: os.setgid(0),
    "setgroups": lambda: os.setgroups([0]),
    "setresuid": lambda: os.setresuid(0, 0, 0),
    "chown": lambda: os.chown("mine", 0, 0),
    "set-user-id file": lambda: os.chmod("mine", 0o4755),
    "set-user-id by open": lambda: os.open("other", os.O_CREAT | os.O_WRONLY, 0o4755),
    "set-group-id folder": lambda: os.mkdir("folder", 0o2755),
}.items():
    try:
        attempt()
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)
call("capset", (126, 91), 0, 0)
sets = [line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")]
print("no capabilities", all(int(value, 16) == 0 for value in sets))

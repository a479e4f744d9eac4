# Filters of one's own, and the state of the one that is on.
# expect-stdout: strict EPERM
# expect-stdout: filter EPERM
# expect-stdout: listener EPERM
# expect-stdout: sizes EPERM
# expect-stdout: prctl strict EPERM
# expect-stdout: prctl filter EPERM
# expect-stdout: Seccomp: 2 NoNewPrivs: 1
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


allow = ctypes.create_string_buffer(b"\x06\0\0\0\0\0\xff\x7f", 8)
program = Program(1, ctypes.addressof(allow))
call("strict", (317, 277), 0, 0, 0)
call("filter", (317, 277), 1, 0, ctypes.addressof(program))
call("listener", (317, 277), 1, 8, ctypes.addressof(program))
call("sizes", (317, 277), 3, 0, ctypes.addressof(program))
call("prctl strict", (157, 167), 22, 1, 0, 0, 0)
call("prctl filter", (157, 167), 22, 2, ctypes.addressof(program), 0, 0)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("Seccomp:", status["Seccomp"].strip(), "NoNewPrivs:", status["NoNewPrivs"].strip())

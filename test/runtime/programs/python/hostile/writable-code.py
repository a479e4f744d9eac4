# Memory that is both written and run: made so, turned so, or shared so.
# expect-stdout: writable and executable EPERM
# expect-stdout: executable without a file EPERM
# expect-stdout: shared and executable EPERM
# expect-stdout: data turned to code EPERM
# expect-stdout: code turned writable EPERM
# expect-stdout: by a memory key ENOSYS
# expect-stdout: mmap module PermissionError
# expect-stdout: readable implies executable EPERM
# expect-stdout: high word of the protection EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])
import mmap

READ, WRITE, EXEC = 1, 2, 4
SHARED, PRIVATE, ANONYMOUS = 1, 2, 32
data = mmap.mmap(-1, 4096)
at = ctypes.addressof(ctypes.c_char.from_buffer(data))
code = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095
library = os.open(next(line.split()[-1] for line in open("/proc/self/maps") if "libc" in line), os.O_RDONLY)
call("writable and executable", (9, 222), 0, 4096, READ | WRITE | EXEC, PRIVATE | ANONYMOUS, -1, 0)
call("executable without a file", (9, 222), 0, 4096, READ | EXEC, PRIVATE | ANONYMOUS, -1, 0)
call("shared and executable", (9, 222), 0, 4096, READ | EXEC, SHARED, library, 0)
call("data turned to code", (10, 226), at, 4096, READ | EXEC)
call("code turned writable", (10, 226), code, 4096, READ | WRITE | EXEC)
call("by a memory key", (329, 288), at, 4096, READ | EXEC, -1)
try:
    mmap.mmap(-1, 4096, prot=READ | WRITE | EXEC)
    print("mmap module", "done")
except OSError as error:
    print("mmap module", type(error).__name__)
call("readable implies executable", (135, 92), 0x0400000)
call("high word of the protection", (10, 226), at, 4096, 0x100000000 | READ | EXEC)

# Becoming another program, by each of the calls that do it.
# expect-stdout: execv PermissionError
# expect-stdout: execve PermissionError
# expect-stdout: posix_spawn PermissionError
# expect-stdout: execveat EPERM
import ctypes
import errno
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])


def attempt(name, start):
    try:
        start()
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)


attempt("execv", lambda: os.execv("/bin/sh", ["sh", "-c", "echo escaped"]))
attempt("execve", lambda: os.execve(sys.executable, [sys.executable, "-c", "print('escaped')"], {}))
attempt("posix_spawn", lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", "print('escaped')"], {}))
path = ctypes.create_string_buffer(sys.executable.encode())
call("execveat", (322, 281), -100, ctypes.addressof(path), 0, 0, 0)

# A program in memory, run by its descriptor.
# expect-stdout: memfd_create PermissionError
# expect-stdout: execute a file of one's own PermissionError
# expect-stdout: execute by descriptor PermissionError
import os

with open("mine", "wb") as file:
    file.write(b"#!/bin/sh\necho escaped\n")
os.chmod("mine", 0o755)
for name, attempt in {
    "memfd_create": lambda: os.memfd_create("x"),
    "execute a file of one's own": lambda: os.execv("./mine", ["mine"]),
    "execute by descriptor": lambda: os.execve(os.open("mine", os.O_RDONLY), ["mine"], {}),
}.items():
    try:
        attempt()
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)

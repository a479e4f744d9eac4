# No new processes: each way to make one says so with an error of Python's own kind.
# expect-stdout: subprocess PermissionError 1
# expect-stdout: fork PermissionError 1
# expect-stdout: system True
# expect-stdout: process PermissionError 1
# expect-stdout: asyncio PermissionError 1
import asyncio
import multiprocessing
import os
import subprocess
import sys

starts = {
    "subprocess": lambda: subprocess.run([sys.executable, "-c", "print(1)"]),
    "fork": os.fork,
    "system": lambda: os.system("true"),
    "process": lambda: multiprocessing.get_context("fork").Process(target=print).start(),
    "asyncio": lambda: asyncio.run(asyncio.create_subprocess_exec("true")),
}
for name, start in starts.items():
    try:
        print(name, start() != 0)
    except OSError as error:
        print(name, type(error).__name__, error.errno)

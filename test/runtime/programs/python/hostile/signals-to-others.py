# Signals to the parent, the first process, the group, everyone.
# expect-stdout: everyone PermissionError
# expect-stdout: group PermissionError
# expect-stdout: still here
import os
import signal

for name, number in {"everyone": -1, "group": 0}.items():
    try:
        os.kill(number, signal.SIGKILL)
        print(name, "done", flush=True)
    except OSError as error:
        print(name, type(error).__name__, flush=True)
for number in {os.getppid(), 1} - {0, os.getpid()}:
    for kind in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM):
        try:
            os.kill(number, kind)
        except OSError:
            pass
for number in range(os.getpid() + 1, 3000):
    try:
        os.kill(number, signal.SIGKILL)
        print("killed", number, flush=True)
    except OSError:
        pass
print("still here")

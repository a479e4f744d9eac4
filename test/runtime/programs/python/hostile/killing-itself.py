# SIGKILL to itself is told as what it was.
# expect-end: signal:SIGKILL
# expect-stdout: before
import os
import signal

print("before", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
print("after", flush=True)

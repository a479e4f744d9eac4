# A process that stops itself is still ended in time.
# limits: timeoutMs=2000
# expect-end: timeout
# expect-stdout: stopping
import os
import signal

print("stopping", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
os.kill(os.getpid(), signal.SIGTSTP)
while True:
    signal.pause()

# Every signal ignored, every exception swallowed.
# limits: timeoutMs=1000
# expect-end: timeout
import signal
import time

for number in range(1, signal.NSIG):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        time.sleep(1)
    except BaseException:
        pass

# A process may set itself alarms, handle signals and send them to itself.
# expect-stdout: SIGALRM
# expect-stdout: SIGUSR1
# expect-stdout: SIGUSR2
# expect-stdout: KeyboardInterrupt
import os
import signal

seen = []
for number in (signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2):
    signal.signal(number, lambda got, frame: seen.append(signal.Signals(got).name))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR2)
print(*seen, sep="\n")
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("KeyboardInterrupt")

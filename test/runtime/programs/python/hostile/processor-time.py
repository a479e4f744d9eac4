# Processor time runs out before the clock does, with threads that burn it.
# limits: timeoutMs=20000 cpuMs=1000
# expect-end: timeout:cpu
import hashlib
import threading


def burn():
    while True:
        hashlib.sha256(b"x" * (1 << 20)).digest()


for _ in range(2):
    threading.Thread(target=burn).start()

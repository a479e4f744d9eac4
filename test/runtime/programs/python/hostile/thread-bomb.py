# Threads without end: the limit on processes and threads answers.
# limits: processes=32
# expect-stdout: RuntimeError True
import threading

release = threading.Event()
started = 0
try:
    while started < 1000:
        threading.Thread(target=release.wait, daemon=True).start()
        started += 1
    print("no limit")
except RuntimeError as error:
    print(type(error).__name__, 1 <= started < 32)
release.set()

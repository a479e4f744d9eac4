# Work that goes on after the program: at exit, and in a thread.
# limits: timeoutMs=2000
# expect-end: timeout
# expect-stdout: end of the program
import atexit
import threading
import time

atexit.register(lambda: time.sleep(3600))
threading.Thread(target=lambda: time.sleep(3600)).start()
print("end of the program", flush=True)

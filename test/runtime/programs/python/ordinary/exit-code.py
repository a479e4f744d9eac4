# sys.exit passes its code on, after what atexit holds.
# expect-exit: 3
# expect-stdout: before
# expect-stdout: at exit
import atexit
import sys

atexit.register(print, "at exit")
print("before")
sys.exit(3)

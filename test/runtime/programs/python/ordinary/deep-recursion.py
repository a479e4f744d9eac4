# Recursion without end is an error, not a crash.
# expect-stdout: RecursionError
# expect-stdout: 500500
import sys


def down(n):
    return 0 if n == 0 else n + down(n - 1)


try:
    down(10**6)
except RecursionError as error:
    print(type(error).__name__)
sys.setrecursionlimit(5000)
print(down(1000))

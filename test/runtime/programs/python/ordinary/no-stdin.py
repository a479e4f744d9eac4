# With nothing on stdin, reading ends at once.
# expect-stdout: ''
import sys

print(repr(sys.stdin.read()))

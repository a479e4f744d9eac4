# input() and iteration read what was given on stdin, to its end.
# stdin: 7
# stdin: one
# stdin: two
# expect-stdout: 49
# expect-stdout: ['one', 'two']
# expect-stdout: EOFError
import sys

print(int(input()) ** 2)
print([line.strip() for line in sys.stdin])
try:
    input()
except EOFError as error:
    print(type(error).__name__)

# Nothing is open but standard input, output and error.
# expect-stdout: [0, 1, 2]
import fcntl

held = []
for descriptor in range(4096):
    try:
        fcntl.fcntl(descriptor, fcntl.F_GETFD)
        held.append(descriptor)
    except OSError:
        pass
print(held)

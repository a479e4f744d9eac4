# Open files without end, then pipes without end, each with its buffer filled.
# limits: openFiles=64
# expect-stdout: files EMFILE True
# expect-stdout: pipes EMFILE True
import errno
import os

for name, make in {"files": lambda: [os.open("/dev/null", os.O_RDONLY)], "pipes": lambda: os.pipe()}.items():
    held = []
    try:
        while len(held) < 100_000:
            ends = make()
            held.extend(ends)
            if len(ends) == 2:
                os.set_blocking(ends[1], False)
                os.write(ends[1], b"x" * (1 << 20))
        print(name, "no limit")
    except OSError as error:
        for descriptor in held:
            os.close(descriptor)
        print(name, errno.errorcode[error.errno], 1 <= len(held) <= 64)

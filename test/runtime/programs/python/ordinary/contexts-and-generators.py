# Generators, context managers, closures and context variables.
# expect-stdout: [0, 1, 1, 2, 3, 5]
# expect-stdout: enter work leave
# expect-stdout: outer inner outer
import contextlib
import contextvars
import itertools


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(list(itertools.islice(fibonacci(), 6)))
steps = []


@contextlib.contextmanager
def frame():
    steps.append("enter")
    yield
    steps.append("leave")


with frame():
    steps.append("work")
print(*steps)
name = contextvars.ContextVar("name", default="outer")


def inner():
    name.set("inner")
    return name.get()


print(name.get(), contextvars.copy_context().run(inner), name.get())

# select, poll, epoll and selectors over a pipe.
# expect-stdout: [] True
# expect-stdout: True
# expect-stdout: True
# expect-stdout: b'data'
# expect-stdout: False
import os
import select
import selectors

reader, writer = os.pipe()
os.set_blocking(reader, False)
before = select.select([reader], [], [], 0)[0]
os.write(writer, b"data")
print(before, select.select([reader], [], [], 1)[0] == [reader])
poll = select.poll()
poll.register(reader, select.POLLIN)
print(poll.poll(1000) == [(reader, select.POLLIN)])
with select.epoll() as epoll:
    epoll.register(reader, select.EPOLLIN)
    print(epoll.poll(1) == [(reader, select.EPOLLIN)])
with selectors.DefaultSelector() as selector:
    selector.register(reader, selectors.EVENT_READ)
    selector.select(1)
    print(os.read(reader, 10))
    print(os.isatty(reader))

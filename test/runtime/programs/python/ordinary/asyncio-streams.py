# asyncio streams over a pair of connected sockets: the one kind that is allowed.
# expect-stdout: b'HELLO\n'
# expect-stdout: b''
import asyncio
import socket


async def main():
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    other_reader, other_writer = await asyncio.open_connection(sock=theirs)
    writer.write(b"hello\n")
    await writer.drain()
    other_writer.write((await other_reader.readline()).upper())
    await other_writer.drain()
    print(await reader.readline())
    other_writer.close()
    print(await reader.read())
    writer.close()


asyncio.run(main())

# The one socket that is allowed, a connected pair, must not lead anywhere else.
# expect-stdout: datagram pair PermissionError
# expect-stdout: message pair PermissionError
# expect-stdout: internet pair PermissionError
# expect-stdout: bind PermissionError
# expect-stdout: connect PermissionError
# expect-stdout: send to an address PermissionError
# expect-stdout: pass a descriptor PermissionError
# expect-stdout: receive a descriptor PermissionError
# expect-stdout: set an option PermissionError
# expect-stdout: b'still a pair'
import socket

one, two = socket.socketpair()
for name, attempt in {
    "datagram pair": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM),
    "message pair": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET),
    "internet pair": lambda: socket.socketpair(socket.AF_INET, socket.SOCK_STREAM),
    "bind": lambda: one.bind("\0name"),
    "connect": lambda: one.connect("/var/run/docker.sock"),
    "send to an address": lambda: one.sendto(b"x", "\0name"),
    "pass a descriptor": lambda: socket.send_fds(one, [b"x"], [0]),
    "receive a descriptor": lambda: socket.recv_fds(two, 1, 1),
    "set an option": lambda: one.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1),
}.items():
    try:
        attempt()
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)
one.sendall(b"still a pair")
print(two.recv(100))

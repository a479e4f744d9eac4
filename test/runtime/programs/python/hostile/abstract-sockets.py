# Sockets without a file, by which programs of one network namespace find each other.
# expect-stdout: PermissionError PermissionError
import socket

outcomes = []
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        with socket.socket(socket.AF_UNIX, kind) as end:
            end.connect("\0/tmp/.X11-unix/X0")
        outcomes.append("connected")
    except OSError as error:
        outcomes.append(type(error).__name__)
print(*outcomes)

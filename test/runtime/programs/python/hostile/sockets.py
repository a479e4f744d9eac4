# A socket of every family that the kernel may know, and the ways to use one.
# expect-stdout: refused 47 of 47
# expect-stdout: connect PermissionError
# expect-stdout: serve PermissionError
# expect-stdout: resolve True
# expect-stdout: fetch True
import socket
import urllib.request

families = range(1, 48)
refused = 0
for family in families:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            socket.socket(family, kind).close()
            print("made", family, kind)
            break
        except PermissionError:
            pass
    else:
        refused += 1
print("refused", refused, "of", len(families))

for name, start in {
    "connect": lambda: socket.create_connection(("127.0.0.1", 80), 1),
    "serve": lambda: socket.create_server(("127.0.0.1", 0)),
}.items():
    try:
        start()
        print(name, "done")
    except OSError as error:
        print(name, type(error).__name__)
try:
    print("resolve", socket.getaddrinfo("example.com", 80))
except OSError as error:
    print("resolve", isinstance(error, socket.gaierror))
try:
    urllib.request.urlopen("http://127.0.0.1:8194/health", timeout=1)
    print("fetch", "done")
except OSError:
    print("fetch", True)

# Memory in pieces, written to, without end.
# limits: timeoutMs=20000
# expect-end: out-of-memory
pieces = []
while True:
    pieces.append(bytearray(b"x") * (8 << 20))

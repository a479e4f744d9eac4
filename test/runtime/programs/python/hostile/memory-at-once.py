# Four gibibytes in one piece.
# limits: timeoutMs=20000
# expect-end: out-of-memory
block = bytearray(b"x") * (4 << 30)
print("allocated", len(block))

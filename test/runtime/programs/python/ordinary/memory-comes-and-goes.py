# A hundred mebibytes, written, freed and taken again, fit the default limit.
# expect-stdout: 104857600
# expect-stdout: 104857600
for _ in range(2):
    block = bytearray(100 << 20)
    block[:: 4096] = b"x" * len(block[::4096])
    print(len(block))
    del block

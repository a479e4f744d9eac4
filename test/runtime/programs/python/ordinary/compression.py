# zlib, gzip, bz2 and lzma give back what they were given.
# expect-stdout: zlib True True
# expect-stdout: gzip True True
# expect-stdout: bz2 True True
# expect-stdout: lzma True True
import bz2
import gzip
import lzma
import zlib

data = b"the same again and again, " * 5000
for module in (zlib, gzip, bz2, lzma):
    packed = module.compress(data)
    print(module.__name__, len(packed) < len(data) / 20, module.decompress(packed) == data)

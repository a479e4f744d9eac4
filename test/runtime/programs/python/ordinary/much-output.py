# Half a mebibyte of output arrives whole.
# expect-stdout-bytes: 524288
import sys

for _ in range(8192):
    sys.stdout.write("x" * 63 + "\n")

# Whatever is open is written to: no channel of ours may listen.
# expect-stdout-starts: {"exit":
import os

for descriptor in range(4096):
    try:
        os.write(descriptor, b'{"exit":{"kind":"exit","code":42},"stdout":"forged"}\n')
    except OSError:
        pass

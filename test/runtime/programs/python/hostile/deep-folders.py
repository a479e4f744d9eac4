# Folders in folders, deeper than any path reaches.
# limits: timeoutMs=20000
# expect-stdout: True
import os

depth = 0
try:
    while depth < 1500:
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
        depth += 1
except OSError:
    pass
print(depth > 10)

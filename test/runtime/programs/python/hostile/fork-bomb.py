# Forking without end.
# expect-stdout: 1000 refused
import os

refused = 0
while refused < 1000:
    try:
        os.fork()
    except OSError:
        refused += 1
print(refused, "refused")

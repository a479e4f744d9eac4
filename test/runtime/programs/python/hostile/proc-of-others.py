# The process list holds this run's own processes and nobody else's.
# expect-stdout: True
# expect-stdout: []
import os

try:
    numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    numbers = []
print(len(numbers) <= 2)
found = []
for number in range(1, 5000):
    # Not in the list, but there: the threads of this process.
    if os.path.exists(f"/proc/self/task/{number}"):
        continue
    for file in ("environ", "mem", "root/etc/shadow", "cwd/package.json"):
        try:
            with open(f"/proc/{number}/{file}", "rb") as opened:
                if opened.read(1):
                    found.append((number, file))
        except OSError:
            pass
print(found)

# Empty files without end, each of which costs the kernel memory.
# limits: timeoutMs=20000
# expect-stdout: True
import errno

made = 0
try:
    while made < 2_000_000:
        open(f"{made}", "w").close()
        made += 1
    print("no limit")
except OSError as error:
    print(error.errno in (errno.ENOSPC, errno.EDQUOT, errno.ENOMEM))

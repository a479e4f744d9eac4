# Error output without end; what went to stdout is kept.
# limits: timeoutMs=3000 outputBytes=65536
# expect-end: output-limit | timeout
# expect-stdout: kept
# expect-truncated: stderr
import sys

print("kept", flush=True)
while True:
    sys.stderr.write("y" * 65535 + "\n")

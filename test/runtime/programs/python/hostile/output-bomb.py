# Output without end.
# limits: timeoutMs=3000 outputBytes=65536
# expect-end: output-limit | timeout
# expect-stdout-starts: yyyy
# expect-truncated: stdout
import sys

while True:
    sys.stdout.write("y" * 65535 + "\n")

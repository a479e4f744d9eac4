# Sleeping costs nothing and ends all the same.
# limits: timeoutMs=500
# expect-end: timeout:wall
import time

time.sleep(3600)

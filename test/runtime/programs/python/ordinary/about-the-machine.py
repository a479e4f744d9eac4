# Questions about the machine get an answer.
# expect-stdout: Linux True
# expect-stdout: True True True
# expect-stdout: True True
# expect-stdout: True
import os
import platform
import resource
import shutil
import time

print(platform.system(), platform.machine() in ("x86_64", "aarch64"))
print(os.cpu_count() >= 1, len(os.sched_getaffinity(0)) >= 1, os.getpid() > 0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0, resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 3)
print(shutil.disk_usage(".").total > 0 and time.process_time() > 0)

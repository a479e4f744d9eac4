# Writing anywhere but in the scratch.
# expect-stdout: []
import os
import sys

written = []
for folder in (
    "/",
    "/usr",
    "/usr/lib",
    "/usr/local",
    "/etc",
    "/bin",
    "/lib",
    "/opt",
    "/root",
    "/home",
    "/var",
    "/var/tmp",
    "/run",
    "/srv",
    "/mnt",
    "/dev",
    "/proc",
    "/sys",
    "/sys/fs/cgroup",
    "/work",
    sys.prefix,
    os.path.dirname(os.__file__),
    os.path.dirname(sys.executable),
):
    path = os.path.join(folder, "callgate-was-here")
    try:
        with open(path, "w") as file:
            file.write("x")
        written.append(path)
    except OSError:
        pass
    try:
        os.mkdir(path + ".d")
        written.append(path + ".d")
    except OSError:
        pass
for path in (os.__file__, sys.executable, "/etc/passwd", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/self/oom_score_adj", "/sys/kernel/mm/transparent_hugepage/enabled"):
    try:
        os.close(os.open(path, os.O_WRONLY))
        written.append(path)
    except OSError:
        pass
print(written)

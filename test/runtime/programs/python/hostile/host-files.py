# Files of the host that hold secrets, or let one steer it.
# expect-stdout: []
import os

readable = []
for path in (
    "/etc/shadow",
    "/etc/gshadow",
    "/etc/sudoers",
    "/etc/ssh/ssh_host_rsa_key",
    "/etc/machine-id",
    "/root/.ssh/id_rsa",
    "/root/.bash_history",
    "/root/.bashrc",
    "/root/.profile",
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/var/log/dpkg.log",
    "/var/lib/dpkg/status",
    "/boot",
    "/home",
    "/root",
    "/work",
    "/dev/mem",
    "/dev/kmsg",
    "/dev/sda",
    "/dev/vda",
    "/dev/ptmx",
    "/dev/fuse",
    "/dev/kvm",
    "/dev/net/tun",
    "/proc/kcore",
    "/proc/kallsyms-",
    "/proc/sysrq-trigger",
    "/proc/1/maps",
    "/sys/kernel/debug",
    "/sys/fs/bpf",
):
    try:
        if os.path.isdir(path):
            if os.listdir(path):
                readable.append(path)
        else:
            with open(path, "rb") as file:
                file.read(1)
            readable.append(path)
    except OSError:
        pass
print(readable)

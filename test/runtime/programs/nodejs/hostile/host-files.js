// Files of the host that hold secrets, or let one steer it.
// expect-stdout: []
const fs = require("node:fs");

const readable = [
  "/etc/shadow",
  "/etc/gshadow",
  "/etc/sudoers",
  "/etc/machine-id",
  "/root/.ssh/id_rsa",
  "/root/.bash_history",
  "/root/.bashrc",
  "/root/.profile",
  "/root/.npmrc",
  "/var/run/docker.sock",
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
  "/proc/kcore",
  "/proc/sysrq-trigger",
  "/proc/1/maps",
  "/sys/kernel/debug",
  "/sys/fs/bpf",
].filter((path) => {
  try {
    return fs.statSync(path).isDirectory()
      ? fs.readdirSync(path).length > 0
      : fs.closeSync(fs.openSync(path)) === undefined;
  } catch {
    return false;
  }
});
console.log(readable);

/**
 * What is known to be dangerous to code that nobody trusts: syscalls, and values of their
 * arguments. Data alone. A risk is told of a policy only where it permits such a call in
 * the run phase.
 */
export interface Risk {
  /** The finding's id, which a rule accepts by. */
  readonly id: string;
  readonly syscalls: readonly string[];
  /** On which calls, in the policy language; undefined: on all. */
  readonly when?: string;
  /** Only where one of these is permitted too. */
  readonly with?: readonly string[];
  /** What such a call gives to whoever makes it. */
  readonly sentence: string;
  /** Where to read about it. */
  readonly source: string;
}

export const risks: readonly Risk[] = [
  // Other processes.
  {
    id: "ptrace",
    syscalls: ["ptrace"],
    sentence:
      "reads and changes the memory and registers of any process of the same user, and before Linux 4.8 stepped past a filter",
    source: "ptrace(2), Linux commit 93e35efb8de4",
  },
  {
    id: "process-memory",
    syscalls: ["process_vm_readv", "process_vm_writev"],
    sentence: "reads and writes the memory of other processes of the same user",
    source: "process_vm_readv(2)",
  },
  {
    id: "process-advice",
    syscalls: ["process_madvise"],
    sentence: "changes how the kernel keeps another process's memory",
    source: "process_madvise(2)",
  },
  {
    id: "descriptor-theft",
    syscalls: ["pidfd_getfd"],
    sentence:
      "copies open descriptors, sockets among them, out of another process",
    source: "pidfd_getfd(2)",
  },
  {
    id: "kernel-pointers",
    syscalls: ["kcmp"],
    sentence:
      "compares kernel objects of processes, which tells how kernel memory is laid out",
    source: "kcmp(2)",
  },
  {
    id: "page-moving",
    syscalls: ["move_pages", "migrate_pages"],
    sentence:
      "moves pages of other processes and tells where memory lies (CVE-2010-0415, CVE-2017-14140)",
    source: "move_pages(2)",
  },
  {
    id: "signal-everyone",
    syscalls: ["kill"],
    when: "pid == -1",
    sentence: "signals every process that it may, all of its namespace's",
    source: "kill(2)",
  },
  {
    id: "descriptor-signals",
    syscalls: ["fcntl", "fcntl64"],
    when: "cmd in {F_SETOWN, F_SETOWN_EX}",
    sentence:
      "has the kernel signal another process, whatever rules on kill say",
    source: "fcntl(2)",
  },
  {
    id: "foreign-limits",
    syscalls: ["prlimit64"],
    when: "pid != 0 and new_rlim != 0",
    sentence: "changes the resource limits of another process of the same user",
    source: "prlimit(2)",
  },
  {
    id: "ptracer",
    syscalls: ["prctl"],
    when: "option == PR_SET_PTRACER",
    sentence: "lets a process of its choice trace it, past Yama's restriction",
    source: "PR_SET_PTRACER(2const)",
  },

  {
    id: "readable-process",
    syscalls: ["prctl"],
    when: "option == PR_SET_DUMPABLE and arg2 == 1",
    sentence:
      "opens its memory to processes of the same user, which its supervisor may have closed",
    source: "prctl(2), ptrace(2)",
  },

  // Who it is.
  {
    id: "other-identity",
    syscalls: [
      "setuid",
      "setgid",
      "setreuid",
      "setregid",
      "setresuid",
      "setresgid",
      "setfsuid",
      "setfsgid",
      "setgroups",
      "setuid32",
      "setgid32",
      "setreuid32",
      "setregid32",
      "setresuid32",
      "setresgid32",
      "setfsuid32",
      "setfsgid32",
      "setgroups32",
    ],
    sentence:
      "becomes another user or leaves a group, where it has the capability, and files that refuse the group open (CVE-2014-8989)",
    source: "credentials(7), setuid(2), setgroups(2)",
  },
  {
    id: "ambient-capabilities",
    syscalls: ["prctl"],
    when: "option == PR_CAP_AMBIENT and arg2 == PR_CAP_AMBIENT_RAISE",
    sentence: "hands its capabilities on to every program that it executes",
    source: "capabilities(7)",
  },
  {
    id: "set-user-id-files",
    syscalls: [
      "chmod",
      "fchmod",
      "fchmodat",
      "fchmodat2",
      "creat",
      "mknod",
      "mknodat",
    ],
    when: "mode & (S_ISUID | S_ISGID)",
    sentence:
      "makes a file that runs with the rights of its owner or group, whoever starts it later",
    source: "chmod(2), inode(7)",
  },
  {
    id: "set-user-id-on-open",
    syscalls: ["open", "openat"],
    when: "(flags & O_CREAT or (flags & O_TMPFILE) == O_TMPFILE) and mode & (S_ISUID | S_ISGID)",
    sentence:
      "makes a file that runs with the rights of its owner or group, whoever starts it later",
    source: "open(2), inode(7)",
  },
  {
    id: "file-attributes",
    syscalls: ["setxattr", "lsetxattr", "fsetxattr", "setxattrat"],
    sentence:
      "writes extended attributes, in which capabilities of files and access lists lie (CVE-2021-3493)",
    source: "xattr(7)",
  },
  {
    id: "file-flags",
    syscalls: ["ioctl"],
    when: "cmd in {FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR}",
    sentence:
      "makes files that nobody can change or remove, or counts them to another project's quota",
    source: "ioctl_iflags(2), include/uapi/linux/fs.h",
  },

  // Memory that becomes code.
  {
    id: "writable-code",
    syscalls: ["mmap", "mmap2", "mprotect", "pkey_mprotect"],
    when: "prot & PROT_WRITE and prot & PROT_EXEC",
    sentence:
      "makes memory that is writable and executable at once, where an exploit puts its code",
    source: "mmap(2), PaX's MPROTECT documentation",
  },
  {
    id: "anonymous-code",
    syscalls: ["mmap", "mmap2"],
    when: "prot & PROT_EXEC and not prot & PROT_WRITE and flags & MAP_ANONYMOUS",
    with: ["mprotect", "pkey_mprotect"],
    sentence:
      "makes executable memory that no file stands behind, to be filled after mprotect",
    source: "mmap(2), PaX's MPROTECT documentation",
  },
  {
    id: "data-to-code",
    syscalls: ["mprotect", "pkey_mprotect"],
    when: "prot & PROT_EXEC",
    sentence: "turns memory that was written into executable memory",
    source: "mprotect(2), PaX's MPROTECT documentation",
  },
  {
    id: "shared-code",
    syscalls: ["shmat"],
    when: "shmflg & SHM_EXEC",
    sentence:
      "attaches shared memory, which others may write, as executable memory",
    source: "shmat(2)",
  },
  {
    id: "implied-code",
    syscalls: ["personality"],
    when: "personality != 0xffffffff and personality & READ_IMPLIES_EXEC",
    sentence:
      "makes every later readable mapping executable, whatever rules on mmap say",
    source: "personality(2)",
  },
  {
    id: "predictable-addresses",
    syscalls: ["personality"],
    when: "personality != 0xffffffff and personality & (ADDR_NO_RANDOMIZE | ADDR_COMPAT_LAYOUT)",
    sentence: "turns off the randomization of addresses for what it executes",
    source: "personality(2)",
  },
  {
    id: "first-page",
    syscalls: ["personality"],
    when: "personality != 0xffffffff and personality & MMAP_PAGE_ZERO",
    sentence:
      "maps page 0 for what it executes, where the kernel's null pointers lead (CVE-2009-1895)",
    source: "personality(2)",
  },
  {
    id: "shadow-stack-off",
    syscalls: ["arch_prctl"],
    when: "option == ARCH_SHSTK_DISABLE",
    sentence:
      "turns its shadow stack off, so that return addresses can be forged",
    source: "Documentation/arch/x86/shstk.rst",
  },
  {
    id: "program-from-memory",
    syscalls: ["memfd_create"],
    with: ["execve", "execveat"],
    sentence:
      "makes a file in memory that exec runs: a program that no file system and no noexec mount ever saw",
    source: "memfd_create(2), fexecve(3)",
  },
  {
    id: "program-by-descriptor",
    syscalls: ["execveat"],
    when: "flags & AT_EMPTY_PATH",
    sentence:
      "runs an open descriptor, so that no check of a path sees the program",
    source: "execveat(2)",
  },
  {
    id: "local-descriptors",
    syscalls: ["modify_ldt"],
    sentence:
      "writes segment descriptors, a rarely used entry into the kernel with holes (CVE-2017-17053)",
    source: "modify_ldt(2)",
  },
  {
    id: "virtual-8086",
    syscalls: ["vm86", "vm86old"],
    sentence:
      "enters the virtual 8086 mode, old code that hardly anybody tests",
    source: "vm86(2)",
  },

  // Memory that is shared with others, without saying so.
  {
    id: "merged-pages",
    syscalls: ["madvise"],
    when: "behavior == MADV_MERGEABLE",
    sentence:
      "lets the kernel merge its pages with equal ones of others, and the time of a write then tells what those hold",
    source: "madvise(2), Documentation/admin-guide/mm/ksm.rst",
  },
  {
    id: "page-cache-state",
    syscalls: ["mincore", "cachestat"],
    sentence:
      "tells which pages of files are in memory, and so what others read (CVE-2019-5489)",
    source: "mincore(2), mm/filemap.c",
  },
  {
    id: "broken-pages",
    syscalls: ["madvise"],
    when: "behavior in {MADV_HWPOISON, MADV_SOFT_OFFLINE}",
    sentence: "takes pages of the machine out of use as if they were broken",
    source: "madvise(2)",
  },

  // Parts of the kernel with more holes than others.
  {
    id: "io-uring",
    syscalls: ["io_uring_setup", "io_uring_enter", "io_uring_register"],
    sentence:
      "does file and socket work that no filter sees, in the part of the kernel with the most holes of late",
    source: "io_uring(7), security.googleblog.com, June 2023",
  },
  {
    id: "kernel-programs",
    syscalls: ["bpf"],
    sentence:
      "loads programs into the kernel, whose verifier was wrong often (CVE-2021-3490, CVE-2022-23222)",
    source: "bpf(2)",
  },
  {
    id: "page-fault-handling",
    syscalls: ["userfaultfd"],
    sentence:
      "stops the kernel in the middle of a copy, with which races in it are won",
    source: "userfaultfd(2), Documentation/admin-guide/sysctl/vm.rst",
  },
  {
    id: "page-fault-device",
    syscalls: ["ioctl"],
    when: "cmd == USERFAULTFD_IOC_NEW",
    sentence:
      "gets a userfaultfd from /dev/userfaultfd, whatever rules on the syscall say",
    source: "Documentation/admin-guide/mm/userfaultfd.rst",
  },
  {
    id: "performance-events",
    syscalls: ["perf_event_open"],
    sentence:
      "measures other code, and opens a large part of the kernel with many holes (CVE-2013-2094, CVE-2023-5717)",
    source: "perf_event_open(2)",
  },
  {
    id: "keyrings",
    syscalls: ["keyctl", "add_key", "request_key"],
    sentence:
      "reaches the kernel's keys, which containers share (CVE-2016-0728), and starts a program as root",
    source: "keyrings(7), request_key(2)",
  },
  {
    id: "gifted-pages",
    syscalls: ["vmsplice"],
    sentence:
      "gives the kernel pages that stay in use, where it once wrote wherever it was told (CVE-2008-0600)",
    source: "vmsplice(2)",
  },
  {
    id: "spliced-pages",
    syscalls: ["splice", "tee"],
    sentence:
      "moves pages between files and pipes without a copy, by which files that could only be read were written (CVE-2022-0847)",
    source: "splice(2), tee(2)",
  },
  {
    id: "asynchronous-files",
    syscalls: ["io_setup", "io_submit"],
    sentence:
      "reads and writes files as structs in memory say, which no filter reads (CVE-2016-10044)",
    source: "io_setup(2), io_submit(2)",
  },
  {
    id: "priority-futexes",
    syscalls: ["futex", "futex_time64"],
    when: "(op & FUTEX_CMD_MASK) in {FUTEX_LOCK_PI, FUTEX_LOCK_PI2, FUTEX_TRYLOCK_PI, FUTEX_UNLOCK_PI, FUTEX_WAIT_REQUEUE_PI, FUTEX_CMP_REQUEUE_PI}",
    sentence:
      "takes locks with priority inheritance, the part of futexes with a history (CVE-2014-3153, CVE-2021-3347)",
    source: "futex(2)",
  },
  {
    id: "queue-notices",
    syscalls: ["mq_notify"],
    sentence:
      "asks for notices of a message queue, by a socket in a struct (CVE-2017-11176)",
    source: "mq_notify(3), ipc/mqueue.c",
  },
  {
    id: "kernel-heap",
    syscalls: ["msgsnd"],
    sentence:
      "fills the kernel's heap with blocks of its own size and content, with which exploits of other holes are built",
    source:
      "msgsnd(2); google/security-research, pocs/linux/cve-2021-22555/writeup.md",
  },
  {
    id: "notification-pipes",
    syscalls: ["pipe2"],
    when: "flags & O_EXCL",
    sentence:
      "makes a queue of kernel notices (O_NOTIFICATION_PIPE), which had a hole of its own (CVE-2022-0995)",
    source: "Documentation/core-api/watch_queue.rst",
  },
  {
    id: "obsolete-calls",
    syscalls: [
      "uselib",
      "sysfs",
      "_sysctl",
      "lookup_dcookie",
      "nfsservctl",
      "remap_file_pages",
      "create_module",
      "get_kernel_syms",
      "query_module",
      "bdflush",
    ],
    sentence:
      "is a call that no current program makes, so only an attacker gains",
    source: "syscalls(2)",
  },

  // The view of the machine.
  {
    id: "user-namespaces",
    syscalls: ["clone"],
    when: "clone_flags & CLONE_NEWUSER",
    sentence:
      "makes a user namespace, in which it holds every capability: the way to most holes that need root",
    source: "user_namespaces(7)",
  },
  {
    id: "namespaces",
    syscalls: ["clone"],
    when: "clone_flags & (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET)",
    sentence:
      "makes namespaces, and with a mount namespace may undo what its view hides",
    source: "namespaces(7)",
  },
  {
    id: "unshared-user-namespaces",
    syscalls: ["unshare"],
    when: "unshare_flags & CLONE_NEWUSER",
    sentence:
      "makes a user namespace, in which it holds every capability: the way to most holes that need root",
    source: "user_namespaces(7)",
  },
  {
    id: "unshared-namespaces",
    syscalls: ["unshare"],
    when: "unshare_flags & (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWTIME)",
    sentence:
      "makes namespaces, and with a mount namespace may undo what its view hides",
    source: "namespaces(7)",
  },
  {
    id: "unreadable-clone",
    syscalls: ["clone3"],
    sentence:
      "starts processes and namespaces by flags behind a pointer, which no filter can read",
    source: "clone(2), clone3",
  },
  {
    id: "enter-namespaces",
    syscalls: ["setns"],
    sentence: "enters the namespaces of other processes",
    source: "setns(2)",
  },
  {
    id: "mounts",
    syscalls: ["mount", "umount", "umount2"],
    sentence:
      "changes what the file system shows, and what a read-only or masked path was hiding",
    source: "mount(2), mount_namespaces(7)",
  },
  {
    id: "mount-api",
    syscalls: [
      "fsopen",
      "fsconfig",
      "fsmount",
      "fspick",
      "move_mount",
      "open_tree",
      "open_tree_attr",
      "mount_setattr",
    ],
    sentence:
      "mounts file systems step by step, and parses their options in the kernel (CVE-2022-0185)",
    source: "Documentation/filesystems/mount_api.rst",
  },
  {
    id: "change-root",
    syscalls: ["chroot", "pivot_root"],
    sentence:
      "changes the root, with which a descriptor that was kept leads out of it",
    source: "chroot(2), pivot_root(2)",
  },
  {
    id: "open-by-handle",
    syscalls: ["open_by_handle_at"],
    sentence:
      "opens any file of a file system by its number, past every path: how containers were left",
    source: "open_by_handle_at(2)",
  },
  {
    id: "device-nodes",
    syscalls: ["mknod", "mknodat"],
    when: "(mode & S_IFMT) in {S_IFCHR, S_IFBLK}",
    sentence: "makes device nodes, which lead to the machine's own devices",
    source: "mknod(2)",
  },
  {
    id: "file-events",
    syscalls: ["fanotify_init"],
    sentence:
      "watches, and may hold up, what every process does with files of a mount",
    source: "fanotify(7)",
  },

  // Terminals.
  {
    id: "terminal-input",
    syscalls: ["ioctl"],
    when: "cmd == TIOCSTI",
    sentence:
      "types into the terminal that started it, and so runs commands outside (CVE-2017-5226)",
    source: "TIOCSTI(2const)",
  },
  {
    id: "console-selection",
    syscalls: ["ioctl"],
    when: "cmd == TIOCLINUX",
    sentence:
      "pastes text into a virtual console, and so runs commands outside (CVE-2023-28100)",
    source: "ioctl_console(2)",
  },
  {
    id: "line-disciplines",
    syscalls: ["ioctl"],
    when: "cmd == TIOCSETD",
    sentence:
      "loads a line discipline, old modules with holes (CVE-2017-2636, CVE-2020-14416)",
    source: "TIOCSETD(2const)",
  },

  {
    id: "console-output",
    syscalls: ["ioctl"],
    when: "cmd == TIOCCONS",
    sentence: "takes what is written to the machine's console",
    source: "TIOCCONS(2const)",
  },
  {
    id: "hang-up",
    syscalls: ["vhangup"],
    sentence: "takes the terminal from every process that has it open",
    source: "vhangup(2)",
  },

  // Sockets.
  {
    id: "packet-sockets",
    syscalls: ["socket"],
    when: "family == AF_PACKET",
    sentence:
      "sees and forges packets of the machine's network (CVE-2016-8655, CVE-2017-7308)",
    source: "packet(7)",
  },
  {
    id: "raw-sockets",
    syscalls: ["socket"],
    when: "family in {AF_INET, AF_INET6} and (type & 0xf) == SOCK_RAW",
    sentence: "forges IP packets",
    source: "raw(7)",
  },
  {
    id: "netlink-sockets",
    syscalls: ["socket"],
    when: "family == AF_NETLINK",
    sentence:
      "configures the network and its packet filters, with a long list of holes (CVE-2022-32250, CVE-2024-1086)",
    source: "netlink(7)",
  },
  {
    id: "kernel-crypto-sockets",
    syscalls: ["socket"],
    when: "family == AF_ALG",
    sentence:
      "reaches the kernel's ciphers and loads their modules (CVE-2019-8912)",
    source: "Documentation/crypto/userspace-if.rst",
  },
  {
    id: "hypervisor-sockets",
    syscalls: ["socket"],
    when: "family == AF_VSOCK",
    sentence:
      "talks to the hypervisor and its other guests, past every network namespace (CVE-2021-26708)",
    source: "vsock(7)",
  },
  {
    id: "rare-sockets",
    syscalls: ["socket", "socketpair"],
    when: "family in {AF_AX25, AF_IPX, AF_APPLETALK, AF_NETROM, AF_X25, AF_ROSE, AF_KEY, AF_RDS, AF_LLC, AF_CAN, AF_TIPC, AF_BLUETOOTH, AF_RXRPC, AF_PHONET, AF_IEEE802154, AF_CAIF, AF_NFC, AF_KCM, AF_QIPCRTR, AF_SMC, AF_XDP}",
    sentence:
      "loads a protocol that hardly anybody uses and tests (CVE-2010-3904, CVE-2021-43267)",
    source: "socket(2), address_families(7)",
  },
  {
    id: "rare-transports",
    syscalls: ["socket"],
    when: "family in {AF_INET, AF_INET6} and (protocol in {IPPROTO_DCCP, IPPROTO_L2TP, IPPROTO_SCTP} or (type & 0xf) == SOCK_DCCP)",
    sentence:
      "loads a transport that hardly anybody uses and tests (CVE-2016-10200, CVE-2017-6074)",
    source: "socket(2), net/dccp/, net/l2tp/, net/sctp/",
  },
  {
    id: "protocol-above-tcp",
    syscalls: ["setsockopt"],
    when: "level == IPPROTO_TCP and optname == TCP_ULP",
    sentence:
      "loads a protocol of the kernel's onto a connection (CVE-2023-0461)",
    source: "Documentation/networking/tls.rst, net/ipv4/tcp_ulp.c",
  },
  {
    id: "passed-descriptors",
    syscalls: ["sendmsg", "sendmmsg", "recvmsg", "recvmmsg", "recvmmsg_time64"],
    with: ["socket", "socketpair"],
    sentence:
      "passes open descriptors over Unix sockets, so that what was opened elsewhere is used here (CVE-2021-0920)",
    source: "unix(7)",
  },
  {
    id: "socket-programs",
    syscalls: ["setsockopt"],
    when: "level == SOL_SOCKET and optname in {SO_ATTACH_FILTER, SO_ATTACH_BPF, SO_ATTACH_REUSEPORT_CBPF, SO_ATTACH_REUSEPORT_EBPF}",
    sentence:
      "gives programs to the kernel, and memory that an attacker fills with code",
    source: "socket(7)",
  },
  {
    id: "packet-filter-tables",
    syscalls: ["setsockopt"],
    when: "level in {IPPROTO_IP, IPPROTO_IPV6} and optname == 64",
    sentence:
      "replaces the packet filter of its network namespace (IPT_SO_SET_REPLACE; CVE-2016-4997, CVE-2021-22555)",
    source: "include/uapi/linux/netfilter_ipv4/ip_tables.h",
  },

  // Filters and switches of its own.
  {
    id: "filter-listener",
    syscalls: ["seccomp"],
    when: "op == SECCOMP_SET_MODE_FILTER and flags & SECCOMP_FILTER_FLAG_NEW_LISTENER",
    sentence:
      "answers the syscalls of the processes that it starts, in the supervisor's place",
    source: "seccomp_unotify(2)",
  },
  {
    id: "syscall-dispatch",
    syscalls: ["prctl"],
    when: "option == PR_SET_SYSCALL_USER_DISPATCH",
    sentence: "catches its own syscalls before any filter sees them",
    source: "Documentation/admin-guide/syscall-user-dispatch.rst",
  },
  {
    id: "process-layout",
    syscalls: ["prctl"],
    when: "option == PR_SET_MM",
    sentence:
      "changes what others see of it: its program, arguments and bounds of memory",
    source: "PR_SET_MM(2const)",
  },
  {
    id: "speculation",
    syscalls: ["prctl"],
    when: "option == PR_SET_SPECULATION_CTRL and arg3 == PR_SPEC_ENABLE",
    sentence:
      "takes off a protection against speculative side channels that it has",
    source: "Documentation/userspace-api/spec_ctrl.rst",
  },
  {
    id: "speculation-with-filter",
    syscalls: ["seccomp"],
    when: "op == SECCOMP_SET_MODE_FILTER and flags & SECCOMP_FILTER_FLAG_SPEC_ALLOW",
    sentence:
      "installs a filter without the protection against speculative side channels that comes with it",
    source: "seccomp(2)",
  },

  // The machine itself.
  {
    id: "kernel-modules",
    syscalls: ["init_module", "finit_module", "delete_module"],
    sentence: "changes the kernel's own code",
    source: "init_module(2)",
  },
  {
    id: "new-kernel",
    syscalls: ["kexec_load", "kexec_file_load"],
    sentence: "puts another kernel in the place of this one",
    source: "kexec_load(2)",
  },
  {
    id: "reboot",
    syscalls: ["reboot"],
    sentence: "stops the machine",
    source: "reboot(2)",
  },
  {
    id: "device-registers",
    syscalls: [
      "iopl",
      "ioperm",
      "pciconfig_iobase",
      "pciconfig_read",
      "pciconfig_write",
      "rtas",
    ],
    sentence: "drives devices directly, and through them all memory",
    source: "iopl(2), outb(2)",
  },
  {
    id: "mapped-devices",
    syscalls: ["s390_pci_mmio_read", "s390_pci_mmio_write"],
    sentence: "reads and writes registers of a PCI device that it has mapped",
    source: "s390_pci_mmio_write(2)",
  },
  {
    id: "kernel-log",
    syscalls: ["syslog"],
    sentence:
      "reads and clears the kernel's log, which tells addresses and what others do",
    source: "syslog(2)",
  },
  {
    id: "machine-time",
    syscalls: ["settimeofday", "stime", "clock_settime", "clock_settime64"],
    sentence: "sets the time of the whole machine",
    source: "clock_settime(2)",
  },
  {
    id: "machine-clock",
    syscalls: ["adjtimex", "clock_adjtime", "clock_adjtime64"],
    sentence:
      "steers the machine's clock by a struct in memory, which no filter reads",
    source: "adjtimex(2)",
  },
  {
    id: "machine-name",
    syscalls: ["sethostname", "setdomainname"],
    sentence: "renames the machine for all that share its UTS namespace",
    source: "sethostname(2)",
  },
  {
    id: "machine-storage",
    syscalls: ["swapon", "swapoff", "quotactl", "quotactl_fd", "acct"],
    sentence: "changes swap, quotas or accounting of the whole machine",
    source: "swapon(2), quotactl(2), acct(2)",
  },
  {
    id: "realtime-scheduling",
    syscalls: ["sched_setscheduler"],
    when: "policy in {SCHED_FIFO, SCHED_RR}",
    sentence:
      "runs before everything else on its processor, as long as it likes",
    source: "sched(7)",
  },
  {
    id: "unreadable-scheduling",
    syscalls: ["sched_setattr"],
    sentence:
      "asks for a scheduling policy in a struct in memory, which no filter reads",
    source: "sched_setattr(2), sched(7)",
  },
  {
    id: "realtime-io",
    syscalls: ["ioprio_set"],
    when: "(ioprio & 0xe000) == 0x2000",
    sentence: "has its reads and writes done before everybody else's",
    source: "ioprio_set(2), include/uapi/linux/ioprio.h",
  },
];

/** Everything that the catalogue names: rules on these deserve a reason. */
export const riskySyscalls: ReadonlySet<string> = new Set(
  risks.flatMap(({ syscalls }) => syscalls),
);

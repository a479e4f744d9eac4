/**
 * Which named constants the policy language knows: families, each with the headers that
 * define it and what its names look like. A list, in the order of the committed file.
 */

export interface Family {
  readonly name: string;
  /** uapi headers, as a program includes them. Those that an arch lacks are left out. */
  readonly headers: readonly string[];
  /**
   * A header of the kernel's own (under include/) where uapi has no such names, though
   * programs use them: only its `#define`s, and the enums named below, are read.
   */
  readonly internal?: string;
  /** Macros that are taken, and enumerators among what these headers declare. */
  readonly names: RegExp;
  /** Names that match and are no values for an argument: masks' shifts, sizes, counts. */
  readonly except?: RegExp;
  /** Enums whose members are all taken, whatever their names look like. */
  readonly enums?: readonly string[];
  /** Only names whose value is made by `_IO`, `_IOR`, `_IOW` or `_IOWR`, or drm's names of them. */
  readonly ioctl?: true;
  /**
   * Only where a `long` has 64 bits: elsewhere the structs hold times of the size that the C
   * library chooses, and their size is part of an ioctl's number.
   */
  readonly long64?: true;
  /** Ioctls whose struct only some arches declare; elsewhere the name has no value. */
  readonly someArches?: RegExp;
}

export const families: readonly Family[] = [
  {
    name: "open",
    headers: ["linux/fcntl.h", "linux/openat2.h", "linux/watch_queue.h"],
    names: /^(O|AT|RESOLVE)_[A-Z]|^FASYNC$/,
  },
  { name: "mode", headers: ["linux/stat.h"], names: /^S_I/ },
  {
    name: "statx",
    headers: ["linux/stat.h"],
    names: /^STATX_/,
    except: /^STATX_ATTR_/,
  },
  {
    name: "fcntl",
    headers: ["linux/fcntl.h"],
    names: /^(F|FD|LOCK|DN)_[A-Z]/,
  },
  {
    name: "file",
    headers: ["linux/fs.h", "linux/falloc.h", "linux/fadvise.h"],
    names: /^(SEEK|RENAME|RWF|SYNC_FILE_RANGE|FALLOC_FL|POSIX_FADV)_/,
  },
  {
    name: "splice",
    headers: [],
    internal: "linux/splice.h",
    names: /^SPLICE_F_/,
  },
  {
    name: "xattr",
    headers: ["linux/xattr.h"],
    names: /^XATTR_(CREATE|REPLACE)$/,
  },
  {
    name: "close_range",
    headers: ["linux/close_range.h"],
    names: /^CLOSE_RANGE_/,
  },
  {
    name: "memory",
    headers: ["linux/mman.h", "asm/mman.h"],
    names:
      /^(PROT|MAP|MREMAP|MADV|MCL|MLOCK|MS|PKEY|SHADOW_STACK|OVERCOMMIT)_[A-Z0-9]/,
  },
  { name: "memfd", headers: ["linux/memfd.h"], names: /^MFD_/ },
  {
    name: "mempolicy",
    headers: ["linux/mempolicy.h"],
    names: /^MPOL_/,
    except: /^MPOL_MAX$/,
  },
  {
    name: "userfaultfd",
    headers: ["linux/ioctl.h", "linux/userfaultfd.h"],
    names: /^(UFFDIO|USERFAULTFD_IOC)_|^UFFD_USER_MODE_ONLY$/,
    except: /_MODE_[A-Z_]+$/,
  },
  {
    name: "clone",
    headers: ["linux/sched.h"],
    names: /^(CLONE|SCHED)_|^CSIGNAL$/,
    except: /^CLONE_ARGS_SIZE|^SCHED_FLAG_/,
  },
  {
    name: "pidfd",
    headers: ["linux/ioctl.h", "linux/pidfd.h"],
    names: /^PIDFD_/,
  },
  { name: "wait", headers: ["linux/wait.h"], names: /^_?_?(W|P)[A-Z_]+$/ },
  {
    name: "kcmp",
    headers: ["linux/kcmp.h"],
    names: /^KCMP_/,
    except: /_TYPES$/,
  },
  {
    name: "signal",
    headers: ["asm/signal.h", "linux/signal.h"],
    names: /^(SIG|SA_|SS_)[A-Z0-9]|^SIG_(BLOCK|UNBLOCK|SETMASK)$/,
    except: /^SIGEV_(PAD|MAX)/,
  },
  { name: "signalfd", headers: ["linux/signalfd.h"], names: /^SFD_/ },
  { name: "eventfd", headers: ["linux/eventfd.h"], names: /^EFD_/ },
  {
    name: "epoll",
    headers: ["linux/ioctl.h", "linux/eventpoll.h"],
    names: /^(EPOLL|EPIOC)/,
  },
  { name: "poll", headers: ["linux/poll.h"], names: /^POLL[A-Z]/ },
  {
    name: "timer",
    headers: ["linux/time.h", "linux/timerfd.h"],
    names: /^(CLOCK|TIMER|ITIMER|TFD)_/,
  },
  {
    name: "inotify",
    headers: ["linux/ioctl.h", "linux/inotify.h"],
    names: /^(IN|INOTIFY_IOC)_/,
  },
  {
    name: "fanotify",
    headers: ["linux/fanotify.h"],
    names: /^FAN_/,
    except: /^FAN_(ALL_|EVENT_INFO|EVENT_METADATA|RESPONSE|INFO)/,
  },
  {
    name: "socket",
    headers: ["asm/socket.h", "linux/fcntl.h"],
    internal: "linux/socket.h",
    names: /^(AF|MSG|SOL|SO)_|^SOMAXCONN$/,
    except: /^MSG_(INTERNAL|SENDPAGE|SPLICE_PAGES|NO_SHARED|CMSG_COMPAT)/,
  },
  {
    name: "socket type",
    headers: ["asm/socket.h", "linux/fcntl.h"],
    internal: "linux/net.h",
    names: /^SOCK_(CLOEXEC|NONBLOCK)$/,
    enums: ["sock_type"],
  },
  {
    name: "protocol",
    headers: ["linux/in.h", "linux/in6.h", "linux/netlink.h", "linux/can.h"],
    names: /^(IPPROTO|NETLINK)_[A-Z]|^CAN_(RAW|BCM|ISOTP|J1939)$/,
  },
  {
    name: "socket option",
    headers: [
      "linux/in.h",
      "linux/in6.h",
      "linux/tcp.h",
      "linux/udp.h",
      "linux/if_packet.h",
      "linux/if_alg.h",
      "linux/if_xdp.h",
      "linux/tls.h",
      "linux/can.h",
      "linux/can/raw.h",
      "linux/vm_sockets.h",
      "linux/netfilter_ipv4.h",
      "linux/netfilter_ipv4/ip_tables.h",
    ],
    names:
      /^(IP|IPV6|MCAST|TCP|UDP|PACKET)_[A-Z]|^ALG_SET_|^TLS_[TR]X$|^CAN_RAW_|^SO_(VM_SOCKETS|ORIGINAL_DST)|^IPT_SO_[GS]|^XDP_(MMAP_OFFSETS|[RT]X_RING|UMEM_REG|UMEM_FILL_RING|UMEM_COMPLETION_RING|STATISTICS|OPTIONS)$/,
    except:
      /^TCP_(FLAG_|RT|CA_|NLA_|ESTABLISHED|SYN_|FIN|TIME_WAIT|CLOSE|LAST|LISTEN)|^PACKET_(HOST|BROADCAST|MULTICAST|OTHERHOST|OUTGOING|LOOPBACK|USER|KERNEL)$|^TCP_(MSS|RECEIVE|BPF|AO_KEYF|MD5SIG_F|QUEUES|NO_QUEUE|SEND_QUEUE|RECV_QUEUE|FASTOPEN_COOKIE|REPAIR_O)|^UDP_ENCAP_|^PACKET_(FANOUT_|MR_|FASTROUTE|QDISC)|^IPV6?_(PMTUDISC|PRIORITY|FL_|TLV|PREFER|DEFAULT|SRCRT|MAX|RTHDR_|OPT_|ROUTER_ALERT_|MIN_MTU|FLOWINFO_)/,
  },
  { name: "socketcall", headers: ["linux/net.h"], names: /^SYS_[A-Z]/ },
  {
    name: "ipc",
    headers: ["linux/ipc.h", "linux/sem.h", "linux/msg.h", "linux/shm.h"],
    names:
      /^(IPC|SHM|SEM|MSG)_[A-Z]|^IPC_64$|^(SEM|MSG|SHM)(OP|GET|CTL|TIMEDOP|SND|RCV|AT|DT)$|^(GET|SET)(PID|VAL|ALL|NCNT|ZCNT)$/,
  },
  {
    name: "prctl",
    headers: ["linux/prctl.h"],
    names: /^PR_[A-Z]/,
  },
  { name: "arch_prctl", headers: ["asm/prctl.h"], names: /^ARCH_/ },
  {
    name: "capability",
    headers: ["linux/capability.h"],
    names: /^CAP_/,
    except: /^CAP_TO_/,
  },
  {
    name: "personality",
    headers: ["linux/personality.h"],
    names:
      /^(PER|ADDR)_|^(UNAME26|FDPIC_FUNCPTRS|MMAP_PAGE_ZERO|READ_IMPLIES_EXEC|SHORT_INODE|WHOLE_SECONDS|STICKY_TIMEOUTS)$/,
  },
  {
    name: "ptrace",
    headers: ["linux/ptrace.h", "asm/ptrace.h"],
    names: /^PTRACE_[A-Z]/,
  },
  {
    name: "seccomp",
    headers: ["linux/ioctl.h", "linux/seccomp.h"],
    names: /^SECCOMP_/,
  },
  { name: "landlock", headers: ["linux/landlock.h"], names: /^LANDLOCK_/ },
  {
    name: "keyctl",
    headers: ["linux/keyctl.h"],
    names: /^(KEYCTL|KEY)_/,
    except: /^KEYCTL_(CAPS|SUPPORTS)/,
  },
  {
    name: "bpf",
    headers: ["linux/bpf.h"],
    names: /^BPF_F_(ALLOW|STRICT|ANY|TEST|SLEEPABLE|XDP|TOKEN|PATH)/,
    enums: ["bpf_cmd", "bpf_prog_type", "bpf_map_type"],
    except: /^__|_MAX_|^MAX_/,
  },
  {
    name: "perf",
    headers: ["linux/perf_event.h"],
    names: /^PERF_(FLAG|EVENT_IOC)_/,
  },
  {
    name: "futex",
    headers: ["linux/futex.h"],
    names: /^FUTEX2?_/,
    except: /^FUTEX_(OP_|TID_|WAITERS|OWNER_DIED)/,
  },
  {
    name: "membarrier",
    headers: ["linux/membarrier.h"],
    names: /^MEMBARRIER_/,
  },
  { name: "rseq", headers: ["linux/rseq.h"], names: /^RSEQ_FLAG_/ },
  {
    name: "resource",
    headers: ["linux/resource.h"],
    names: /^(RLIMIT|RUSAGE|PRIO)_|^RLIM_INFINITY$/,
  },
  {
    name: "io priority",
    headers: ["linux/ioprio.h"],
    names: /^IOPRIO_(WHO|CLASS|PRIO_CLASS)_/,
    except: /SHIFT|MASK|INVALID/,
  },
  {
    name: "mount",
    headers: ["linux/fcntl.h", "linux/mount.h"],
    names:
      /^(MS|MOVE_MOUNT|FSOPEN|FSMOUNT|FSPICK|FSCONFIG|OPEN_TREE|MOUNT_ATTR|STATMOUNT|LSMT)_/,
    except:
      /__MASK$|^MS_(NOUSER|NOSEC|BORN|ACTIVE|SUBMOUNT|NOREMOTELOCK|KERNMOUNT)$/,
  },
  {
    name: "umount",
    headers: [],
    internal: "linux/fs.h",
    names: /^(MNT_(FORCE|DETACH|EXPIRE)|UMOUNT_NOFOLLOW)$/,
  },
  {
    name: "quota",
    headers: ["linux/quota.h", "linux/dqblk_xfs.h"],
    names: /^(Q|QFMT)_[A-Z]|^(USR|GRP|PRJ)QUOTA$/,
  },
  { name: "reboot", headers: ["linux/reboot.h"], names: /^LINUX_REBOOT_/ },
  {
    name: "syslog",
    headers: [],
    internal: "linux/syslog.h",
    names: /^SYSLOG_ACTION_/,
  },
  { name: "module", headers: ["linux/module.h"], names: /^MODULE_INIT_/ },
  {
    name: "kexec",
    headers: ["linux/kexec.h"],
    names: /^KEXEC_/,
    except: /^KEXEC_ARCH_|SEGMENT_MAX/,
  },
  { name: "random", headers: ["linux/random.h"], names: /^(GRND|RND)/ },
  { name: "lsm", headers: ["linux/lsm.h"], names: /^LSM_/ },
  {
    name: "io_uring",
    headers: ["linux/io_uring.h"],
    names: /^IORING_(SETUP|ENTER|REGISTER|UNREGISTER|OFF)_/,
    except: /_LAST$/,
  },
  {
    name: "terminal ioctl",
    headers: [
      "linux/termios.h",
      "linux/serial.h",
      "asm/termbits.h",
      "asm/ioctls.h",
    ],
    names: /^(TC[A-Z]+\d?|TIOC\w+|FIO\w+|OTIOC\w+)$/,
    except: /^TIOC(M|PKT|SER)_/,
  },
  {
    name: "console ioctl",
    headers: ["linux/kd.h", "linux/vt.h"],
    names:
      /^(KD[A-Z]+|KD_(TEXT|GRAPHICS)|K_(RAW|XLATE|MEDIUMRAW|UNICODE|OFF)|KIOCSOUND|VT_[A-Z]+|[GP]IO_\w+)$/,
    except: /^VT_(EVENT|AUTO|PROCESS|ACKACQ)/,
  },
  {
    name: "file ioctl",
    headers: [
      "linux/fs.h",
      "linux/blktrace_api.h",
      "linux/fiemap.h",
      "linux/nsfs.h",
      "linux/fuse.h",
      "linux/loop.h",
    ],
    names: /^(FI[A-Z]+|FS_IOC\w+|BLK\w+|NS_\w+|FUSE_DEV_IOC\w+|LOOP_\w+)$/,
    except:
      /^(BLK_(T[ACN]|IO_TRACE)_|BLKTRACE_BDEV|BLKDEV_|LOOP_SET_STATUS_[SC]|LOOP_CONFIGURE_S)|^FUSE_DEV_IOC_MAGIC$/,
  },
  {
    name: "network ioctl",
    headers: [
      "asm/ioctls.h",
      "linux/sockios.h",
      "linux/if_tun.h",
      "linux/vhost.h",
      "linux/ppp-ioctl.h",
      "linux/vm_sockets.h",
    ],
    names: /^(SIOC|TUN|VHOST_|PPPIOC)[A-Z]|^FIO[GS]ETOWN$|^IOCTL_VM_SOCKETS_/,
    except:
      /^TUN_(PKT|TAP_|TUN_|TYPE|F_|TX|NO|FLT|READQ|VNET|ONE|EXCL|FASYNC|PERSIST)|^VHOST_(F|ACCESS|BACKEND_F|PAGE|VDPA_D|VRING_F|NET_F|FILE|WORKER_I|IOTLB)/,
  },
  {
    name: "kvm ioctl",
    headers: ["linux/kvm.h"],
    names: /^KVM_/,
    ioctl: true,
    someArches: /^KVM_/,
  },
  {
    name: "storage ioctl",
    headers: [
      "linux/cdrom.h",
      "linux/dm-ioctl.h",
      "linux/fd.h",
      "linux/hdreg.h",
      "linux/major.h",
      "linux/mmc/ioctl.h",
      "linux/nbd.h",
      "linux/nvme_ioctl.h",
      "linux/raid/md_u.h",
      "mtd/mtd-abi.h",
    ],
    names: /^[A-Z]/,
    ioctl: true,
  },
  {
    // Older than _IO: plain numbers.
    name: "disk ioctl",
    headers: ["linux/cdrom.h", "linux/hdreg.h"],
    names:
      /^CDROM[A-Z]|^CDROM_(SEND_PACKET|NEXT_WRITABLE|LAST_WRITTEN|GET_CAPABILITY|DEBUG|LOCKDOOR|CHANGER_NSLOTS|DRIVE_STATUS|DISC_STATUS|MEDIA_CHANGED|SELECT_DISC|SELECT_SPEED|CLEAR_OPTIONS|SET_OPTIONS|GET_MCN|TIMED_MEDIA_CHANGE)$|^DVD_(READ_STRUCT|WRITE_STRUCT|AUTH)$|^HDIO_[GSDRTU]/,
  },
  {
    name: "scsi ioctl",
    headers: [],
    internal: "scsi/sg.h",
    names: /^SG_(IO|[GS]ET_\w+|EMULATED_HOST|SCSI_RESET|NEXT_CMD_LEN)$/,
  },
  {
    name: "file system ioctl",
    headers: [
      "linux/btrfs.h",
      "linux/ext4.h",
      "linux/f2fs.h",
      "linux/fscrypt.h",
      "linux/fsverity.h",
      "linux/msdos_fs.h",
    ],
    names:
      /^(BTRFS|EXT4|F2FS)_IOC_|^V?FAT_IOCTL_|^FS_IOC_\w*(VERITY|ENCRYPTION)/,
    ioctl: true,
  },
  {
    name: "input ioctl",
    headers: [
      "linux/time.h",
      "linux/hidraw.h",
      "linux/input.h",
      "linux/joystick.h",
      "linux/uinput.h",
    ],
    names: /^(EVIOC|HIDIOC|JSIOC|UI_)/,
    ioctl: true,
  },
  {
    name: "graphics ioctl",
    headers: [
      "drm/drm.h",
      "linux/dma-buf.h",
      "linux/dma-heap.h",
      "linux/sync_file.h",
      "linux/udmabuf.h",
    ],
    names: /^(DRM_IOCTL|DMA_BUF|DMA_HEAP|SYNC_IOC|UDMABUF)_/,
    // Their struct grew in 6.8, and their number with it.
    except: /^DRM_IOCTL_SYNCOBJ_(TIMELINE_)?WAIT$/,
    ioctl: true,
  },
  {
    name: "video ioctl",
    headers: ["linux/time.h", "linux/media.h", "linux/videodev2.h"],
    names: /^(MEDIA|VIDIOC)_/,
    ioctl: true,
    long64: true,
  },
  {
    name: "sound ioctl",
    headers: [
      "linux/ioctl.h",
      "linux/time.h",
      "sound/asound.h",
      "sound/asequencer.h",
    ],
    names: /^SNDRV_\w*IOCTL_/,
    ioctl: true,
    long64: true,
  },
  {
    name: "device ioctl",
    headers: [
      "linux/gpio.h",
      "linux/iommufd.h",
      "linux/ptp_clock.h",
      "linux/rtc.h",
      "linux/spi/spidev.h",
      "linux/usbdevice_fs.h",
      "linux/vfio.h",
      "linux/watchdog.h",
    ],
    names: /^[A-Z]/,
    except: /^USBDEVFS_\w+32$/,
    ioctl: true,
  },
  {
    name: "bus ioctl",
    headers: ["linux/i2c-dev.h"],
    names:
      /^I2C_(RETRIES|TIMEOUT|SLAVE|SLAVE_FORCE|TENBIT|FUNCS|RDWR|PEC|SMBUS)$/,
  },
  {
    name: "binder ioctl",
    headers: ["linux/ioctl.h", "linux/android/binder.h"],
    names: /^BINDER_[A-Z_]+$/,
    except: /^BINDER_(TYPE|CURRENT|FLAG|BUFFER|LIBRARY)/,
  },
];

/** Errnos have a file of their own: they stand in actions, not in conditions. */
export const errnoFamily: Family = {
  name: "errno",
  headers: ["linux/errno.h"],
  names: /^E[A-Z0-9]+$/,
};

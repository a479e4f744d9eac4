/**
 * Newer syscalls that libraries try first, and do without only where the kernel answers
 * ENOSYS. Data alone.
 */
export interface FallBack {
  readonly name: string;
  /** What the library calls then; the refusal is wrong only where one of these is permitted. */
  readonly to: readonly string[];
  /** Who falls back. */
  readonly source: string;
}

export const fallBacks: readonly FallBack[] = [
  {
    name: "clone3",
    to: ["clone"],
    source: "glibc 2.34 and later, for threads",
  },
  {
    name: "faccessat2",
    to: ["faccessat"],
    source: "glibc 2.33 and later, and musl, for faccessat with flags",
  },
  {
    name: "fchmodat2",
    to: ["fchmodat"],
    source: "glibc 2.39 and later, for fchmodat with flags",
  },
  {
    name: "statx",
    to: ["newfstatat", "fstatat64", "stat", "stat64"],
    source: "glibc, for stat on 32-bit arches; Rust's std and libuv on all",
  },
  {
    name: "openat2",
    to: ["openat"],
    source: "container tools and file libraries that resolve paths safely",
  },
  {
    name: "close_range",
    to: ["close"],
    source: "glibc's posix_spawn and closefrom; CPython's subprocess",
  },
  {
    name: "epoll_pwait2",
    to: ["epoll_pwait", "epoll_wait"],
    source: "event loops that count in nanoseconds",
  },
  {
    name: "preadv2",
    to: ["preadv"],
    source: "glibc, for preadv2 without flags",
  },
  {
    name: "pwritev2",
    to: ["pwritev"],
    source: "glibc, for pwritev2 without flags",
  },
  {
    name: "renameat2",
    to: ["renameat"],
    source: "glibc, for renameat2 without flags",
  },
  { name: "futex_time64", to: ["futex"], source: "glibc on 32-bit arches" },
  {
    name: "clock_gettime64",
    to: ["clock_gettime"],
    source: "glibc on 32-bit arches",
  },
  {
    name: "clock_nanosleep_time64",
    to: ["clock_nanosleep"],
    source: "glibc on 32-bit arches",
  },
  { name: "ppoll_time64", to: ["ppoll"], source: "glibc on 32-bit arches" },
  {
    name: "pselect6_time64",
    to: ["pselect6"],
    source: "glibc on 32-bit arches",
  },
  {
    name: "utimensat_time64",
    to: ["utimensat"],
    source: "glibc on 32-bit arches",
  },
  {
    name: "timerfd_settime64",
    to: ["timerfd_settime"],
    source: "glibc on 32-bit arches",
  },
  {
    name: "rt_sigtimedwait_time64",
    to: ["rt_sigtimedwait"],
    source: "glibc on 32-bit arches",
  },
  {
    name: "recvmmsg_time64",
    to: ["recvmmsg"],
    source: "glibc on 32-bit arches",
  },
  {
    name: "semtimedop_time64",
    to: ["semtimedop"],
    source: "glibc on 32-bit arches",
  },
];

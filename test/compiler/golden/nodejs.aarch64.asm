  0: ld   arch
  1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
  2: ret  0x80000000                             ; kill
  3: ld   nr
  4: jge  167 -> 5 else 61                       ; prctl; policy/libc.yaml:151 policy/files.yaml:31
  5: jge  262 -> 34 else 6                       ; fanotify_init; policy/libc.yaml:127
  6: jge  213 -> 17 else 7                       ; readahead; policy/files.yaml:41
  7: jge  180 -> 152 else 8                      ; mq_open; policy/libc.yaml:119
  8: jge  172 -> 153 else 9                      ; getpid; policy/libc.yaml:119
  9: jge  170 -> 152 else 10                     ; settimeofday; policy/libc.yaml:119
 10: jeq  167 -> 11 else 153                     ; prctl; policy/libc.yaml:151
 11: ld   arg0.low                               ; prctl: option; policy/libc.yaml:151
 12: jeq  0xf -> 153 else 13                     ; PR_SET_NAME; policy/libc.yaml:151
 13: jeq  0x10 -> 153 else 14                    ; PR_GET_NAME; policy/libc.yaml:151
 14: jeq  0x53564d41 -> 153 else 15              ; PR_SET_VMA; policy/libc.yaml:151
 15: jeq  0x3 -> 153 else 16                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 16: jeq  0x33 -> 153 else 152                   ; PR_SVE_GET_VL; policy/libc.yaml:151
 17: jge  228 -> 18 else 26                      ; mlock; policy/libc.yaml:12
 18: jge  238 -> 21 else 19                      ; migrate_pages; policy/libc.yaml:169
 19: jge  235 -> 123 else 20                     ; mbind; policy/libc.yaml:169
 20: jeq  233 -> 153 else 152                    ; madvise; policy/libc.yaml:12
 21: jge  244 -> 22 else 152
 22: jeq  260 -> 153 else 23                     ; wait4; policy/interpreter.yaml:11
 23: jeq  261 -> 24 else 123                     ; prlimit64; policy/libc.yaml:127
 24: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 25: jeq  0x0 -> 153 else 152                    ; policy/libc.yaml:127
 26: jge  222 -> 27 else 29                      ; mmap; policy/nodejs.yaml:16 policy/libc.yaml:22,26
 27: jge  224 -> 28 else 153                     ; swapon; policy/files.yaml:41
 28: jge  226 -> 153 else 152                    ; mprotect; policy/nodejs.yaml:16 policy/libc.yaml:35
 29: jge  217 -> 30 else 153                     ; add_key; policy/libc.yaml:12
 30: jeq  220 -> 31 else 152                     ; clone; policy/libc.yaml:48
 31: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 32: jset 0x10000 -> 33 else 152                 ; CLONE_THREAD; policy/libc.yaml:48
 33: jset 0xffc2f0ff -> 152 else 153             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 34: jge  428 -> 35 else 47                      ; open_tree; policy/libc.yaml:159
 35: jge  449 -> 41 else 36                      ; futex_waitv; policy/libc.yaml:164
 36: jge  438 -> 37 else 39                      ; pidfd_getfd; policy/libc.yaml:164
 37: jeq  439 -> 153 else 38                     ; faccessat2; policy/files.yaml:31
 38: jeq  441 -> 153 else 152                    ; epoll_pwait2; policy/events.yaml:8
 39: jge  435 -> 40 else 152                     ; clone3; policy/libc.yaml:43
 40: jeq  436 -> 153 else 123                    ; close_range; policy/libc.yaml:133
 41: jge  462 -> 42 else 44                      ; mseal; policy/libc.yaml:174
 42: jeq  467 -> 152 else 43                     ; open_tree_attr
 43: jeq  470 -> 152 else 123                    ; listns
 44: jge  457 -> 152 else 45                     ; statmount; policy/libc.yaml:164
 45: jeq  451 -> 152 else 46                     ; cachestat
 46: jeq  452 -> 136 else 123                    ; fchmodat2; policy/files.yaml:21,31
 47: jge  285 -> 48 else 52                      ; copy_file_range; policy/files.yaml:46
 48: jge  292 -> 49 else 153                     ; io_pgetevents; policy/libc.yaml:159 policy/files.yaml:31
 49: jeq  293 -> 153 else 50                     ; rseq; policy/libc.yaml:68
 50: jeq  294 -> 152 else 51                     ; kexec_file_load
 51: jeq  424 -> 152 else 123                    ; pidfd_send_signal
 52: jge  275 -> 53 else 152                     ; sched_getattr; policy/libc.yaml:86
 53: jge  279 -> 55 else 54                      ; memfd_create; policy/libc.yaml:119
 54: jeq  277 -> 152 else 153                    ; seccomp
 55: jeq  283 -> 56 else 152                     ; membarrier; policy/libc.yaml:76
 56: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 57: jset 0xfffffff7 -> 58 else 153              ; policy/libc.yaml:76
 58: jeq  0x10 -> 153 else 59                    ; policy/libc.yaml:76
 59: jeq  0x20 -> 153 else 60                    ; policy/libc.yaml:76
 60: jeq  0x40 -> 153 else 152                   ; policy/libc.yaml:76
 61: jge  75 -> 62 else 103                      ; vmsplice; policy/libc.yaml:101
 62: jge  120 -> 63 else 80                      ; sched_getscheduler; policy/libc.yaml:86
 63: jge  138 -> 70 else 64                      ; rt_sigqueueinfo; policy/libc.yaml:101
 64: jeq  122 -> 152 else 65                     ; sched_setaffinity
 65: jeq  129 -> 67 else 66                      ; kill; policy/libc.yaml:111
 66: jeq  130 -> 152 else 153                    ; tkill
 67: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
 68: jge  0x1 -> 69 else 152                     ; policy/libc.yaml:111
 69: jge  0x80000000 -> 152 else 153             ; policy/libc.yaml:111
 70: jge  153 -> 75 else 71                      ; times; policy/libc.yaml:119 policy/events.yaml:8
 71: jeq  139 -> 153 else 72                     ; rt_sigreturn; policy/libc.yaml:101
 72: jeq  141 -> 153 else 73                     ; getpriority; policy/libc.yaml:86
 73: jeq  148 -> 153 else 74                     ; getresuid; policy/libc.yaml:119
 74: jeq  150 -> 153 else 152                    ; getresgid; policy/libc.yaml:119
 75: jge  159 -> 76 else 78                      ; setgroups; policy/libc.yaml:119
 76: jge  163 -> 153 else 77                     ; getrlimit; policy/libc.yaml:122
 77: jeq  160 -> 153 else 152                    ; uname; policy/libc.yaml:119
 78: jeq  154 -> 152 else 79                     ; setpgid
 79: jeq  157 -> 152 else 153                    ; setsid
 80: jge  99 -> 81 else 86                       ; set_robust_list; policy/libc.yaml:57,63,68
 81: jge  107 -> 82 else 84                      ; timer_create; policy/events.yaml:8
 82: jge  116 -> 152 else 83                     ; syslog; policy/libc.yaml:119
 83: jeq  112 -> 152 else 153                    ; clock_settime
 84: jge  104 -> 152 else 85                     ; kexec_load; policy/events.yaml:8
 85: jeq  100 -> 152 else 153                    ; get_robust_list
 86: jge  89 -> 90 else 87                       ; acct; policy/files.yaml:31
 87: jge  78 -> 88 else 152                      ; readlinkat; policy/files.yaml:31
 88: jeq  81 -> 152 else 89                      ; sync
 89: jeq  84 -> 152 else 153                     ; sync_file_range
 90: jge  93 -> 92 else 91                       ; exit; policy/libc.yaml:68
 91: jeq  90 -> 153 else 152                     ; capget; policy/nodejs.yaml:35
 92: jge  96 -> 93 else 153                      ; set_tid_address; policy/interpreter.yaml:11
 93: jeq  98 -> 94 else 152                      ; futex; policy/libc.yaml:57,63
 94: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 95: jset 0xfffffe7f -> 96 else 153              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 96: and  0xfffffe7f                             ; policy/libc.yaml:57
 97: jeq  0x1 -> 153 else 98                     ; FUTEX_WAKE; policy/libc.yaml:57
 98: jeq  0x3 -> 153 else 99                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 99: jeq  0x4 -> 153 else 100                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
100: jeq  0x5 -> 153 else 101                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
101: jeq  0x9 -> 153 else 102                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
102: jeq  0xa -> 153 else 123                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
103: jge  39 -> 104 else 120                     ; umount2; policy/files.yaml:31
104: jge  61 -> 153 else 105                     ; getdents64; policy/files.yaml:31
105: jge  51 -> 107 else 106                     ; chroot; policy/files.yaml:31
106: jge  43 -> 153 else 152                     ; statfs; policy/files.yaml:31
107: jeq  52 -> 108 else 110                     ; fchmod; policy/files.yaml:21,31
108: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
109: jset 0xc00 -> 152 else 153                  ; policy/files.yaml:21
110: jeq  53 -> 136 else 111                     ; fchmodat; policy/files.yaml:21,31
111: jeq  56 -> 112 else 116                     ; openat; policy/files.yaml:15,26
112: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
113: jset 0x404040 -> 114 else 153               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
114: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
115: jset 0xc00 -> 152 else 153                  ; policy/files.yaml:15
116: jeq  57 -> 153 else 117                     ; close; policy/libc.yaml:133
117: jeq  59 -> 118 else 152                     ; pipe2; policy/events.yaml:13
118: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
119: jset 0xfff6f7ff -> 152 else 153             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
120: jge  19 -> 126 else 121                     ; eventfd2; policy/events.yaml:8
121: jge  8 -> 124 else 122                      ; getxattr; policy/files.yaml:31
122: jge  5 -> 152 else 123                      ; setxattr; policy/libc.yaml:159
123: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:49
124: jge  14 -> 125 else 153                     ; removexattr; policy/files.yaml:31
125: jeq  17 -> 153 else 152                     ; getcwd; policy/files.yaml:31
126: jge  29 -> 133 else 127                     ; ioctl; policy/nodejs.yaml:40 policy/libc.yaml:144
127: jeq  25 -> 128 else 153                     ; fcntl; policy/libc.yaml:136
128: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
129: jge  0x8 -> 130 else 153                    ; policy/libc.yaml:136
130: jge  0x27 -> 131 else 132                   ; policy/libc.yaml:136
131: jeq  0x406 -> 153 else 152                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
132: jge  0x24 -> 153 else 152                   ; policy/libc.yaml:136
133: jge  32 -> 134 else 143                     ; flock; policy/files.yaml:41
134: jeq  33 -> 138 else 135                     ; mknodat; policy/files.yaml:21,37
135: jeq  34 -> 136 else 153                     ; mkdirat; policy/files.yaml:21,31
136: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
137: jset 0xc00 -> 152 else 153                  ; policy/files.yaml:21
138: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
139: jset 0xc00 -> 152 else 140                  ; policy/files.yaml:21
140: and  0xf000                                 ; policy/files.yaml:37
141: jeq  0x1000 -> 153 else 142                 ; policy/files.yaml:37
142: jeq  0x8000 -> 153 else 152                 ; policy/files.yaml:37
143: jeq  29 -> 144 else 152                     ; ioctl; policy/libc.yaml:144
144: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
145: jeq  0x5401 -> 153 else 146                 ; TCGETS; policy/libc.yaml:144
146: jeq  0x802c542a -> 153 else 147             ; TCGETS2; policy/libc.yaml:144
147: jeq  0x5413 -> 153 else 148                 ; TIOCGWINSZ; policy/libc.yaml:144
148: jeq  0x541b -> 153 else 149                 ; FIONREAD; policy/libc.yaml:144
149: jeq  0x5421 -> 153 else 150                 ; FIONBIO; policy/libc.yaml:144
150: jeq  0x5451 -> 153 else 151                 ; FIOCLEX; policy/libc.yaml:144
151: jeq  0x5450 -> 153 else 152                 ; FIONCLEX; policy/libc.yaml:144
152: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21
153: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13

  0: ld   arch
  1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
  2: ret  0x80000000                             ; kill
  3: ld   nr
  4: jge  167 -> 5 else 61                       ; prctl; policy/libc.yaml:150 policy/files.yaml:31
  5: jge  262 -> 34 else 6                       ; fanotify_init; policy/libc.yaml:126
  6: jge  213 -> 17 else 7                       ; readahead; policy/files.yaml:41
  7: jge  180 -> 161 else 8                      ; mq_open; policy/libc.yaml:118
  8: jge  172 -> 160 else 9                      ; getpid; policy/libc.yaml:118
  9: jge  170 -> 161 else 10                     ; settimeofday; policy/libc.yaml:118
 10: jeq  167 -> 11 else 160                     ; prctl; policy/libc.yaml:150
 11: ld   arg0.low                               ; prctl: option; policy/libc.yaml:150
 12: jeq  0xf -> 160 else 13                     ; PR_SET_NAME; policy/libc.yaml:150
 13: jeq  0x10 -> 160 else 14                    ; PR_GET_NAME; policy/libc.yaml:150
 14: jeq  0x53564d41 -> 160 else 15              ; PR_SET_VMA; policy/libc.yaml:150
 15: jeq  0x3 -> 160 else 16                     ; PR_GET_DUMPABLE; policy/libc.yaml:150
 16: jeq  0x33 -> 160 else 161                   ; PR_SVE_GET_VL; policy/libc.yaml:150
 17: jge  228 -> 18 else 26                      ; mlock; policy/libc.yaml:12
 18: jge  238 -> 21 else 19                      ; migrate_pages; policy/libc.yaml:168
 19: jge  235 -> 134 else 20                     ; mbind; policy/libc.yaml:168
 20: jeq  233 -> 160 else 161                    ; madvise; policy/libc.yaml:12
 21: jge  244 -> 22 else 161
 22: jeq  260 -> 160 else 23                     ; wait4; policy/interpreter.yaml:11
 23: jeq  261 -> 24 else 134                     ; prlimit64; policy/libc.yaml:126
 24: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 25: jeq  0x0 -> 160 else 161                    ; policy/libc.yaml:126
 26: jge  222 -> 27 else 29                      ; mmap; policy/nodejs.yaml:16 policy/libc.yaml:22,26
 27: jge  224 -> 28 else 160                     ; swapon; policy/files.yaml:41
 28: jge  226 -> 160 else 161                    ; mprotect; policy/nodejs.yaml:16 policy/libc.yaml:35
 29: jge  217 -> 30 else 160                     ; add_key; policy/libc.yaml:12
 30: jeq  220 -> 31 else 161                     ; clone; policy/libc.yaml:48
 31: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 32: jset 0x10000 -> 33 else 161                 ; CLONE_THREAD; policy/libc.yaml:48
 33: jset 0xffc2f0ff -> 161 else 160             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 34: jge  428 -> 35 else 47                      ; open_tree; policy/libc.yaml:158
 35: jge  449 -> 41 else 36                      ; futex_waitv; policy/libc.yaml:163
 36: jge  438 -> 37 else 39                      ; pidfd_getfd; policy/libc.yaml:163
 37: jeq  439 -> 160 else 38                     ; faccessat2; policy/files.yaml:31
 38: jeq  441 -> 160 else 161                    ; epoll_pwait2; policy/events.yaml:8
 39: jge  435 -> 40 else 161                     ; clone3; policy/libc.yaml:43
 40: jeq  436 -> 160 else 134                    ; close_range; policy/libc.yaml:132
 41: jge  462 -> 42 else 44                      ; mseal; policy/libc.yaml:173
 42: jeq  467 -> 161 else 43                     ; open_tree_attr
 43: jeq  470 -> 161 else 134                    ; listns
 44: jge  457 -> 161 else 45                     ; statmount; policy/libc.yaml:163
 45: jeq  451 -> 161 else 46                     ; cachestat
 46: jeq  452 -> 94 else 134                     ; fchmodat2; policy/files.yaml:21,31
 47: jge  285 -> 48 else 52                      ; copy_file_range; policy/files.yaml:46
 48: jge  292 -> 49 else 160                     ; io_pgetevents; policy/libc.yaml:158 policy/files.yaml:31
 49: jeq  293 -> 160 else 50                     ; rseq; policy/libc.yaml:68
 50: jeq  294 -> 161 else 51                     ; kexec_file_load
 51: jeq  424 -> 161 else 134                    ; pidfd_send_signal
 52: jge  275 -> 53 else 161                     ; sched_getattr; policy/libc.yaml:86
 53: jge  279 -> 55 else 54                      ; memfd_create; policy/libc.yaml:118
 54: jeq  277 -> 161 else 160                    ; seccomp
 55: jeq  283 -> 56 else 161                     ; membarrier; policy/libc.yaml:76
 56: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 57: jset 0xfffffff7 -> 58 else 160              ; policy/libc.yaml:76
 58: jeq  0x10 -> 160 else 59                    ; policy/libc.yaml:76
 59: jeq  0x20 -> 160 else 60                    ; policy/libc.yaml:76
 60: jeq  0x40 -> 160 else 161                   ; policy/libc.yaml:76
 61: jge  75 -> 110 else 62                      ; vmsplice; policy/libc.yaml:101
 62: jge  39 -> 63 else 79                       ; umount2; policy/files.yaml:31
 63: jge  61 -> 160 else 64                      ; getdents64; policy/files.yaml:31
 64: jge  51 -> 66 else 65                       ; chroot; policy/files.yaml:31
 65: jge  43 -> 160 else 161                     ; statfs; policy/files.yaml:31
 66: jeq  52 -> 67 else 69                       ; fchmod; policy/files.yaml:21,31
 67: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 68: jset 0xc00 -> 161 else 160                  ; policy/files.yaml:21
 69: jeq  53 -> 94 else 70                       ; fchmodat; policy/files.yaml:21,31
 70: jeq  56 -> 71 else 75                       ; openat; policy/files.yaml:15,26
 71: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 72: jset 0x404040 -> 73 else 160                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 73: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 74: jset 0xc00 -> 161 else 160                  ; policy/files.yaml:15
 75: jeq  57 -> 160 else 76                      ; close; policy/libc.yaml:132
 76: jeq  59 -> 77 else 161                      ; pipe2; policy/events.yaml:13
 77: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 78: jset 0xfff6f7ff -> 161 else 160             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 79: jge  19 -> 84 else 80                       ; eventfd2; policy/events.yaml:8
 80: jge  8 -> 82 else 81                        ; getxattr; policy/files.yaml:31
 81: jge  5 -> 161 else 134                      ; setxattr; policy/libc.yaml:158
 82: jge  14 -> 83 else 160                      ; removexattr; policy/files.yaml:31
 83: jeq  17 -> 160 else 161                     ; getcwd; policy/files.yaml:31
 84: jge  29 -> 91 else 85                       ; ioctl; policy/nodejs.yaml:40 policy/libc.yaml:143
 85: jeq  25 -> 86 else 160                      ; fcntl; policy/libc.yaml:135
 86: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
 87: jge  0x8 -> 88 else 160                     ; policy/libc.yaml:135
 88: jge  0x27 -> 89 else 90                     ; policy/libc.yaml:135
 89: jeq  0x406 -> 160 else 161                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
 90: jge  0x24 -> 160 else 161                   ; policy/libc.yaml:135
 91: jge  32 -> 92 else 101                      ; flock; policy/files.yaml:41
 92: jeq  33 -> 96 else 93                       ; mknodat; policy/files.yaml:21,37
 93: jeq  34 -> 94 else 160                      ; mkdirat; policy/files.yaml:21,31
 94: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
 95: jset 0xc00 -> 161 else 160                  ; policy/files.yaml:21
 96: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 97: jset 0xc00 -> 161 else 98                   ; policy/files.yaml:21
 98: and  0xf000                                 ; policy/files.yaml:37
 99: jeq  0x1000 -> 160 else 100                 ; policy/files.yaml:37
100: jeq  0x8000 -> 160 else 161                 ; policy/files.yaml:37
101: jeq  29 -> 102 else 161                     ; ioctl; policy/libc.yaml:143
102: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
103: jeq  0x5401 -> 160 else 104                 ; TCGETS; policy/libc.yaml:143
104: jeq  0x802c542a -> 160 else 105             ; TCGETS2; policy/libc.yaml:143
105: jeq  0x5413 -> 160 else 106                 ; TIOCGWINSZ; policy/libc.yaml:143
106: jeq  0x541b -> 160 else 107                 ; FIONREAD; policy/libc.yaml:143
107: jeq  0x5421 -> 160 else 108                 ; FIONBIO; policy/libc.yaml:143
108: jeq  0x5451 -> 160 else 109                 ; FIOCLEX; policy/libc.yaml:143
109: jeq  0x5450 -> 160 else 161                 ; FIONCLEX; policy/libc.yaml:143
110: jge  120 -> 135 else 111                    ; sched_getscheduler; policy/libc.yaml:86
111: jge  99 -> 112 else 117                     ; set_robust_list; policy/libc.yaml:57,63,68
112: jge  107 -> 113 else 115                    ; timer_create; policy/events.yaml:8
113: jge  116 -> 161 else 114                    ; syslog; policy/libc.yaml:118
114: jeq  112 -> 161 else 160                    ; clock_settime
115: jge  104 -> 161 else 116                    ; kexec_load; policy/events.yaml:8
116: jeq  100 -> 161 else 160                    ; get_robust_list
117: jge  89 -> 121 else 118                     ; acct; policy/files.yaml:31
118: jge  78 -> 119 else 161                     ; readlinkat; policy/files.yaml:31
119: jeq  81 -> 161 else 120                     ; sync
120: jeq  84 -> 161 else 160                     ; sync_file_range
121: jge  93 -> 123 else 122                     ; exit; policy/libc.yaml:68
122: jeq  90 -> 160 else 161                     ; capget; policy/nodejs.yaml:35
123: jge  96 -> 124 else 160                     ; set_tid_address; policy/interpreter.yaml:11
124: jeq  98 -> 125 else 161                     ; futex; policy/libc.yaml:57,63
125: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
126: jset 0xfffffe7f -> 127 else 160             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
127: and  0xfffffe7f                             ; policy/libc.yaml:57
128: jeq  0x1 -> 160 else 129                    ; FUTEX_WAKE; policy/libc.yaml:57
129: jeq  0x3 -> 160 else 130                    ; FUTEX_REQUEUE; policy/libc.yaml:57
130: jeq  0x4 -> 160 else 131                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
131: jeq  0x5 -> 160 else 132                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
132: jeq  0x9 -> 160 else 133                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
133: jeq  0xa -> 160 else 134                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
134: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:49
135: jge  142 -> 136 else 144                    ; reboot; policy/libc.yaml:86
136: jge  153 -> 139 else 137                    ; times; policy/libc.yaml:118 policy/events.yaml:8
137: jeq  148 -> 160 else 138                    ; getresuid; policy/libc.yaml:118
138: jeq  150 -> 160 else 161                    ; getresgid; policy/libc.yaml:118
139: jge  159 -> 140 else 142                    ; setgroups; policy/libc.yaml:118
140: jge  163 -> 160 else 141                    ; getrlimit; policy/libc.yaml:121
141: jeq  160 -> 160 else 161                    ; uname; policy/libc.yaml:118
142: jeq  154 -> 161 else 143                    ; setpgid
143: jeq  157 -> 161 else 160                    ; setsid
144: jge  132 -> 145 else 147                    ; sigaltstack; policy/libc.yaml:101,104
145: jeq  138 -> 161 else 146                    ; rt_sigqueueinfo
146: jeq  140 -> 161 else 160                    ; setpriority
147: jge  129 -> 149 else 148                    ; kill; policy/libc.yaml:110,118
148: jeq  122 -> 161 else 160                    ; sched_setaffinity
149: jeq  130 -> 161 else 150                    ; tkill
150: jeq  131 -> 154 else 151                    ; tgkill; policy/libc.yaml:104
151: ld   arg0.low                               ; policy/libc.yaml:110
152: jge  0x1 -> 153 else 161                    ; policy/libc.yaml:110
153: jge  0x80000000 -> 161 else 160             ; policy/libc.yaml:110
154: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
155: jge  0x1 -> 156 else 161                    ; policy/libc.yaml:104
156: jge  0x80000000 -> 161 else 157             ; policy/libc.yaml:104
157: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
158: jge  0x1 -> 159 else 161                    ; policy/libc.yaml:104
159: jge  0x80000000 -> 161 else 160             ; policy/libc.yaml:104
160: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13
161: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21

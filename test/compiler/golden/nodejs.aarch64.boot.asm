  0: ld   arch
  1: jeq  0xc00000b7 -> 2 else 146               ; aarch64
  2: ld   nr
  3: jge  167 -> 4 else 49                       ; prctl; policy/libc.yaml:150 policy/files.yaml:31 policy/interpreter.yaml:30
  4: jge  275 -> 5 else 23                       ; sched_getattr; policy/libc.yaml:86
  5: jge  442 -> 6 else 7                        ; mount_setattr; policy/events.yaml:8
  6: jeq  452 -> 81 else 146                     ; fchmodat2; policy/files.yaml:21,31
  7: jge  294 -> 8 else 11                       ; kexec_file_load; policy/libc.yaml:68
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 146 else 145                    ; process_madvise
 10: jeq  436 -> 145 else 146                    ; close_range; policy/libc.yaml:132
 11: jge  285 -> 12 else 13                      ; copy_file_range; policy/files.yaml:46
 12: jeq  292 -> 146 else 145                    ; io_pgetevents; policy/libc.yaml:158
 13: jge  279 -> 17 else 14                      ; memfd_create; policy/libc.yaml:118
 14: jeq  277 -> 15 else 145                     ; seccomp; policy/interpreter.yaml:24
 15: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 16: jeq  0x1 -> 145 else 146                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 17: jeq  283 -> 18 else 146                     ; membarrier; policy/libc.yaml:76
 18: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 19: jset 0xfffffff7 -> 20 else 145              ; policy/libc.yaml:76
 20: jeq  0x10 -> 145 else 21                    ; policy/libc.yaml:76
 21: jeq  0x20 -> 145 else 22                    ; policy/libc.yaml:76
 22: jeq  0x40 -> 145 else 146                   ; policy/libc.yaml:76
 23: jge  213 -> 35 else 24                      ; readahead; policy/files.yaml:41
 24: jge  180 -> 146 else 25                     ; mq_open; policy/libc.yaml:118
 25: jge  172 -> 145 else 26                     ; getpid; policy/libc.yaml:118
 26: jge  170 -> 146 else 27                     ; settimeofday; policy/libc.yaml:118
 27: jeq  167 -> 28 else 145                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 28: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 29: jeq  0x26 -> 145 else 30                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 30: jeq  0xf -> 145 else 31                     ; PR_SET_NAME; policy/libc.yaml:150
 31: jeq  0x10 -> 145 else 32                    ; PR_GET_NAME; policy/libc.yaml:150
 32: jeq  0x53564d41 -> 145 else 33              ; PR_SET_VMA; policy/libc.yaml:150
 33: jeq  0x3 -> 145 else 34                     ; PR_GET_DUMPABLE; policy/libc.yaml:150
 34: jeq  0x33 -> 145 else 146                   ; PR_SVE_GET_VL; policy/libc.yaml:150
 35: jge  228 -> 36 else 41                      ; mlock; policy/libc.yaml:12
 36: jeq  233 -> 145 else 37                     ; madvise; policy/libc.yaml:12
 37: jeq  260 -> 145 else 38                     ; wait4; policy/interpreter.yaml:11
 38: jeq  261 -> 39 else 146                     ; prlimit64; policy/libc.yaml:126
 39: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 40: jeq  0x0 -> 145 else 146                    ; policy/libc.yaml:126
 41: jge  220 -> 43 else 42                      ; clone; policy/libc.yaml:48
 42: jge  217 -> 146 else 145                    ; add_key; policy/libc.yaml:12
 43: jge  224 -> 44 else 45                      ; swapon; policy/files.yaml:41
 44: jge  226 -> 145 else 146                    ; mprotect; policy/nodejs.yaml:16 policy/libc.yaml:35
 45: jeq  220 -> 46 else 145                     ; clone; policy/libc.yaml:48
 46: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 47: jset 0x10000 -> 48 else 146                 ; CLONE_THREAD; policy/libc.yaml:48
 48: jset 0xffc2f0ff -> 146 else 145             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 49: jge  75 -> 97 else 50                       ; vmsplice; policy/libc.yaml:101
 50: jge  39 -> 51 else 67                       ; umount2; policy/files.yaml:31
 51: jge  61 -> 145 else 52                      ; getdents64; policy/files.yaml:31
 52: jge  51 -> 54 else 53                       ; chroot; policy/files.yaml:31
 53: jge  43 -> 145 else 146                     ; statfs; policy/files.yaml:31
 54: jeq  52 -> 55 else 57                       ; fchmod; policy/files.yaml:21,31
 55: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 56: jset 0xc00 -> 146 else 145                  ; policy/files.yaml:21
 57: jeq  53 -> 81 else 58                       ; fchmodat; policy/files.yaml:21,31
 58: jeq  56 -> 59 else 63                       ; openat; policy/files.yaml:15,26
 59: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 60: jset 0x404040 -> 61 else 145                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 61: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 62: jset 0xc00 -> 146 else 145                  ; policy/files.yaml:15
 63: jeq  57 -> 145 else 64                      ; close; policy/libc.yaml:132
 64: jeq  59 -> 65 else 146                      ; pipe2; policy/events.yaml:13
 65: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 66: jset 0xfff6f7ff -> 146 else 145             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 67: jge  19 -> 71 else 68                       ; eventfd2; policy/events.yaml:8
 68: jge  8 -> 69 else 146                       ; getxattr; policy/files.yaml:31
 69: jge  14 -> 70 else 145                      ; removexattr; policy/files.yaml:31
 70: jeq  17 -> 145 else 146                     ; getcwd; policy/files.yaml:31
 71: jge  29 -> 78 else 72                       ; ioctl; policy/nodejs.yaml:40 policy/libc.yaml:143
 72: jeq  25 -> 73 else 145                      ; fcntl; policy/libc.yaml:135
 73: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
 74: jge  0x8 -> 75 else 145                     ; policy/libc.yaml:135
 75: jge  0x27 -> 76 else 77                     ; policy/libc.yaml:135
 76: jeq  0x406 -> 145 else 146                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
 77: jge  0x24 -> 145 else 146                   ; policy/libc.yaml:135
 78: jge  32 -> 79 else 88                       ; flock; policy/files.yaml:41
 79: jeq  33 -> 83 else 80                       ; mknodat; policy/files.yaml:21,37
 80: jeq  34 -> 81 else 145                      ; mkdirat; policy/files.yaml:21,31
 81: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
 82: jset 0xc00 -> 146 else 145                  ; policy/files.yaml:21
 83: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 84: jset 0xc00 -> 146 else 85                   ; policy/files.yaml:21
 85: and  0xf000                                 ; policy/files.yaml:37
 86: jeq  0x1000 -> 145 else 87                  ; policy/files.yaml:37
 87: jeq  0x8000 -> 145 else 146                 ; policy/files.yaml:37
 88: jeq  29 -> 89 else 146                      ; ioctl; policy/libc.yaml:143
 89: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
 90: jeq  0x5401 -> 145 else 91                  ; TCGETS; policy/libc.yaml:143
 91: jeq  0x802c542a -> 145 else 92              ; TCGETS2; policy/libc.yaml:143
 92: jeq  0x5413 -> 145 else 93                  ; TIOCGWINSZ; policy/libc.yaml:143
 93: jeq  0x541b -> 145 else 94                  ; FIONREAD; policy/libc.yaml:143
 94: jeq  0x5421 -> 145 else 95                  ; FIONBIO; policy/libc.yaml:143
 95: jeq  0x5451 -> 145 else 96                  ; FIOCLEX; policy/libc.yaml:143
 96: jeq  0x5450 -> 145 else 146                 ; FIONCLEX; policy/libc.yaml:143
 97: jge  116 -> 119 else 98                     ; syslog; policy/libc.yaml:118
 98: jge  93 -> 104 else 99                      ; exit; policy/libc.yaml:68
 99: jge  89 -> 100 else 101                     ; acct; policy/files.yaml:31
100: jeq  90 -> 145 else 146                     ; capget; policy/nodejs.yaml:35
101: jge  78 -> 102 else 146                     ; readlinkat; policy/files.yaml:31
102: jeq  81 -> 146 else 103                     ; sync
103: jeq  84 -> 146 else 145                     ; sync_file_range
104: jge  104 -> 105 else 107                    ; kexec_load; policy/events.yaml:8
105: jge  107 -> 106 else 146                    ; timer_create; policy/events.yaml:8
106: jeq  112 -> 146 else 145                    ; clock_settime
107: jeq  97 -> 146 else 108                     ; unshare
108: jeq  98 -> 110 else 109                     ; futex; policy/libc.yaml:57,63
109: jeq  100 -> 146 else 145                    ; get_robust_list
110: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
111: jset 0xfffffe7f -> 112 else 145             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
112: and  0xfffffe7f                             ; policy/libc.yaml:57
113: jeq  0x1 -> 145 else 114                    ; FUTEX_WAKE; policy/libc.yaml:57
114: jeq  0x3 -> 145 else 115                    ; FUTEX_REQUEUE; policy/libc.yaml:57
115: jeq  0x4 -> 145 else 116                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
116: jeq  0x5 -> 145 else 117                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
117: jeq  0x9 -> 145 else 118                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
118: jeq  0xa -> 145 else 146                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
119: jge  142 -> 120 else 128                    ; reboot; policy/libc.yaml:86
120: jge  153 -> 123 else 121                    ; times; policy/libc.yaml:118 policy/events.yaml:8
121: jeq  148 -> 145 else 122                    ; getresuid; policy/libc.yaml:118
122: jeq  150 -> 145 else 146                    ; getresgid; policy/libc.yaml:118
123: jge  159 -> 124 else 126                    ; setgroups; policy/libc.yaml:118
124: jge  163 -> 145 else 125                    ; getrlimit; policy/libc.yaml:121
125: jeq  160 -> 145 else 146                    ; uname; policy/libc.yaml:118
126: jeq  154 -> 146 else 127                    ; setpgid
127: jeq  157 -> 146 else 145                    ; setsid
128: jge  129 -> 131 else 129                    ; kill; policy/libc.yaml:110,118
129: jge  120 -> 130 else 146                    ; sched_getscheduler; policy/libc.yaml:86
130: jeq  122 -> 146 else 145                    ; sched_setaffinity
131: jge  132 -> 132 else 134                    ; sigaltstack; policy/libc.yaml:101,104
132: jeq  138 -> 146 else 133                    ; rt_sigqueueinfo
133: jeq  140 -> 146 else 145                    ; setpriority
134: jeq  130 -> 146 else 135                    ; tkill
135: jeq  131 -> 139 else 136                    ; tgkill; policy/libc.yaml:104
136: ld   arg0.low                               ; policy/libc.yaml:110
137: jge  0x1 -> 138 else 146                    ; policy/libc.yaml:110
138: jge  0x80000000 -> 146 else 145             ; policy/libc.yaml:110
139: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
140: jge  0x1 -> 141 else 146                    ; policy/libc.yaml:104
141: jge  0x80000000 -> 146 else 142             ; policy/libc.yaml:104
142: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
143: jge  0x1 -> 144 else 146                    ; policy/libc.yaml:104
144: jge  0x80000000 -> 146 else 145             ; policy/libc.yaml:104
145: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13
146: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49

  0: ld   arch
  1: jeq  0xc00000b7 -> 2 else 137               ; aarch64
  2: ld   nr
  3: jge  167 -> 4 else 49                       ; prctl; policy/libc.yaml:151 policy/files.yaml:31 policy/interpreter.yaml:30
  4: jge  275 -> 5 else 23                       ; sched_getattr; policy/libc.yaml:86
  5: jge  442 -> 6 else 7                        ; mount_setattr; policy/events.yaml:8
  6: jeq  452 -> 121 else 137                    ; fchmodat2; policy/files.yaml:21,31
  7: jge  294 -> 8 else 11                       ; kexec_file_load; policy/libc.yaml:68
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 137 else 138                    ; process_madvise
 10: jeq  436 -> 138 else 137                    ; close_range; policy/libc.yaml:133
 11: jge  285 -> 12 else 13                      ; copy_file_range; policy/files.yaml:46
 12: jeq  292 -> 137 else 138                    ; io_pgetevents; policy/libc.yaml:159
 13: jge  279 -> 17 else 14                      ; memfd_create; policy/libc.yaml:119
 14: jeq  277 -> 15 else 138                     ; seccomp; policy/interpreter.yaml:24
 15: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 16: jeq  0x1 -> 138 else 137                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 17: jeq  283 -> 18 else 137                     ; membarrier; policy/libc.yaml:76
 18: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 19: jset 0xfffffff7 -> 20 else 138              ; policy/libc.yaml:76
 20: jeq  0x10 -> 138 else 21                    ; policy/libc.yaml:76
 21: jeq  0x20 -> 138 else 22                    ; policy/libc.yaml:76
 22: jeq  0x40 -> 138 else 137                   ; policy/libc.yaml:76
 23: jge  213 -> 35 else 24                      ; readahead; policy/files.yaml:41
 24: jge  180 -> 137 else 25                     ; mq_open; policy/libc.yaml:119
 25: jge  172 -> 138 else 26                     ; getpid; policy/libc.yaml:119
 26: jge  170 -> 137 else 27                     ; settimeofday; policy/libc.yaml:119
 27: jeq  167 -> 28 else 138                     ; prctl; policy/libc.yaml:151 policy/interpreter.yaml:30
 28: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 29: jeq  0x26 -> 138 else 30                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 30: jeq  0xf -> 138 else 31                     ; PR_SET_NAME; policy/libc.yaml:151
 31: jeq  0x10 -> 138 else 32                    ; PR_GET_NAME; policy/libc.yaml:151
 32: jeq  0x53564d41 -> 138 else 33              ; PR_SET_VMA; policy/libc.yaml:151
 33: jeq  0x3 -> 138 else 34                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 34: jeq  0x33 -> 138 else 137                   ; PR_SVE_GET_VL; policy/libc.yaml:151
 35: jge  228 -> 36 else 41                      ; mlock; policy/libc.yaml:12
 36: jeq  233 -> 138 else 37                     ; madvise; policy/libc.yaml:12
 37: jeq  260 -> 138 else 38                     ; wait4; policy/interpreter.yaml:11
 38: jeq  261 -> 39 else 137                     ; prlimit64; policy/libc.yaml:127
 39: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 40: jeq  0x0 -> 138 else 137                    ; policy/libc.yaml:127
 41: jge  220 -> 43 else 42                      ; clone; policy/libc.yaml:48
 42: jge  217 -> 137 else 138                    ; add_key; policy/libc.yaml:12
 43: jge  224 -> 44 else 45                      ; swapon; policy/files.yaml:41
 44: jge  226 -> 138 else 137                    ; mprotect; policy/nodejs.yaml:16 policy/libc.yaml:35
 45: jeq  220 -> 46 else 138                     ; clone; policy/libc.yaml:48
 46: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 47: jset 0x10000 -> 48 else 137                 ; CLONE_THREAD; policy/libc.yaml:48
 48: jset 0xffc2f0ff -> 137 else 138             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 49: jge  89 -> 50 else 86                       ; acct; policy/files.yaml:31
 50: jge  120 -> 51 else 68                      ; sched_getscheduler; policy/libc.yaml:86
 51: jge  138 -> 58 else 52                      ; rt_sigqueueinfo; policy/libc.yaml:101
 52: jeq  122 -> 137 else 53                     ; sched_setaffinity
 53: jeq  129 -> 55 else 54                      ; kill; policy/libc.yaml:111
 54: jeq  130 -> 137 else 138                    ; tkill
 55: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
 56: jge  0x1 -> 57 else 137                     ; policy/libc.yaml:111
 57: jge  0x80000000 -> 137 else 138             ; policy/libc.yaml:111
 58: jge  153 -> 63 else 59                      ; times; policy/libc.yaml:119 policy/events.yaml:8
 59: jeq  139 -> 138 else 60                     ; rt_sigreturn; policy/libc.yaml:101
 60: jeq  141 -> 138 else 61                     ; getpriority; policy/libc.yaml:86
 61: jeq  148 -> 138 else 62                     ; getresuid; policy/libc.yaml:119
 62: jeq  150 -> 138 else 137                    ; getresgid; policy/libc.yaml:119
 63: jge  159 -> 64 else 66                      ; setgroups; policy/libc.yaml:119
 64: jge  163 -> 138 else 65                     ; getrlimit; policy/libc.yaml:122
 65: jeq  160 -> 138 else 137                    ; uname; policy/libc.yaml:119
 66: jeq  154 -> 137 else 67                     ; setpgid
 67: jeq  157 -> 137 else 138                    ; setsid
 68: jge  104 -> 69 else 72                      ; kexec_load; policy/events.yaml:8
 69: jge  116 -> 137 else 70                     ; syslog; policy/libc.yaml:119
 70: jge  107 -> 71 else 137                     ; timer_create; policy/events.yaml:8
 71: jeq  112 -> 137 else 138                    ; clock_settime
 72: jge  93 -> 74 else 73                       ; exit; policy/libc.yaml:68
 73: jeq  90 -> 138 else 137                     ; capget; policy/nodejs.yaml:35
 74: jeq  97 -> 137 else 75                      ; unshare
 75: jeq  98 -> 77 else 76                       ; futex; policy/libc.yaml:57,63
 76: jeq  100 -> 137 else 138                    ; get_robust_list
 77: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 78: jset 0xfffffe7f -> 79 else 138              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 79: and  0xfffffe7f                             ; policy/libc.yaml:57
 80: jeq  0x1 -> 138 else 81                     ; FUTEX_WAKE; policy/libc.yaml:57
 81: jeq  0x3 -> 138 else 82                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 82: jeq  0x4 -> 138 else 83                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 83: jeq  0x5 -> 138 else 84                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 84: jeq  0x9 -> 138 else 85                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 85: jeq  0xa -> 138 else 137                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 86: jge  39 -> 87 else 107                      ; umount2; policy/files.yaml:31
 87: jge  61 -> 88 else 92                       ; getdents64; policy/files.yaml:31
 88: jge  75 -> 89 else 138                      ; vmsplice; policy/libc.yaml:101
 89: jge  78 -> 90 else 137                      ; readlinkat; policy/files.yaml:31
 90: jeq  81 -> 137 else 91                      ; sync
 91: jeq  84 -> 137 else 138                     ; sync_file_range
 92: jge  51 -> 94 else 93                       ; chroot; policy/files.yaml:31
 93: jge  43 -> 138 else 137                     ; statfs; policy/files.yaml:31
 94: jeq  52 -> 95 else 97                       ; fchmod; policy/files.yaml:21,31
 95: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 96: jset 0xc00 -> 137 else 138                  ; policy/files.yaml:21
 97: jeq  53 -> 121 else 98                      ; fchmodat; policy/files.yaml:21,31
 98: jeq  56 -> 99 else 103                      ; openat; policy/files.yaml:15,26
 99: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
100: jset 0x404040 -> 101 else 138               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
101: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
102: jset 0xc00 -> 137 else 138                  ; policy/files.yaml:15
103: jeq  57 -> 138 else 104                     ; close; policy/libc.yaml:133
104: jeq  59 -> 105 else 137                     ; pipe2; policy/events.yaml:13
105: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
106: jset 0xfff6f7ff -> 137 else 138             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
107: jge  19 -> 111 else 108                     ; eventfd2; policy/events.yaml:8
108: jge  8 -> 109 else 137                      ; getxattr; policy/files.yaml:31
109: jge  14 -> 110 else 138                     ; removexattr; policy/files.yaml:31
110: jeq  17 -> 138 else 137                     ; getcwd; policy/files.yaml:31
111: jge  29 -> 118 else 112                     ; ioctl; policy/nodejs.yaml:40 policy/libc.yaml:144
112: jeq  25 -> 113 else 138                     ; fcntl; policy/libc.yaml:136
113: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
114: jge  0x8 -> 115 else 138                    ; policy/libc.yaml:136
115: jge  0x27 -> 116 else 117                   ; policy/libc.yaml:136
116: jeq  0x406 -> 138 else 137                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
117: jge  0x24 -> 138 else 137                   ; policy/libc.yaml:136
118: jge  32 -> 119 else 128                     ; flock; policy/files.yaml:41
119: jeq  33 -> 123 else 120                     ; mknodat; policy/files.yaml:21,37
120: jeq  34 -> 121 else 138                     ; mkdirat; policy/files.yaml:21,31
121: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
122: jset 0xc00 -> 137 else 138                  ; policy/files.yaml:21
123: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
124: jset 0xc00 -> 137 else 125                  ; policy/files.yaml:21
125: and  0xf000                                 ; policy/files.yaml:37
126: jeq  0x1000 -> 138 else 127                 ; policy/files.yaml:37
127: jeq  0x8000 -> 138 else 137                 ; policy/files.yaml:37
128: jeq  29 -> 129 else 137                     ; ioctl; policy/libc.yaml:144
129: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
130: jeq  0x5401 -> 138 else 131                 ; TCGETS; policy/libc.yaml:144
131: jeq  0x802c542a -> 138 else 132             ; TCGETS2; policy/libc.yaml:144
132: jeq  0x5413 -> 138 else 133                 ; TIOCGWINSZ; policy/libc.yaml:144
133: jeq  0x541b -> 138 else 134                 ; FIONREAD; policy/libc.yaml:144
134: jeq  0x5421 -> 138 else 135                 ; FIONBIO; policy/libc.yaml:144
135: jeq  0x5451 -> 138 else 136                 ; FIOCLEX; policy/libc.yaml:144
136: jeq  0x5450 -> 138 else 137                 ; FIONCLEX; policy/libc.yaml:144
137: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:15,21,49
138: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13

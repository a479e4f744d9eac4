  0: ld   arch
  1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
  2: ret  0x80000000                             ; kill
  3: ld   nr
  4: jge  167 -> 5 else 50                       ; prctl; policy/libc.yaml:150 policy/files.yaml:31 policy/interpreter.yaml:30
  5: jge  275 -> 6 else 24                       ; sched_getattr; policy/libc.yaml:86
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 82 else 147                     ; fchmodat2; policy/files.yaml:21,31
  8: jge  294 -> 9 else 12                       ; kexec_file_load; policy/libc.yaml:68
  9: jge  439 -> 10 else 11                      ; faccessat2; policy/files.yaml:31
 10: jeq  440 -> 147 else 146                    ; process_madvise
 11: jeq  436 -> 146 else 147                    ; close_range; policy/libc.yaml:132
 12: jge  285 -> 13 else 14                      ; copy_file_range; policy/files.yaml:46
 13: jeq  292 -> 147 else 146                    ; io_pgetevents; policy/libc.yaml:158
 14: jge  279 -> 18 else 15                      ; memfd_create; policy/libc.yaml:118
 15: jeq  277 -> 16 else 146                     ; seccomp; policy/interpreter.yaml:24
 16: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 17: jeq  0x1 -> 146 else 147                    ; policy/interpreter.yaml:24
 18: jeq  283 -> 19 else 147                     ; membarrier; policy/libc.yaml:76
 19: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 20: jset 0xfffffff7 -> 21 else 146              ; policy/libc.yaml:76
 21: jeq  0x10 -> 146 else 22                    ; policy/libc.yaml:76
 22: jeq  0x20 -> 146 else 23                    ; policy/libc.yaml:76
 23: jeq  0x40 -> 146 else 147                   ; policy/libc.yaml:76
 24: jge  213 -> 36 else 25                      ; readahead; policy/files.yaml:41
 25: jge  180 -> 147 else 26                     ; mq_open; policy/libc.yaml:118
 26: jge  172 -> 146 else 27                     ; getpid; policy/libc.yaml:118
 27: jge  170 -> 147 else 28                     ; settimeofday; policy/libc.yaml:118
 28: jeq  167 -> 29 else 146                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 29: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 30: jeq  0x26 -> 146 else 31                    ; policy/interpreter.yaml:30
 31: jeq  0xf -> 146 else 32                     ; policy/libc.yaml:150
 32: jeq  0x10 -> 146 else 33                    ; policy/libc.yaml:150
 33: jeq  0x53564d41 -> 146 else 34              ; policy/libc.yaml:150
 34: jeq  0x3 -> 146 else 35                     ; policy/libc.yaml:150
 35: jeq  0x33 -> 146 else 147                   ; policy/libc.yaml:150
 36: jge  228 -> 37 else 42                      ; mlock; policy/libc.yaml:12
 37: jeq  233 -> 146 else 38                     ; madvise; policy/libc.yaml:12
 38: jeq  260 -> 146 else 39                     ; wait4; policy/interpreter.yaml:11
 39: jeq  261 -> 40 else 147                     ; prlimit64; policy/libc.yaml:126
 40: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 41: jeq  0x0 -> 146 else 147                    ; policy/libc.yaml:126
 42: jge  220 -> 44 else 43                      ; clone; policy/libc.yaml:48
 43: jge  217 -> 147 else 146                    ; add_key; policy/libc.yaml:12
 44: jge  224 -> 45 else 46                      ; swapon; policy/files.yaml:41
 45: jge  226 -> 146 else 147                    ; mprotect; policy/nodejs.yaml:16 policy/libc.yaml:35
 46: jeq  220 -> 47 else 146                     ; clone; policy/libc.yaml:48
 47: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 48: jset 0x10000 -> 49 else 147                 ; policy/libc.yaml:48
 49: jset 0xffc2f0ff -> 147 else 146             ; policy/libc.yaml:48
 50: jge  75 -> 98 else 51                       ; vmsplice; policy/libc.yaml:101
 51: jge  39 -> 52 else 68                       ; umount2; policy/files.yaml:31
 52: jge  61 -> 146 else 53                      ; getdents64; policy/files.yaml:31
 53: jge  51 -> 55 else 54                       ; chroot; policy/files.yaml:31
 54: jge  43 -> 146 else 147                     ; statfs; policy/files.yaml:31
 55: jeq  52 -> 56 else 58                       ; fchmod; policy/files.yaml:21,31
 56: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 57: jset 0xc00 -> 147 else 146                  ; policy/files.yaml:21
 58: jeq  53 -> 82 else 59                       ; fchmodat; policy/files.yaml:21,31
 59: jeq  56 -> 60 else 64                       ; openat; policy/files.yaml:15,26
 60: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 61: jset 0x404040 -> 62 else 146                ; policy/files.yaml:15
 62: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 63: jset 0xc00 -> 147 else 146                  ; policy/files.yaml:15
 64: jeq  57 -> 146 else 65                      ; close; policy/libc.yaml:132
 65: jeq  59 -> 66 else 147                      ; pipe2; policy/events.yaml:13
 66: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 67: jset 0xfff6f7ff -> 147 else 146             ; policy/events.yaml:13
 68: jge  19 -> 72 else 69                       ; eventfd2; policy/events.yaml:8
 69: jge  8 -> 70 else 147                       ; getxattr; policy/files.yaml:31
 70: jge  14 -> 71 else 146                      ; removexattr; policy/files.yaml:31
 71: jeq  17 -> 146 else 147                     ; getcwd; policy/files.yaml:31
 72: jge  29 -> 79 else 73                       ; ioctl; policy/nodejs.yaml:40 policy/libc.yaml:143
 73: jeq  25 -> 74 else 146                      ; fcntl; policy/libc.yaml:135
 74: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
 75: jge  0x8 -> 76 else 146                     ; policy/libc.yaml:135
 76: jge  0x27 -> 77 else 78                     ; policy/libc.yaml:135
 77: jeq  0x406 -> 146 else 147                  ; policy/libc.yaml:135
 78: jge  0x24 -> 146 else 147                   ; policy/libc.yaml:135
 79: jge  32 -> 80 else 89                       ; flock; policy/files.yaml:41
 80: jeq  33 -> 84 else 81                       ; mknodat; policy/files.yaml:21,37
 81: jeq  34 -> 82 else 146                      ; mkdirat; policy/files.yaml:21,31
 82: ld   arg2.low                               ; policy/files.yaml:21
 83: jset 0xc00 -> 147 else 146                  ; policy/files.yaml:21
 84: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 85: jset 0xc00 -> 147 else 86                   ; policy/files.yaml:21
 86: and  0xf000                                 ; policy/files.yaml:37
 87: jeq  0x1000 -> 146 else 88                  ; policy/files.yaml:37
 88: jeq  0x8000 -> 146 else 147                 ; policy/files.yaml:37
 89: jeq  29 -> 90 else 147                      ; ioctl; policy/libc.yaml:143
 90: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
 91: jeq  0x5401 -> 146 else 92                  ; policy/libc.yaml:143
 92: jeq  0x802c542a -> 146 else 93              ; policy/libc.yaml:143
 93: jeq  0x5413 -> 146 else 94                  ; policy/libc.yaml:143
 94: jeq  0x541b -> 146 else 95                  ; policy/libc.yaml:143
 95: jeq  0x5421 -> 146 else 96                  ; policy/libc.yaml:143
 96: jeq  0x5451 -> 146 else 97                  ; policy/libc.yaml:143
 97: jeq  0x5450 -> 146 else 147                 ; policy/libc.yaml:143
 98: jge  116 -> 120 else 99                     ; syslog; policy/libc.yaml:118
 99: jge  93 -> 105 else 100                     ; exit; policy/libc.yaml:68
100: jge  89 -> 101 else 102                     ; acct; policy/files.yaml:31
101: jeq  90 -> 146 else 147                     ; capget; policy/nodejs.yaml:35
102: jge  78 -> 103 else 147                     ; readlinkat; policy/files.yaml:31
103: jeq  81 -> 147 else 104                     ; sync
104: jeq  84 -> 147 else 146                     ; sync_file_range
105: jge  104 -> 106 else 108                    ; kexec_load; policy/events.yaml:8
106: jge  107 -> 107 else 147                    ; timer_create; policy/events.yaml:8
107: jeq  112 -> 147 else 146                    ; clock_settime
108: jeq  97 -> 147 else 109                     ; unshare
109: jeq  98 -> 111 else 110                     ; futex; policy/libc.yaml:57,63
110: jeq  100 -> 147 else 146                    ; get_robust_list
111: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
112: jset 0xfffffe7f -> 113 else 146             ; policy/libc.yaml:57
113: and  0xfffffe7f                             ; policy/libc.yaml:57
114: jeq  0x1 -> 146 else 115                    ; policy/libc.yaml:57
115: jeq  0x3 -> 146 else 116                    ; policy/libc.yaml:57
116: jeq  0x4 -> 146 else 117                    ; policy/libc.yaml:57
117: jeq  0x5 -> 146 else 118                    ; policy/libc.yaml:57
118: jeq  0x9 -> 146 else 119                    ; policy/libc.yaml:57
119: jeq  0xa -> 146 else 147                    ; policy/libc.yaml:57
120: jge  142 -> 121 else 129                    ; reboot; policy/libc.yaml:86
121: jge  153 -> 124 else 122                    ; times; policy/libc.yaml:118 policy/events.yaml:8
122: jeq  148 -> 146 else 123                    ; getresuid; policy/libc.yaml:118
123: jeq  150 -> 146 else 147                    ; getresgid; policy/libc.yaml:118
124: jge  159 -> 125 else 127                    ; setgroups; policy/libc.yaml:118
125: jge  163 -> 146 else 126                    ; getrlimit; policy/libc.yaml:121
126: jeq  160 -> 146 else 147                    ; uname; policy/libc.yaml:118
127: jeq  154 -> 147 else 128                    ; setpgid
128: jeq  157 -> 147 else 146                    ; setsid
129: jge  129 -> 132 else 130                    ; kill; policy/libc.yaml:110,118
130: jge  120 -> 131 else 147                    ; sched_getscheduler; policy/libc.yaml:86
131: jeq  122 -> 147 else 146                    ; sched_setaffinity
132: jge  132 -> 133 else 135                    ; sigaltstack; policy/libc.yaml:101,104
133: jeq  138 -> 147 else 134                    ; rt_sigqueueinfo
134: jeq  140 -> 147 else 146                    ; setpriority
135: jeq  130 -> 147 else 136                    ; tkill
136: jeq  131 -> 140 else 137                    ; tgkill; policy/libc.yaml:104
137: ld   arg0.low                               ; policy/libc.yaml:110
138: jge  0x1 -> 139 else 147                    ; policy/libc.yaml:110
139: jge  0x80000000 -> 147 else 146             ; policy/libc.yaml:110
140: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
141: jge  0x1 -> 142 else 147                    ; policy/libc.yaml:104
142: jge  0x80000000 -> 147 else 143             ; policy/libc.yaml:104
143: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
144: jge  0x1 -> 145 else 147                    ; policy/libc.yaml:104
145: jge  0x80000000 -> 147 else 146             ; policy/libc.yaml:104
146: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13
147: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49

  0: ld   arch
  1: jeq  0xc00000b7 -> 2 else 178               ; aarch64
  2: ld   nr
  3: jge  167 -> 4 else 82                       ; prctl; policy/libc.yaml:150 policy/files.yaml:31 policy/interpreter.yaml:30
  4: jge  260 -> 5 else 30                       ; wait4; policy/interpreter.yaml:11
  5: jge  294 -> 6 else 11                       ; kexec_file_load; policy/libc.yaml:68
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 107 else 178                    ; fchmodat2; policy/files.yaml:21,31
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 178 else 177                    ; process_madvise
 10: jeq  436 -> 177 else 178                    ; close_range; policy/libc.yaml:132
 11: jge  275 -> 16 else 12                      ; sched_getattr; policy/libc.yaml:86
 12: jge  262 -> 178 else 13                     ; fanotify_init; policy/libc.yaml:126
 13: jeq  261 -> 14 else 177                     ; prlimit64; policy/libc.yaml:126
 14: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 15: jeq  0x0 -> 177 else 178                    ; policy/libc.yaml:126
 16: jge  285 -> 17 else 20                      ; copy_file_range; policy/files.yaml:46
 17: jge  288 -> 18 else 177                     ; pkey_mprotect; policy/libc.yaml:132,173
 18: jge  291 -> 19 else 178                     ; statx; policy/libc.yaml:173 policy/files.yaml:31
 19: jeq  292 -> 178 else 177                    ; io_pgetevents; policy/libc.yaml:158
 20: jge  279 -> 24 else 21                      ; memfd_create; policy/libc.yaml:118
 21: jeq  277 -> 22 else 177                     ; seccomp; policy/interpreter.yaml:24
 22: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 23: jeq  0x1 -> 177 else 178                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 24: jeq  283 -> 25 else 178                     ; membarrier; policy/libc.yaml:76
 25: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 26: jset 0xfffffff7 -> 27 else 177              ; policy/libc.yaml:76
 27: jeq  0x10 -> 177 else 28                    ; policy/libc.yaml:76
 28: jeq  0x20 -> 177 else 29                    ; policy/libc.yaml:76
 29: jeq  0x40 -> 177 else 178                   ; policy/libc.yaml:76
 30: jge  204 -> 48 else 31                      ; getsockname; policy/python.yaml:27
 31: jge  180 -> 32 else 38                      ; mq_open; policy/libc.yaml:118
 32: jeq  199 -> 33 else 178                     ; socketpair; policy/python.yaml:16
 33: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
 34: jeq  0x1 -> 35 else 178                     ; AF_UNIX; policy/python.yaml:16
 35: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
 36: and  0xfff7f7ff                             ; policy/python.yaml:16
 37: jeq  0x1 -> 177 else 178                    ; SOCK_STREAM; policy/python.yaml:16
 38: jge  172 -> 177 else 39                     ; getpid; policy/libc.yaml:118
 39: jge  170 -> 178 else 40                     ; settimeofday; policy/libc.yaml:118
 40: jeq  167 -> 41 else 177                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 41: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 42: jeq  0x26 -> 177 else 43                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 43: jeq  0xf -> 177 else 44                     ; PR_SET_NAME; policy/libc.yaml:150
 44: jeq  0x10 -> 177 else 45                    ; PR_GET_NAME; policy/libc.yaml:150
 45: jeq  0x53564d41 -> 177 else 46              ; PR_SET_VMA; policy/libc.yaml:150
 46: jeq  0x3 -> 177 else 47                     ; PR_GET_DUMPABLE; policy/libc.yaml:150
 47: jeq  0x33 -> 177 else 178                   ; PR_SVE_GET_VL; policy/libc.yaml:150
 48: jge  224 -> 49 else 54                      ; swapon; policy/files.yaml:41
 49: jeq  226 -> 50 else 52                      ; mprotect; policy/libc.yaml:35
 50: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
 51: jset 0x4 -> 178 else 177                    ; PROT_EXEC; policy/libc.yaml:35
 52: jeq  227 -> 177 else 53                     ; msync; policy/libc.yaml:12
 53: jeq  233 -> 177 else 178                    ; madvise; policy/libc.yaml:12
 54: jge  213 -> 55 else 67                      ; readahead; policy/files.yaml:41
 55: jge  217 -> 56 else 177                     ; add_key; policy/libc.yaml:12
 56: jge  220 -> 57 else 178                     ; clone; policy/libc.yaml:48
 57: jeq  220 -> 58 else 61                      ; clone; policy/libc.yaml:48
 58: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 59: jset 0x10000 -> 60 else 178                 ; CLONE_THREAD; policy/libc.yaml:48
 60: jset 0xffc2f0ff -> 178 else 177             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 61: jeq  222 -> 62 else 177                     ; mmap; policy/libc.yaml:22,26
 62: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
 63: jset 0x4 -> 64 else 177                     ; PROT_EXEC; policy/libc.yaml:22,26
 64: jset 0x2 -> 178 else 65                     ; PROT_WRITE; policy/libc.yaml:26
 65: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
 66: jset 0x21 -> 178 else 177                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
 67: jge  208 -> 73 else 68                      ; setsockopt; policy/python.yaml:27
 68: jeq  206 -> 69 else 177                     ; sendto; policy/python.yaml:23
 69: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
 70: jeq  0x0 -> 71 else 178                     ; policy/python.yaml:23
 71: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
 72: jeq  0x0 -> 177 else 178                    ; policy/python.yaml:23
 73: jeq  209 -> 75 else 74                      ; getsockopt; policy/python.yaml:32
 74: jeq  210 -> 177 else 178                    ; shutdown; policy/python.yaml:27
 75: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
 76: jeq  0x1 -> 77 else 178                     ; SOL_SOCKET; policy/python.yaml:32
 77: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
 78: jeq  0x3 -> 177 else 79                     ; policy/python.yaml:32
 79: jeq  0x4 -> 177 else 80                     ; policy/python.yaml:32
 80: jeq  0x27 -> 177 else 81                    ; policy/python.yaml:32
 81: jeq  0x26 -> 177 else 178                   ; policy/python.yaml:32
 82: jge  75 -> 130 else 83                      ; vmsplice; policy/libc.yaml:101
 83: jge  43 -> 84 else 99                       ; statfs; policy/files.yaml:31
 84: jge  61 -> 177 else 85                      ; getdents64; policy/files.yaml:31
 85: jge  51 -> 86 else 177                      ; chroot; policy/files.yaml:31
 86: jeq  52 -> 87 else 89                       ; fchmod; policy/files.yaml:21,31
 87: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 88: jset 0xc00 -> 178 else 177                  ; policy/files.yaml:21
 89: jeq  53 -> 107 else 90                      ; fchmodat; policy/files.yaml:21,31
 90: jeq  56 -> 91 else 95                       ; openat; policy/files.yaml:15,26
 91: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 92: jset 0x404040 -> 93 else 177                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 93: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 94: jset 0xc00 -> 178 else 177                  ; policy/files.yaml:15
 95: jeq  57 -> 177 else 96                      ; close; policy/libc.yaml:132
 96: jeq  59 -> 97 else 178                      ; pipe2; policy/events.yaml:13
 97: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 98: jset 0xfff6f7ff -> 178 else 177             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 99: jge  19 -> 103 else 100                     ; eventfd2; policy/events.yaml:8
100: jge  8 -> 101 else 178                      ; getxattr; policy/files.yaml:31
101: jge  14 -> 102 else 177                     ; removexattr; policy/files.yaml:31
102: jeq  17 -> 177 else 178                     ; getcwd; policy/files.yaml:31
103: jge  32 -> 104 else 114                     ; flock; policy/files.yaml:41
104: jge  39 -> 178 else 105                     ; umount2; policy/files.yaml:31
105: jeq  33 -> 109 else 106                     ; mknodat; policy/files.yaml:21,37
106: jeq  34 -> 107 else 177                     ; mkdirat; policy/files.yaml:21,31
107: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
108: jset 0xc00 -> 178 else 177                  ; policy/files.yaml:21
109: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
110: jset 0xc00 -> 178 else 111                  ; policy/files.yaml:21
111: and  0xf000                                 ; policy/files.yaml:37
112: jeq  0x1000 -> 177 else 113                 ; policy/files.yaml:37
113: jeq  0x8000 -> 177 else 178                 ; policy/files.yaml:37
114: jge  25 -> 115 else 177                     ; fcntl; policy/libc.yaml:132,135
115: jeq  25 -> 116 else 121                     ; fcntl; policy/libc.yaml:135
116: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
117: jge  0x8 -> 118 else 177                    ; policy/libc.yaml:135
118: jge  0x27 -> 119 else 120                   ; policy/libc.yaml:135
119: jeq  0x406 -> 177 else 178                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
120: jge  0x24 -> 177 else 178                   ; policy/libc.yaml:135
121: jeq  29 -> 122 else 178                     ; ioctl; policy/libc.yaml:143
122: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
123: jeq  0x5401 -> 177 else 124                 ; TCGETS; policy/libc.yaml:143
124: jeq  0x802c542a -> 177 else 125             ; TCGETS2; policy/libc.yaml:143
125: jeq  0x5413 -> 177 else 126                 ; TIOCGWINSZ; policy/libc.yaml:143
126: jeq  0x541b -> 177 else 127                 ; FIONREAD; policy/libc.yaml:143
127: jeq  0x5421 -> 177 else 128                 ; FIONBIO; policy/libc.yaml:143
128: jeq  0x5451 -> 177 else 129                 ; FIOCLEX; policy/libc.yaml:143
129: jeq  0x5450 -> 177 else 178                 ; FIONCLEX; policy/libc.yaml:143
130: jge  116 -> 151 else 131                    ; syslog; policy/libc.yaml:118
131: jge  93 -> 136 else 132                     ; exit; policy/libc.yaml:68
132: jge  89 -> 178 else 133                     ; acct; policy/files.yaml:31
133: jge  78 -> 134 else 178                     ; readlinkat; policy/files.yaml:31
134: jeq  81 -> 178 else 135                     ; sync
135: jeq  84 -> 178 else 177                     ; sync_file_range
136: jge  104 -> 137 else 139                    ; kexec_load; policy/events.yaml:8
137: jge  107 -> 138 else 178                    ; timer_create; policy/events.yaml:8
138: jeq  112 -> 178 else 177                    ; clock_settime
139: jeq  97 -> 178 else 140                     ; unshare
140: jeq  98 -> 142 else 141                     ; futex; policy/libc.yaml:57,63
141: jeq  100 -> 178 else 177                    ; get_robust_list
142: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
143: jset 0xfffffe7f -> 144 else 177             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
144: and  0xfffffe7f                             ; policy/libc.yaml:57
145: jeq  0x1 -> 177 else 146                    ; FUTEX_WAKE; policy/libc.yaml:57
146: jeq  0x3 -> 177 else 147                    ; FUTEX_REQUEUE; policy/libc.yaml:57
147: jeq  0x4 -> 177 else 148                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
148: jeq  0x5 -> 177 else 149                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
149: jeq  0x9 -> 177 else 150                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
150: jeq  0xa -> 177 else 178                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
151: jge  142 -> 152 else 160                    ; reboot; policy/libc.yaml:86
152: jge  153 -> 155 else 153                    ; times; policy/libc.yaml:118 policy/events.yaml:8
153: jeq  148 -> 177 else 154                    ; getresuid; policy/libc.yaml:118
154: jeq  150 -> 177 else 178                    ; getresgid; policy/libc.yaml:118
155: jge  159 -> 156 else 158                    ; setgroups; policy/libc.yaml:118
156: jge  163 -> 177 else 157                    ; getrlimit; policy/libc.yaml:121
157: jeq  160 -> 177 else 178                    ; uname; policy/libc.yaml:118
158: jeq  154 -> 178 else 159                    ; setpgid
159: jeq  157 -> 178 else 177                    ; setsid
160: jge  129 -> 163 else 161                    ; kill; policy/libc.yaml:110,118
161: jge  120 -> 162 else 178                    ; sched_getscheduler; policy/libc.yaml:86
162: jeq  122 -> 178 else 177                    ; sched_setaffinity
163: jge  132 -> 164 else 166                    ; sigaltstack; policy/libc.yaml:101,104
164: jeq  138 -> 178 else 165                    ; rt_sigqueueinfo
165: jeq  140 -> 178 else 177                    ; setpriority
166: jeq  130 -> 178 else 167                    ; tkill
167: jeq  131 -> 171 else 168                    ; tgkill; policy/libc.yaml:104
168: ld   arg0.low                               ; policy/libc.yaml:110
169: jge  0x1 -> 170 else 178                    ; policy/libc.yaml:110
170: jge  0x80000000 -> 178 else 177             ; policy/libc.yaml:110
171: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
172: jge  0x1 -> 173 else 178                    ; policy/libc.yaml:104
173: jge  0x80000000 -> 178 else 174             ; policy/libc.yaml:104
174: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
175: jge  0x1 -> 176 else 178                    ; policy/libc.yaml:104
176: jge  0x80000000 -> 178 else 177             ; policy/libc.yaml:104
177: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13
178: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49

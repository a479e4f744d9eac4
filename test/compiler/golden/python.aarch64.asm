  0: ld   arch
  1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
  2: ret  0x80000000                             ; kill
  3: ld   nr
  4: jge  167 -> 5 else 92                       ; prctl; policy/libc.yaml:150 policy/files.yaml:31
  5: jge  262 -> 6 else 34                       ; fanotify_init; policy/libc.yaml:126
  6: jge  428 -> 7 else 19                       ; open_tree; policy/libc.yaml:158
  7: jge  449 -> 13 else 8                       ; futex_waitv; policy/libc.yaml:163
  8: jge  438 -> 9 else 11                       ; pidfd_getfd; policy/libc.yaml:163
  9: jeq  439 -> 190 else 10                     ; faccessat2; policy/files.yaml:31
 10: jeq  441 -> 190 else 191                    ; epoll_pwait2; policy/events.yaml:8
 11: jge  435 -> 12 else 191                     ; clone3; policy/libc.yaml:43
 12: jeq  436 -> 190 else 164                    ; close_range; policy/libc.yaml:132
 13: jge  462 -> 14 else 16                      ; mseal; policy/libc.yaml:173
 14: jeq  467 -> 191 else 15                     ; open_tree_attr
 15: jeq  470 -> 191 else 164                    ; listns
 16: jge  457 -> 191 else 17                     ; statmount; policy/libc.yaml:163
 17: jeq  451 -> 191 else 18                     ; cachestat
 18: jeq  452 -> 118 else 164                    ; fchmodat2; policy/files.yaml:21,31
 19: jge  275 -> 20 else 191                     ; sched_getattr; policy/libc.yaml:86
 20: jge  288 -> 21 else 25                      ; pkey_mprotect; policy/libc.yaml:132,173
 21: jeq  291 -> 190 else 22                     ; statx; policy/files.yaml:31
 22: jeq  293 -> 190 else 23                     ; rseq; policy/libc.yaml:68
 23: jeq  294 -> 191 else 24                     ; kexec_file_load
 24: jeq  424 -> 191 else 164                    ; pidfd_send_signal
 25: jge  279 -> 27 else 26                      ; memfd_create; policy/libc.yaml:118
 26: jeq  277 -> 191 else 190                    ; seccomp
 27: jge  285 -> 190 else 28                     ; copy_file_range; policy/files.yaml:46
 28: jeq  283 -> 29 else 191                     ; membarrier; policy/libc.yaml:76
 29: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 30: jset 0xfffffff7 -> 31 else 190              ; policy/libc.yaml:76
 31: jeq  0x10 -> 190 else 32                    ; policy/libc.yaml:76
 32: jeq  0x20 -> 190 else 33                    ; policy/libc.yaml:76
 33: jeq  0x40 -> 190 else 191                   ; policy/libc.yaml:76
 34: jge  204 -> 51 else 35                      ; getsockname; policy/python.yaml:27
 35: jge  180 -> 36 else 42                      ; mq_open; policy/libc.yaml:118
 36: jeq  199 -> 37 else 191                     ; socketpair; policy/python.yaml:16
 37: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
 38: jeq  0x1 -> 39 else 191                     ; AF_UNIX; policy/python.yaml:16
 39: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
 40: and  0xfff7f7ff                             ; policy/python.yaml:16
 41: jeq  0x1 -> 190 else 191                    ; SOCK_STREAM; policy/python.yaml:16
 42: jge  172 -> 190 else 43                     ; getpid; policy/libc.yaml:118
 43: jge  170 -> 191 else 44                     ; settimeofday; policy/libc.yaml:118
 44: jeq  167 -> 45 else 190                     ; prctl; policy/libc.yaml:150
 45: ld   arg0.low                               ; prctl: option; policy/libc.yaml:150
 46: jeq  0xf -> 190 else 47                     ; PR_SET_NAME; policy/libc.yaml:150
 47: jeq  0x10 -> 190 else 48                    ; PR_GET_NAME; policy/libc.yaml:150
 48: jeq  0x53564d41 -> 190 else 49              ; PR_SET_VMA; policy/libc.yaml:150
 49: jeq  0x3 -> 190 else 50                     ; PR_GET_DUMPABLE; policy/libc.yaml:150
 50: jeq  0x33 -> 190 else 191                   ; PR_SVE_GET_VL; policy/libc.yaml:150
 51: jge  226 -> 52 else 64                      ; mprotect; policy/libc.yaml:35
 52: jge  235 -> 58 else 53                      ; mbind; policy/libc.yaml:168
 53: jge  228 -> 54 else 55                      ; mlock; policy/libc.yaml:12
 54: jeq  233 -> 190 else 191                    ; madvise; policy/libc.yaml:12
 55: jeq  227 -> 190 else 56                     ; msync; policy/libc.yaml:12
 56: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
 57: jset 0x4 -> 191 else 190                    ; PROT_EXEC; policy/libc.yaml:35
 58: jge  238 -> 59 else 164                     ; migrate_pages; policy/libc.yaml:168
 59: jge  244 -> 60 else 191
 60: jeq  260 -> 190 else 61                     ; wait4; policy/interpreter.yaml:11
 61: jeq  261 -> 62 else 164                     ; prlimit64; policy/libc.yaml:126
 62: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 63: jeq  0x0 -> 190 else 191                    ; policy/libc.yaml:126
 64: jge  217 -> 65 else 76                      ; add_key; policy/libc.yaml:12
 65: jeq  220 -> 66 else 69                      ; clone; policy/libc.yaml:48
 66: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 67: jset 0x10000 -> 68 else 191                 ; CLONE_THREAD; policy/libc.yaml:48
 68: jset 0xffc2f0ff -> 191 else 190             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 69: jeq  222 -> 71 else 70                      ; mmap; policy/libc.yaml:22,26
 70: jeq  223 -> 190 else 191                    ; fadvise64; policy/files.yaml:41
 71: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
 72: jset 0x4 -> 73 else 190                     ; PROT_EXEC; policy/libc.yaml:22,26
 73: jset 0x2 -> 191 else 74                     ; PROT_WRITE; policy/libc.yaml:26
 74: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
 75: jset 0x21 -> 191 else 190                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
 76: jge  213 -> 190 else 77                     ; readahead; policy/files.yaml:41
 77: jge  208 -> 83 else 78                      ; setsockopt; policy/python.yaml:27
 78: jeq  206 -> 79 else 190                     ; sendto; policy/python.yaml:23
 79: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
 80: jeq  0x0 -> 81 else 191                     ; policy/python.yaml:23
 81: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
 82: jeq  0x0 -> 190 else 191                    ; policy/python.yaml:23
 83: jeq  209 -> 85 else 84                      ; getsockopt; policy/python.yaml:32
 84: jeq  210 -> 190 else 191                    ; shutdown; policy/python.yaml:27
 85: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
 86: jeq  0x1 -> 87 else 191                     ; SOL_SOCKET; policy/python.yaml:32
 87: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
 88: jeq  0x3 -> 190 else 89                     ; policy/python.yaml:32
 89: jeq  0x4 -> 190 else 90                     ; policy/python.yaml:32
 90: jeq  0x27 -> 190 else 91                    ; policy/python.yaml:32
 91: jeq  0x26 -> 190 else 191                   ; policy/python.yaml:32
 92: jge  75 -> 141 else 93                      ; vmsplice; policy/libc.yaml:101
 93: jge  43 -> 94 else 109                      ; statfs; policy/files.yaml:31
 94: jge  61 -> 190 else 95                      ; getdents64; policy/files.yaml:31
 95: jge  51 -> 96 else 190                      ; chroot; policy/files.yaml:31
 96: jeq  52 -> 97 else 99                       ; fchmod; policy/files.yaml:21,31
 97: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 98: jset 0xc00 -> 191 else 190                  ; policy/files.yaml:21
 99: jeq  53 -> 118 else 100                     ; fchmodat; policy/files.yaml:21,31
100: jeq  56 -> 101 else 105                     ; openat; policy/files.yaml:15,26
101: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
102: jset 0x404040 -> 103 else 190               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
103: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
104: jset 0xc00 -> 191 else 190                  ; policy/files.yaml:15
105: jeq  57 -> 190 else 106                     ; close; policy/libc.yaml:132
106: jeq  59 -> 107 else 191                     ; pipe2; policy/events.yaml:13
107: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
108: jset 0xfff6f7ff -> 191 else 190             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
109: jge  19 -> 114 else 110                     ; eventfd2; policy/events.yaml:8
110: jge  8 -> 112 else 111                      ; getxattr; policy/files.yaml:31
111: jge  5 -> 191 else 164                      ; setxattr; policy/libc.yaml:158
112: jge  14 -> 113 else 190                     ; removexattr; policy/files.yaml:31
113: jeq  17 -> 190 else 191                     ; getcwd; policy/files.yaml:31
114: jge  32 -> 115 else 125                     ; flock; policy/files.yaml:41
115: jge  39 -> 191 else 116                     ; umount2; policy/files.yaml:31
116: jeq  33 -> 120 else 117                     ; mknodat; policy/files.yaml:21,37
117: jeq  34 -> 118 else 190                     ; mkdirat; policy/files.yaml:21,31
118: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
119: jset 0xc00 -> 191 else 190                  ; policy/files.yaml:21
120: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
121: jset 0xc00 -> 191 else 122                  ; policy/files.yaml:21
122: and  0xf000                                 ; policy/files.yaml:37
123: jeq  0x1000 -> 190 else 124                 ; policy/files.yaml:37
124: jeq  0x8000 -> 190 else 191                 ; policy/files.yaml:37
125: jge  25 -> 126 else 190                     ; fcntl; policy/libc.yaml:132,135
126: jeq  25 -> 127 else 132                     ; fcntl; policy/libc.yaml:135
127: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
128: jge  0x8 -> 129 else 190                    ; policy/libc.yaml:135
129: jge  0x27 -> 130 else 131                   ; policy/libc.yaml:135
130: jeq  0x406 -> 190 else 191                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
131: jge  0x24 -> 190 else 191                   ; policy/libc.yaml:135
132: jeq  29 -> 133 else 191                     ; ioctl; policy/libc.yaml:143
133: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
134: jeq  0x5401 -> 190 else 135                 ; TCGETS; policy/libc.yaml:143
135: jeq  0x802c542a -> 190 else 136             ; TCGETS2; policy/libc.yaml:143
136: jeq  0x5413 -> 190 else 137                 ; TIOCGWINSZ; policy/libc.yaml:143
137: jeq  0x541b -> 190 else 138                 ; FIONREAD; policy/libc.yaml:143
138: jeq  0x5421 -> 190 else 139                 ; FIONBIO; policy/libc.yaml:143
139: jeq  0x5451 -> 190 else 140                 ; FIOCLEX; policy/libc.yaml:143
140: jeq  0x5450 -> 190 else 191                 ; FIONCLEX; policy/libc.yaml:143
141: jge  120 -> 165 else 142                    ; sched_getscheduler; policy/libc.yaml:86
142: jge  99 -> 143 else 148                     ; set_robust_list; policy/libc.yaml:57,63,68
143: jge  107 -> 144 else 146                    ; timer_create; policy/events.yaml:8
144: jge  116 -> 191 else 145                    ; syslog; policy/libc.yaml:118
145: jeq  112 -> 191 else 190                    ; clock_settime
146: jge  104 -> 191 else 147                    ; kexec_load; policy/events.yaml:8
147: jeq  100 -> 191 else 190                    ; get_robust_list
148: jge  89 -> 152 else 149                     ; acct; policy/files.yaml:31
149: jge  78 -> 150 else 191                     ; readlinkat; policy/files.yaml:31
150: jeq  81 -> 191 else 151                     ; sync
151: jeq  84 -> 191 else 190                     ; sync_file_range
152: jge  93 -> 153 else 191                     ; exit; policy/libc.yaml:68
153: jge  96 -> 154 else 190                     ; set_tid_address; policy/interpreter.yaml:11
154: jeq  98 -> 155 else 191                     ; futex; policy/libc.yaml:57,63
155: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
156: jset 0xfffffe7f -> 157 else 190             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
157: and  0xfffffe7f                             ; policy/libc.yaml:57
158: jeq  0x1 -> 190 else 159                    ; FUTEX_WAKE; policy/libc.yaml:57
159: jeq  0x3 -> 190 else 160                    ; FUTEX_REQUEUE; policy/libc.yaml:57
160: jeq  0x4 -> 190 else 161                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
161: jeq  0x5 -> 190 else 162                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
162: jeq  0x9 -> 190 else 163                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
163: jeq  0xa -> 190 else 164                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
164: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:49
165: jge  142 -> 166 else 174                    ; reboot; policy/libc.yaml:86
166: jge  153 -> 169 else 167                    ; times; policy/libc.yaml:118 policy/events.yaml:8
167: jeq  148 -> 190 else 168                    ; getresuid; policy/libc.yaml:118
168: jeq  150 -> 190 else 191                    ; getresgid; policy/libc.yaml:118
169: jge  159 -> 170 else 172                    ; setgroups; policy/libc.yaml:118
170: jge  163 -> 190 else 171                    ; getrlimit; policy/libc.yaml:121
171: jeq  160 -> 190 else 191                    ; uname; policy/libc.yaml:118
172: jeq  154 -> 191 else 173                    ; setpgid
173: jeq  157 -> 191 else 190                    ; setsid
174: jge  132 -> 175 else 177                    ; sigaltstack; policy/libc.yaml:101,104
175: jeq  138 -> 191 else 176                    ; rt_sigqueueinfo
176: jeq  140 -> 191 else 190                    ; setpriority
177: jge  129 -> 179 else 178                    ; kill; policy/libc.yaml:110,118
178: jeq  122 -> 191 else 190                    ; sched_setaffinity
179: jeq  130 -> 191 else 180                    ; tkill
180: jeq  131 -> 184 else 181                    ; tgkill; policy/libc.yaml:104
181: ld   arg0.low                               ; policy/libc.yaml:110
182: jge  0x1 -> 183 else 191                    ; policy/libc.yaml:110
183: jge  0x80000000 -> 191 else 190             ; policy/libc.yaml:110
184: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
185: jge  0x1 -> 186 else 191                    ; policy/libc.yaml:104
186: jge  0x80000000 -> 191 else 187             ; policy/libc.yaml:104
187: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
188: jge  0x1 -> 189 else 191                    ; policy/libc.yaml:104
189: jge  0x80000000 -> 191 else 190             ; policy/libc.yaml:104
190: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13
191: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21

  0: ld   arch
  1: jeq  0xc000003e -> 2 else 15                ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 95                       ; removexattr; policy/files.yaml:31
  4: jge  297 -> 5 else 40                       ; rt_tgsigqueueinfo; policy/libc.yaml:132
  5: jge  428 -> 6 else 21                       ; open_tree; policy/libc.yaml:158
  6: jge  449 -> 12 else 7                       ; futex_waitv; policy/libc.yaml:163
  7: jge  438 -> 8 else 10                       ; pidfd_getfd; policy/libc.yaml:163
  8: jeq  439 -> 208 else 9                      ; faccessat2; policy/files.yaml:31
  9: jeq  441 -> 208 else 207                    ; epoll_pwait2; policy/events.yaml:8
 10: jge  435 -> 11 else 207                     ; clone3; policy/libc.yaml:43
 11: jeq  436 -> 208 else 94                     ; close_range; policy/libc.yaml:132
 12: jge  462 -> 13 else 18                      ; mseal; policy/libc.yaml:173
 13: jge  472 -> 14 else 16                      ; policy/libc.yaml:173
 14: jset 0x40000000 -> 15 else 94               ; x32
 15: ret  0x80000000                             ; kill
 16: jeq  467 -> 207 else 17                     ; open_tree_attr
 17: jeq  470 -> 207 else 94                     ; listns
 18: jge  457 -> 207 else 19                     ; statmount; policy/libc.yaml:163
 19: jeq  451 -> 207 else 20                     ; cachestat
 20: jeq  452 -> 158 else 94                     ; fchmodat2; policy/files.yaml:21,31
 21: jge  315 -> 26 else 22                      ; sched_getattr; policy/libc.yaml:86
 22: jeq  302 -> 23 else 25                      ; prlimit64; policy/libc.yaml:126
 23: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 24: jeq  0x0 -> 208 else 207                    ; policy/libc.yaml:126
 25: jeq  309 -> 208 else 207                    ; getcpu; policy/libc.yaml:86
 26: jge  326 -> 27 else 32                      ; copy_file_range; policy/files.yaml:46
 27: jge  332 -> 29 else 28                      ; statx; policy/libc.yaml:173 policy/files.yaml:31
 28: jge  329 -> 94 else 208                     ; pkey_mprotect; policy/libc.yaml:132,173
 29: jge  337 -> 30 else 31                      ; policy/libc.yaml:71
 30: jeq  424 -> 207 else 94                     ; pidfd_send_signal
 31: jeq  333 -> 94 else 208                     ; io_pgetevents; policy/libc.yaml:158
 32: jge  319 -> 34 else 33                      ; memfd_create; policy/libc.yaml:118
 33: jeq  317 -> 207 else 208                    ; seccomp
 34: jeq  324 -> 35 else 207                     ; membarrier; policy/libc.yaml:76
 35: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 36: jset 0xfffffff7 -> 37 else 208              ; policy/libc.yaml:76
 37: jeq  0x10 -> 208 else 38                    ; policy/libc.yaml:76
 38: jeq  0x20 -> 208 else 39                    ; policy/libc.yaml:76
 39: jeq  0x40 -> 208 else 207                   ; policy/libc.yaml:76
 40: jge  240 -> 41 else 65                      ; mq_open; policy/libc.yaml:168
 41: jge  272 -> 42 else 49                      ; unshare; policy/events.yaml:8
 42: jge  280 -> 44 else 43                      ; utimensat; policy/files.yaml:31
 43: jeq  273 -> 208 else 207                    ; set_robust_list; policy/libc.yaml:68
 44: jeq  288 -> 207 else 45                     ; accept4
 45: jeq  293 -> 46 else 48                      ; pipe2; policy/events.yaml:13
 46: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 47: jset 0xfff7b7ff -> 207 else 208             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 48: jeq  294 -> 207 else 208                    ; inotify_init1
 49: jge  257 -> 51 else 50                      ; openat; policy/files.yaml:15,26
 50: jeq  247 -> 208 else 207                    ; waitid; policy/interpreter.yaml:11
 51: jge  261 -> 52 else 53                      ; futimesat; policy/files.yaml:31
 52: jeq  268 -> 158 else 208                    ; fchmodat; policy/files.yaml:21,31
 53: jge  259 -> 54 else 60                      ; mknodat; policy/files.yaml:21,31,37
 54: jeq  260 -> 207 else 55                     ; fchownat
 55: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 56: jset 0xc00 -> 207 else 57                   ; policy/files.yaml:21
 57: and  0xf000                                 ; policy/files.yaml:37
 58: jeq  0x1000 -> 208 else 59                  ; policy/files.yaml:37
 59: jeq  0x8000 -> 208 else 207                 ; policy/files.yaml:37
 60: jeq  258 -> 158 else 61                     ; mkdirat; policy/files.yaml:21,31
 61: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 62: jset 0x410040 -> 63 else 208                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 63: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 64: jset 0xc00 -> 207 else 208                  ; policy/files.yaml:15
 65: jge  221 -> 66 else 76                      ; fadvise64; policy/files.yaml:41
 66: jge  236 -> 67 else 68                      ; vserver; policy/files.yaml:31
 67: jeq  236 -> 207 else 94                     ; vserver
 68: jeq  227 -> 207 else 69                     ; clock_settime
 69: jeq  234 -> 70 else 208                     ; tgkill; policy/libc.yaml:104
 70: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
 71: jge  0x1 -> 72 else 207                     ; policy/libc.yaml:104
 72: jge  0x80000000 -> 207 else 73              ; policy/libc.yaml:104
 73: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
 74: jge  0x1 -> 75 else 207                     ; policy/libc.yaml:104
 75: jge  0x80000000 -> 207 else 208             ; policy/libc.yaml:104
 76: jge  211 -> 77 else 81                      ; get_thread_area; policy/libc.yaml:158
 77: jge  216 -> 79 else 78                      ; remap_file_pages; policy/events.yaml:8
 78: jge  213 -> 208 else 207                    ; epoll_create; policy/events.yaml:8
 79: jeq  217 -> 208 else 80                     ; getdents64; policy/files.yaml:31
 80: jeq  219 -> 208 else 207                    ; restart_syscall; policy/libc.yaml:118
 81: jge  206 -> 94 else 82                      ; io_setup; policy/libc.yaml:158
 82: jeq  201 -> 208 else 83                     ; time; policy/libc.yaml:118
 83: jeq  202 -> 85 else 84                      ; futex; policy/libc.yaml:57,63
 84: jeq  204 -> 208 else 207                    ; sched_getaffinity; policy/libc.yaml:86
 85: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 86: jset 0xfffffe7f -> 87 else 208              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 87: and  0xfffffe7f                             ; policy/libc.yaml:57
 88: jeq  0x1 -> 208 else 89                     ; FUTEX_WAKE; policy/libc.yaml:57
 89: jeq  0x3 -> 208 else 90                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 90: jeq  0x4 -> 208 else 91                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 91: jeq  0x5 -> 208 else 92                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 92: jeq  0x9 -> 208 else 93                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 93: jeq  0xa -> 208 else 94                     ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 94: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:49
 95: jge  101 -> 96 else 132                     ; ptrace; policy/libc.yaml:118 policy/events.yaml:8
 96: jge  149 -> 97 else 108                     ; mlock; policy/libc.yaml:86
 97: jge  186 -> 98 else 100                     ; gettid; policy/libc.yaml:118
 98: jge  191 -> 208 else 99                     ; getxattr; policy/files.yaml:31
 99: jge  188 -> 207 else 208                    ; setxattr; policy/files.yaml:41
100: jeq  157 -> 102 else 101                    ; prctl; policy/libc.yaml:150
101: jeq  160 -> 208 else 207                    ; setrlimit; policy/libc.yaml:121
102: ld   arg0.low                               ; prctl: option; policy/libc.yaml:150
103: jeq  0xf -> 208 else 104                    ; PR_SET_NAME; policy/libc.yaml:150
104: jeq  0x10 -> 208 else 105                   ; PR_GET_NAME; policy/libc.yaml:150
105: jeq  0x53564d41 -> 208 else 106             ; PR_SET_VMA; policy/libc.yaml:150
106: jeq  0x3 -> 208 else 107                    ; PR_GET_DUMPABLE; policy/libc.yaml:150
107: jeq  0x33 -> 208 else 207                   ; PR_SVE_GET_VL; policy/libc.yaml:150
108: jge  122 -> 117 else 109                    ; setfsuid; policy/libc.yaml:118
109: jge  112 -> 110 else 113                    ; setsid; policy/libc.yaml:118
110: jge  118 -> 111 else 112                    ; getresuid; policy/libc.yaml:118
111: jeq  119 -> 207 else 208                    ; setresgid
112: jeq  115 -> 208 else 207                    ; getgroups; policy/libc.yaml:118
113: jge  107 -> 114 else 115                    ; geteuid; policy/libc.yaml:118
114: jeq  109 -> 207 else 208                    ; setpgid
115: jeq  102 -> 208 else 116                    ; getuid; policy/libc.yaml:118
116: jeq  104 -> 208 else 207                    ; getgid; policy/libc.yaml:118
117: jge  133 -> 121 else 118                    ; mknod; policy/files.yaml:21,31,37
118: jge  127 -> 119 else 120                    ; rt_sigpending; policy/libc.yaml:101
119: jeq  129 -> 207 else 208                    ; rt_sigqueueinfo
120: jeq  124 -> 208 else 207                    ; getsid; policy/libc.yaml:118
121: jge  141 -> 122 else 124                    ; setpriority; policy/libc.yaml:86
122: jge  145 -> 208 else 123                    ; sched_getscheduler; policy/libc.yaml:86
123: jeq  143 -> 208 else 207                    ; sched_getparam; policy/libc.yaml:86
124: jge  137 -> 125 else 126                    ; statfs; policy/files.yaml:31
125: jeq  139 -> 207 else 208                    ; sysfs
126: jeq  133 -> 127 else 207                    ; mknod; policy/files.yaml:21,37
127: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
128: jset 0xc00 -> 207 else 129                  ; policy/files.yaml:21
129: and  0xf000                                 ; policy/files.yaml:37
130: jeq  0x1000 -> 208 else 131                 ; policy/files.yaml:37
131: jeq  0x8000 -> 208 else 207                 ; policy/files.yaml:37
132: jge  51 -> 168 else 133                     ; getsockname; policy/python.yaml:27
133: jge  27 -> 134 else 144                     ; mincore; policy/libc.yaml:12
134: jge  41 -> 137 else 135                     ; socket; policy/files.yaml:46
135: jge  32 -> 208 else 136                     ; dup; policy/libc.yaml:132
136: jeq  28 -> 208 else 207                     ; madvise; policy/libc.yaml:12
137: jeq  44 -> 138 else 142                     ; sendto; policy/python.yaml:23
138: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
139: jeq  0x0 -> 140 else 207                    ; policy/python.yaml:23
140: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
141: jeq  0x0 -> 208 else 207                    ; policy/python.yaml:23
142: jeq  45 -> 208 else 143                     ; recvfrom; policy/python.yaml:27
143: jeq  48 -> 208 else 207                     ; shutdown; policy/python.yaml:27
144: jge  11 -> 145 else 154                     ; munmap; policy/libc.yaml:12,35
145: jeq  16 -> 146 else 208                     ; ioctl; policy/libc.yaml:143
146: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
147: jeq  0x5401 -> 208 else 148                 ; TCGETS; policy/libc.yaml:143
148: jeq  0x802c542a -> 208 else 149             ; TCGETS2; policy/libc.yaml:143
149: jeq  0x5413 -> 208 else 150                 ; TIOCGWINSZ; policy/libc.yaml:143
150: jeq  0x541b -> 208 else 151                 ; FIONREAD; policy/libc.yaml:143
151: jeq  0x5421 -> 208 else 152                 ; FIONBIO; policy/libc.yaml:143
152: jeq  0x5451 -> 208 else 153                 ; FIOCLEX; policy/libc.yaml:143
153: jeq  0x5450 -> 208 else 207                 ; FIONCLEX; policy/libc.yaml:143
154: jge  9 -> 160 else 155                      ; mmap; policy/libc.yaml:22,26,132
155: jeq  2 -> 156 else 208                      ; open; policy/files.yaml:15,26
156: ld   arg1.low                               ; open: flags; policy/files.yaml:15
157: jset 0x410040 -> 158 else 208               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
158: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
159: jset 0xc00 -> 207 else 208                  ; policy/files.yaml:15,21
160: jeq  10 -> 161 else 163                     ; mprotect; policy/libc.yaml:35
161: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
162: jset 0x4 -> 207 else 208                    ; PROT_EXEC; policy/libc.yaml:35
163: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
164: jset 0x4 -> 165 else 208                    ; PROT_EXEC; policy/libc.yaml:22,26
165: jset 0x2 -> 207 else 166                    ; PROT_WRITE; policy/libc.yaml:26
166: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
167: jset 0x21 -> 207 else 208                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
168: jge  73 -> 169 else 176                     ; flock; policy/libc.yaml:135 policy/files.yaml:41
169: jge  90 -> 170 else 172                     ; chmod; policy/files.yaml:21,31
170: jge  95 -> 208 else 171                     ; umask; policy/files.yaml:31
171: jge  92 -> 207 else 174                     ; chown; policy/files.yaml:21,31
172: jeq  83 -> 174 else 173                     ; mkdir; policy/files.yaml:21,31
173: jeq  85 -> 174 else 208                     ; creat; policy/files.yaml:21,26
174: ld   arg1.low                               ; policy/files.yaml:21
175: jset 0xc00 -> 207 else 208                  ; policy/files.yaml:21
176: jge  64 -> 177 else 183                     ; semget; policy/libc.yaml:118
177: jeq  72 -> 178 else 207                     ; fcntl; policy/libc.yaml:135
178: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
179: jge  0x8 -> 180 else 208                    ; policy/libc.yaml:135
180: jge  0x27 -> 181 else 182                   ; policy/libc.yaml:135
181: jeq  0x406 -> 208 else 207                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
182: jge  0x24 -> 208 else 207                   ; policy/libc.yaml:135
183: jge  60 -> 184 else 188                     ; exit; policy/libc.yaml:68
184: jeq  62 -> 185 else 208                     ; kill; policy/libc.yaml:110
185: ld   arg0.low                               ; kill: pid; policy/libc.yaml:110
186: jge  0x1 -> 187 else 207                    ; policy/libc.yaml:110
187: jge  0x80000000 -> 207 else 208             ; policy/libc.yaml:110
188: jge  54 -> 195 else 189                     ; setsockopt; policy/python.yaml:16
189: jeq  53 -> 190 else 208                     ; socketpair; policy/python.yaml:16
190: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
191: jeq  0x1 -> 192 else 207                    ; AF_UNIX; policy/python.yaml:16
192: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
193: and  0xfff7f7ff                             ; policy/python.yaml:16
194: jeq  0x1 -> 208 else 207                    ; SOCK_STREAM; policy/python.yaml:16
195: jeq  55 -> 200 else 196                     ; getsockopt; policy/python.yaml:32
196: jeq  56 -> 197 else 207                     ; clone; policy/libc.yaml:48
197: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
198: jset 0x10000 -> 199 else 207                ; CLONE_THREAD; policy/libc.yaml:48
199: jset 0xffc2f0ff -> 207 else 208             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
200: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
201: jeq  0x1 -> 202 else 207                    ; SOL_SOCKET; policy/python.yaml:32
202: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
203: jeq  0x3 -> 208 else 204                    ; policy/python.yaml:32
204: jeq  0x4 -> 208 else 205                    ; policy/python.yaml:32
205: jeq  0x27 -> 208 else 206                   ; policy/python.yaml:32
206: jeq  0x26 -> 208 else 207                   ; policy/python.yaml:32
207: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21
208: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

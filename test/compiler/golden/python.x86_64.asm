  0: ld   arch
  1: jeq  0xc000003e -> 2 else 15                ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 88                       ; removexattr; policy/files.yaml:31
  4: jge  297 -> 5 else 40                       ; rt_tgsigqueueinfo; policy/libc.yaml:133
  5: jge  428 -> 6 else 21                       ; open_tree; policy/libc.yaml:159
  6: jge  449 -> 12 else 7                       ; futex_waitv; policy/libc.yaml:164
  7: jge  438 -> 8 else 10                       ; pidfd_getfd; policy/libc.yaml:164
  8: jeq  439 -> 201 else 9                      ; faccessat2; policy/files.yaml:31
  9: jeq  441 -> 201 else 200                    ; epoll_pwait2; policy/events.yaml:8
 10: jge  435 -> 11 else 200                     ; clone3; policy/libc.yaml:43
 11: jeq  436 -> 201 else 63                     ; close_range; policy/libc.yaml:133
 12: jge  462 -> 13 else 18                      ; mseal; policy/libc.yaml:174
 13: jge  472 -> 14 else 16                      ; policy/libc.yaml:174
 14: jset 0x40000000 -> 15 else 63               ; x32
 15: ret  0x80000000                             ; kill
 16: jeq  467 -> 200 else 17                     ; open_tree_attr
 17: jeq  470 -> 200 else 63                     ; listns
 18: jge  457 -> 200 else 19                     ; statmount; policy/libc.yaml:164
 19: jeq  451 -> 200 else 20                     ; cachestat
 20: jeq  452 -> 151 else 63                     ; fchmodat2; policy/files.yaml:21,31
 21: jge  315 -> 26 else 22                      ; sched_getattr; policy/libc.yaml:86
 22: jeq  302 -> 23 else 25                      ; prlimit64; policy/libc.yaml:127
 23: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 24: jeq  0x0 -> 201 else 200                    ; policy/libc.yaml:127
 25: jeq  309 -> 201 else 200                    ; getcpu; policy/libc.yaml:86
 26: jge  326 -> 27 else 32                      ; copy_file_range; policy/files.yaml:46
 27: jge  332 -> 29 else 28                      ; statx; policy/libc.yaml:174 policy/files.yaml:31
 28: jge  329 -> 63 else 201                     ; pkey_mprotect; policy/libc.yaml:133,174
 29: jge  337 -> 30 else 31                      ; policy/libc.yaml:71
 30: jeq  424 -> 200 else 63                     ; pidfd_send_signal
 31: jeq  333 -> 63 else 201                     ; io_pgetevents; policy/libc.yaml:159
 32: jge  319 -> 34 else 33                      ; memfd_create; policy/libc.yaml:119
 33: jeq  317 -> 200 else 201                    ; seccomp
 34: jeq  324 -> 35 else 200                     ; membarrier; policy/libc.yaml:76
 35: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 36: jset 0xfffffff7 -> 37 else 201              ; policy/libc.yaml:76
 37: jeq  0x10 -> 201 else 38                    ; policy/libc.yaml:76
 38: jeq  0x20 -> 201 else 39                    ; policy/libc.yaml:76
 39: jeq  0x40 -> 201 else 200                   ; policy/libc.yaml:76
 40: jge  240 -> 64 else 41                      ; mq_open; policy/libc.yaml:169
 41: jge  221 -> 42 else 45                      ; fadvise64; policy/files.yaml:41
 42: jge  236 -> 43 else 44                      ; vserver; policy/files.yaml:31
 43: jeq  236 -> 200 else 63                     ; vserver
 44: jeq  227 -> 200 else 201                    ; clock_settime
 45: jge  211 -> 46 else 50                      ; get_thread_area; policy/libc.yaml:159
 46: jge  216 -> 48 else 47                      ; remap_file_pages; policy/events.yaml:8
 47: jge  213 -> 201 else 200                    ; epoll_create; policy/events.yaml:8
 48: jeq  217 -> 201 else 49                     ; getdents64; policy/files.yaml:31
 49: jeq  219 -> 201 else 200                    ; restart_syscall; policy/libc.yaml:119
 50: jge  206 -> 63 else 51                      ; io_setup; policy/libc.yaml:159
 51: jeq  201 -> 201 else 52                     ; time; policy/libc.yaml:119
 52: jeq  202 -> 54 else 53                      ; futex; policy/libc.yaml:57,63
 53: jeq  204 -> 201 else 200                    ; sched_getaffinity; policy/libc.yaml:86
 54: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 55: jset 0xfffffe7f -> 56 else 201              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 56: and  0xfffffe7f                             ; policy/libc.yaml:57
 57: jeq  0x1 -> 201 else 58                     ; FUTEX_WAKE; policy/libc.yaml:57
 58: jeq  0x3 -> 201 else 59                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 59: jeq  0x4 -> 201 else 60                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 60: jeq  0x5 -> 201 else 61                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 61: jeq  0x9 -> 201 else 62                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 62: jeq  0xa -> 201 else 63                     ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 63: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:49
 64: jge  272 -> 65 else 72                      ; unshare; policy/events.yaml:8
 65: jge  280 -> 67 else 66                      ; utimensat; policy/files.yaml:31
 66: jeq  273 -> 201 else 200                    ; set_robust_list; policy/libc.yaml:68
 67: jeq  288 -> 200 else 68                     ; accept4
 68: jeq  293 -> 69 else 71                      ; pipe2; policy/events.yaml:13
 69: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 70: jset 0xfff7b7ff -> 200 else 201             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 71: jeq  294 -> 200 else 201                    ; inotify_init1
 72: jge  257 -> 74 else 73                      ; openat; policy/files.yaml:15,26
 73: jeq  247 -> 201 else 200                    ; waitid; policy/interpreter.yaml:11
 74: jge  261 -> 75 else 76                      ; futimesat; policy/files.yaml:31
 75: jeq  268 -> 151 else 201                    ; fchmodat; policy/files.yaml:21,31
 76: jge  259 -> 77 else 83                      ; mknodat; policy/files.yaml:21,31,37
 77: jeq  260 -> 200 else 78                     ; fchownat
 78: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 79: jset 0xc00 -> 200 else 80                   ; policy/files.yaml:21
 80: and  0xf000                                 ; policy/files.yaml:37
 81: jeq  0x1000 -> 201 else 82                  ; policy/files.yaml:37
 82: jeq  0x8000 -> 201 else 200                 ; policy/files.yaml:37
 83: jeq  258 -> 151 else 84                     ; mkdirat; policy/files.yaml:21,31
 84: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 85: jset 0x410040 -> 86 else 201                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 86: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 87: jset 0xc00 -> 200 else 201                  ; policy/files.yaml:15
 88: jge  101 -> 89 else 125                     ; ptrace; policy/libc.yaml:119 policy/events.yaml:8
 89: jge  149 -> 90 else 101                     ; mlock; policy/libc.yaml:86
 90: jge  186 -> 91 else 93                      ; gettid; policy/libc.yaml:119
 91: jge  191 -> 201 else 92                     ; getxattr; policy/files.yaml:31
 92: jge  188 -> 200 else 201                    ; setxattr; policy/files.yaml:41
 93: jeq  157 -> 95 else 94                      ; prctl; policy/libc.yaml:151
 94: jeq  160 -> 201 else 200                    ; setrlimit; policy/libc.yaml:122
 95: ld   arg0.low                               ; prctl: option; policy/libc.yaml:151
 96: jeq  0xf -> 201 else 97                     ; PR_SET_NAME; policy/libc.yaml:151
 97: jeq  0x10 -> 201 else 98                    ; PR_GET_NAME; policy/libc.yaml:151
 98: jeq  0x53564d41 -> 201 else 99              ; PR_SET_VMA; policy/libc.yaml:151
 99: jeq  0x3 -> 201 else 100                    ; PR_GET_DUMPABLE; policy/libc.yaml:151
100: jeq  0x33 -> 201 else 200                   ; PR_SVE_GET_VL; policy/libc.yaml:151
101: jge  122 -> 110 else 102                    ; setfsuid; policy/libc.yaml:119
102: jge  112 -> 103 else 106                    ; setsid; policy/libc.yaml:119
103: jge  118 -> 104 else 105                    ; getresuid; policy/libc.yaml:119
104: jeq  119 -> 200 else 201                    ; setresgid
105: jeq  115 -> 201 else 200                    ; getgroups; policy/libc.yaml:119
106: jge  107 -> 107 else 108                    ; geteuid; policy/libc.yaml:119
107: jeq  109 -> 200 else 201                    ; setpgid
108: jeq  102 -> 201 else 109                    ; getuid; policy/libc.yaml:119
109: jeq  104 -> 201 else 200                    ; getgid; policy/libc.yaml:119
110: jge  133 -> 114 else 111                    ; mknod; policy/files.yaml:21,31,37
111: jge  127 -> 112 else 113                    ; rt_sigpending; policy/libc.yaml:101
112: jeq  129 -> 200 else 201                    ; rt_sigqueueinfo
113: jeq  124 -> 201 else 200                    ; getsid; policy/libc.yaml:119
114: jge  141 -> 115 else 117                    ; setpriority; policy/libc.yaml:86
115: jge  145 -> 201 else 116                    ; sched_getscheduler; policy/libc.yaml:86
116: jeq  143 -> 201 else 200                    ; sched_getparam; policy/libc.yaml:86
117: jge  137 -> 118 else 119                    ; statfs; policy/files.yaml:31
118: jeq  139 -> 200 else 201                    ; sysfs
119: jeq  133 -> 120 else 200                    ; mknod; policy/files.yaml:21,37
120: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
121: jset 0xc00 -> 200 else 122                  ; policy/files.yaml:21
122: and  0xf000                                 ; policy/files.yaml:37
123: jeq  0x1000 -> 201 else 124                 ; policy/files.yaml:37
124: jeq  0x8000 -> 201 else 200                 ; policy/files.yaml:37
125: jge  51 -> 161 else 126                     ; getsockname; policy/python.yaml:27
126: jge  27 -> 127 else 137                     ; mincore; policy/libc.yaml:12
127: jge  41 -> 130 else 128                     ; socket; policy/files.yaml:46
128: jge  32 -> 201 else 129                     ; dup; policy/libc.yaml:133
129: jeq  28 -> 201 else 200                     ; madvise; policy/libc.yaml:12
130: jeq  44 -> 131 else 135                     ; sendto; policy/python.yaml:23
131: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
132: jeq  0x0 -> 133 else 200                    ; policy/python.yaml:23
133: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
134: jeq  0x0 -> 201 else 200                    ; policy/python.yaml:23
135: jeq  45 -> 201 else 136                     ; recvfrom; policy/python.yaml:27
136: jeq  48 -> 201 else 200                     ; shutdown; policy/python.yaml:27
137: jge  11 -> 138 else 147                     ; munmap; policy/libc.yaml:12,35
138: jeq  16 -> 139 else 201                     ; ioctl; policy/libc.yaml:144
139: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
140: jeq  0x5401 -> 201 else 141                 ; TCGETS; policy/libc.yaml:144
141: jeq  0x802c542a -> 201 else 142             ; TCGETS2; policy/libc.yaml:144
142: jeq  0x5413 -> 201 else 143                 ; TIOCGWINSZ; policy/libc.yaml:144
143: jeq  0x541b -> 201 else 144                 ; FIONREAD; policy/libc.yaml:144
144: jeq  0x5421 -> 201 else 145                 ; FIONBIO; policy/libc.yaml:144
145: jeq  0x5451 -> 201 else 146                 ; FIOCLEX; policy/libc.yaml:144
146: jeq  0x5450 -> 201 else 200                 ; FIONCLEX; policy/libc.yaml:144
147: jge  9 -> 153 else 148                      ; mmap; policy/libc.yaml:22,26,133
148: jeq  2 -> 149 else 201                      ; open; policy/files.yaml:15,26
149: ld   arg1.low                               ; open: flags; policy/files.yaml:15
150: jset 0x410040 -> 151 else 201               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
151: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
152: jset 0xc00 -> 200 else 201                  ; policy/files.yaml:15,21
153: jeq  10 -> 154 else 156                     ; mprotect; policy/libc.yaml:35
154: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
155: jset 0x4 -> 200 else 201                    ; PROT_EXEC; policy/libc.yaml:35
156: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
157: jset 0x4 -> 158 else 201                    ; PROT_EXEC; policy/libc.yaml:22,26
158: jset 0x2 -> 200 else 159                    ; PROT_WRITE; policy/libc.yaml:26
159: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
160: jset 0x21 -> 200 else 201                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
161: jge  73 -> 162 else 169                     ; flock; policy/libc.yaml:136 policy/files.yaml:41
162: jge  90 -> 163 else 165                     ; chmod; policy/files.yaml:21,31
163: jge  95 -> 201 else 164                     ; umask; policy/files.yaml:31
164: jge  92 -> 200 else 167                     ; chown; policy/files.yaml:21,31
165: jeq  83 -> 167 else 166                     ; mkdir; policy/files.yaml:21,31
166: jeq  85 -> 167 else 201                     ; creat; policy/files.yaml:21,26
167: ld   arg1.low                               ; policy/files.yaml:21
168: jset 0xc00 -> 200 else 201                  ; policy/files.yaml:21
169: jge  64 -> 170 else 176                     ; semget; policy/libc.yaml:119
170: jeq  72 -> 171 else 200                     ; fcntl; policy/libc.yaml:136
171: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
172: jge  0x8 -> 173 else 201                    ; policy/libc.yaml:136
173: jge  0x27 -> 174 else 175                   ; policy/libc.yaml:136
174: jeq  0x406 -> 201 else 200                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
175: jge  0x24 -> 201 else 200                   ; policy/libc.yaml:136
176: jge  60 -> 177 else 181                     ; exit; policy/libc.yaml:68
177: jeq  62 -> 178 else 201                     ; kill; policy/libc.yaml:111
178: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
179: jge  0x1 -> 180 else 200                    ; policy/libc.yaml:111
180: jge  0x80000000 -> 200 else 201             ; policy/libc.yaml:111
181: jge  54 -> 188 else 182                     ; setsockopt; policy/python.yaml:16
182: jeq  53 -> 183 else 201                     ; socketpair; policy/python.yaml:16
183: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
184: jeq  0x1 -> 185 else 200                    ; AF_UNIX; policy/python.yaml:16
185: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
186: and  0xfff7f7ff                             ; policy/python.yaml:16
187: jeq  0x1 -> 201 else 200                    ; SOCK_STREAM; policy/python.yaml:16
188: jeq  55 -> 193 else 189                     ; getsockopt; policy/python.yaml:32
189: jeq  56 -> 190 else 200                     ; clone; policy/libc.yaml:48
190: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
191: jset 0x10000 -> 192 else 200                ; CLONE_THREAD; policy/libc.yaml:48
192: jset 0xffc2f0ff -> 200 else 201             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
193: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
194: jeq  0x1 -> 195 else 200                    ; SOL_SOCKET; policy/python.yaml:32
195: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
196: jeq  0x3 -> 201 else 197                    ; policy/python.yaml:32
197: jeq  0x4 -> 201 else 198                    ; policy/python.yaml:32
198: jeq  0x27 -> 201 else 199                   ; policy/python.yaml:32
199: jeq  0x26 -> 201 else 200                   ; policy/python.yaml:32
200: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21
201: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

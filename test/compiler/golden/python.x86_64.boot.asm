  0: ld   arch
  1: jeq  0xc000003e -> 2 else 194               ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 79                       ; removexattr; policy/files.yaml:31
  4: jge  280 -> 5 else 36                       ; utimensat; policy/files.yaml:31
  5: jge  337 -> 6 else 11                       ; policy/libc.yaml:71
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 144 else 194                    ; fchmodat2; policy/files.yaml:21,31
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 194 else 195                    ; process_madvise
 10: jeq  436 -> 195 else 194                    ; close_range; policy/libc.yaml:132
 11: jge  315 -> 22 else 12                      ; sched_getattr; policy/libc.yaml:86
 12: jge  297 -> 13 else 17                      ; rt_tgsigqueueinfo; policy/libc.yaml:132
 13: jeq  302 -> 14 else 16                      ; prlimit64; policy/libc.yaml:126
 14: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 15: jeq  0x0 -> 195 else 194                    ; policy/libc.yaml:126
 16: jeq  309 -> 195 else 194                    ; getcpu; policy/libc.yaml:86
 17: jeq  288 -> 194 else 18                     ; accept4
 18: jeq  293 -> 19 else 21                      ; pipe2; policy/events.yaml:13
 19: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 20: jset 0xfff7b7ff -> 194 else 195             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 21: jeq  294 -> 194 else 195                    ; inotify_init1
 22: jge  326 -> 23 else 26                      ; copy_file_range; policy/files.yaml:46
 23: jge  332 -> 24 else 25                      ; statx; policy/libc.yaml:173 policy/files.yaml:31
 24: jeq  333 -> 194 else 195                    ; io_pgetevents; policy/libc.yaml:158
 25: jge  329 -> 194 else 195                    ; pkey_mprotect; policy/libc.yaml:132,173
 26: jge  319 -> 30 else 27                      ; memfd_create; policy/libc.yaml:118
 27: jeq  317 -> 28 else 195                     ; seccomp; policy/interpreter.yaml:24
 28: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 29: jeq  0x1 -> 195 else 194                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 30: jeq  324 -> 31 else 194                     ; membarrier; policy/libc.yaml:76
 31: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 32: jset 0xfffffff7 -> 33 else 195              ; policy/libc.yaml:76
 33: jeq  0x10 -> 195 else 34                    ; policy/libc.yaml:76
 34: jeq  0x20 -> 195 else 35                    ; policy/libc.yaml:76
 35: jeq  0x40 -> 195 else 194                   ; policy/libc.yaml:76
 36: jge  236 -> 37 else 55                      ; vserver; policy/files.yaml:31
 37: jge  257 -> 39 else 38                      ; openat; policy/files.yaml:15,26
 38: jeq  247 -> 195 else 194                    ; waitid; policy/interpreter.yaml:11
 39: jge  272 -> 40 else 41                      ; unshare; policy/events.yaml:8
 40: jeq  273 -> 195 else 194                    ; set_robust_list; policy/libc.yaml:68
 41: jge  261 -> 42 else 43                      ; futimesat; policy/files.yaml:31
 42: jeq  268 -> 144 else 195                    ; fchmodat; policy/files.yaml:21,31
 43: jge  259 -> 44 else 50                      ; mknodat; policy/files.yaml:21,31,37
 44: jeq  260 -> 194 else 45                     ; fchownat
 45: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 46: jset 0xc00 -> 194 else 47                   ; policy/files.yaml:21
 47: and  0xf000                                 ; policy/files.yaml:37
 48: jeq  0x1000 -> 195 else 49                  ; policy/files.yaml:37
 49: jeq  0x8000 -> 195 else 194                 ; policy/files.yaml:37
 50: jeq  258 -> 144 else 51                     ; mkdirat; policy/files.yaml:21,31
 51: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 52: jset 0x410040 -> 53 else 195                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 53: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 54: jset 0xc00 -> 194 else 195                  ; policy/files.yaml:15
 55: jge  213 -> 56 else 66                      ; epoll_create; policy/events.yaml:8
 56: jeq  216 -> 194 else 57                     ; remap_file_pages
 57: jeq  220 -> 194 else 58                     ; semtimedop
 58: jeq  227 -> 194 else 59                     ; clock_settime
 59: jeq  234 -> 60 else 195                     ; tgkill; policy/libc.yaml:104
 60: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
 61: jge  0x1 -> 62 else 194                     ; policy/libc.yaml:104
 62: jge  0x80000000 -> 194 else 63              ; policy/libc.yaml:104
 63: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
 64: jge  0x1 -> 65 else 194                     ; policy/libc.yaml:104
 65: jge  0x80000000 -> 194 else 195             ; policy/libc.yaml:104
 66: jge  206 -> 194 else 67                     ; io_setup; policy/libc.yaml:158 policy/interpreter.yaml:21
 67: jge  201 -> 68 else 194                     ; time; policy/libc.yaml:118
 68: jeq  202 -> 70 else 69                      ; futex; policy/libc.yaml:57,63
 69: jeq  203 -> 194 else 195                    ; sched_setaffinity
 70: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 71: jset 0xfffffe7f -> 72 else 195              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 72: and  0xfffffe7f                             ; policy/libc.yaml:57
 73: jeq  0x1 -> 195 else 74                     ; FUTEX_WAKE; policy/libc.yaml:57
 74: jeq  0x3 -> 195 else 75                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 75: jeq  0x4 -> 195 else 76                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 76: jeq  0x5 -> 195 else 77                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 77: jeq  0x9 -> 195 else 78                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 78: jeq  0xa -> 195 else 194                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 79: jge  103 -> 80 else 118                     ; syslog; policy/libc.yaml:118
 80: jge  161 -> 81 else 84                      ; chroot; policy/libc.yaml:121
 81: jge  186 -> 82 else 194                     ; gettid; policy/libc.yaml:118
 82: jge  191 -> 195 else 83                     ; getxattr; policy/files.yaml:31
 83: jge  188 -> 194 else 195                    ; setxattr; policy/files.yaml:41
 84: jge  133 -> 96 else 85                      ; mknod; policy/files.yaml:21,31,37
 85: jge  118 -> 86 else 91                      ; getresuid; policy/libc.yaml:118
 86: jge  127 -> 87 else 88                      ; rt_sigpending; policy/libc.yaml:101
 87: jeq  129 -> 194 else 195                    ; rt_sigqueueinfo
 88: jge  122 -> 89 else 90                      ; setfsuid; policy/libc.yaml:118
 89: jeq  124 -> 195 else 194                    ; getsid; policy/libc.yaml:118
 90: jeq  119 -> 194 else 195                    ; setresgid
 91: jge  112 -> 92 else 93                      ; setsid; policy/libc.yaml:118
 92: jeq  115 -> 195 else 194                    ; getgroups; policy/libc.yaml:118
 93: jge  107 -> 94 else 95                      ; geteuid; policy/libc.yaml:118
 94: jeq  109 -> 194 else 195                    ; setpgid
 95: jeq  104 -> 195 else 194                    ; getgid; policy/libc.yaml:118
 96: jge  149 -> 97 else 107                     ; mlock; policy/libc.yaml:86
 97: jge  157 -> 98 else 194                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 98: jeq  157 -> 100 else 99                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 99: jeq  159 -> 194 else 195                    ; adjtimex
100: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
101: jeq  0x26 -> 195 else 102                   ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
102: jeq  0xf -> 195 else 103                    ; PR_SET_NAME; policy/libc.yaml:150
103: jeq  0x10 -> 195 else 104                   ; PR_GET_NAME; policy/libc.yaml:150
104: jeq  0x53564d41 -> 195 else 105             ; PR_SET_VMA; policy/libc.yaml:150
105: jeq  0x3 -> 195 else 106                    ; PR_GET_DUMPABLE; policy/libc.yaml:150
106: jeq  0x33 -> 195 else 194                   ; PR_SVE_GET_VL; policy/libc.yaml:150
107: jge  141 -> 108 else 110                    ; setpriority; policy/libc.yaml:86
108: jge  145 -> 195 else 109                    ; sched_getscheduler; policy/libc.yaml:86
109: jeq  143 -> 195 else 194                    ; sched_getparam; policy/libc.yaml:86
110: jge  137 -> 111 else 112                    ; statfs; policy/files.yaml:31
111: jeq  139 -> 194 else 195                    ; sysfs
112: jeq  133 -> 113 else 194                    ; mknod; policy/files.yaml:21,37
113: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
114: jset 0xc00 -> 194 else 115                  ; policy/files.yaml:21
115: and  0xf000                                 ; policy/files.yaml:37
116: jeq  0x1000 -> 195 else 117                 ; policy/files.yaml:37
117: jeq  0x8000 -> 195 else 194                 ; policy/files.yaml:37
118: jge  51 -> 154 else 119                     ; getsockname; policy/python.yaml:27
119: jge  27 -> 120 else 130                     ; mincore; policy/libc.yaml:12
120: jge  41 -> 123 else 121                     ; socket; policy/files.yaml:46
121: jge  32 -> 195 else 122                     ; dup; policy/libc.yaml:132
122: jeq  28 -> 195 else 194                     ; madvise; policy/libc.yaml:12
123: jeq  44 -> 124 else 128                     ; sendto; policy/python.yaml:23
124: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
125: jeq  0x0 -> 126 else 194                    ; policy/python.yaml:23
126: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
127: jeq  0x0 -> 195 else 194                    ; policy/python.yaml:23
128: jeq  45 -> 195 else 129                     ; recvfrom; policy/python.yaml:27
129: jeq  48 -> 195 else 194                     ; shutdown; policy/python.yaml:27
130: jge  11 -> 131 else 140                     ; munmap; policy/libc.yaml:12,35
131: jeq  16 -> 132 else 195                     ; ioctl; policy/libc.yaml:143
132: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
133: jeq  0x5401 -> 195 else 134                 ; TCGETS; policy/libc.yaml:143
134: jeq  0x802c542a -> 195 else 135             ; TCGETS2; policy/libc.yaml:143
135: jeq  0x5413 -> 195 else 136                 ; TIOCGWINSZ; policy/libc.yaml:143
136: jeq  0x541b -> 195 else 137                 ; FIONREAD; policy/libc.yaml:143
137: jeq  0x5421 -> 195 else 138                 ; FIONBIO; policy/libc.yaml:143
138: jeq  0x5451 -> 195 else 139                 ; FIOCLEX; policy/libc.yaml:143
139: jeq  0x5450 -> 195 else 194                 ; FIONCLEX; policy/libc.yaml:143
140: jge  9 -> 146 else 141                      ; mmap; policy/libc.yaml:22,26,132
141: jeq  2 -> 142 else 195                      ; open; policy/files.yaml:15,26
142: ld   arg1.low                               ; open: flags; policy/files.yaml:15
143: jset 0x410040 -> 144 else 195               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
144: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
145: jset 0xc00 -> 194 else 195                  ; policy/files.yaml:15,21
146: jeq  10 -> 147 else 149                     ; mprotect; policy/libc.yaml:35
147: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
148: jset 0x4 -> 194 else 195                    ; PROT_EXEC; policy/libc.yaml:35
149: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
150: jset 0x4 -> 151 else 195                    ; PROT_EXEC; policy/libc.yaml:22,26
151: jset 0x2 -> 194 else 152                    ; PROT_WRITE; policy/libc.yaml:26
152: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
153: jset 0x21 -> 194 else 195                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
154: jge  73 -> 155 else 163                     ; flock; policy/libc.yaml:135 policy/files.yaml:41
155: jge  90 -> 156 else 159                     ; chmod; policy/files.yaml:21,31
156: jge  95 -> 157 else 158                     ; umask; policy/files.yaml:31
157: jeq  101 -> 194 else 195                    ; ptrace
158: jge  92 -> 194 else 161                     ; chown; policy/files.yaml:21,31
159: jeq  83 -> 161 else 160                     ; mkdir; policy/files.yaml:21,31
160: jeq  85 -> 161 else 195                     ; creat; policy/files.yaml:21,26
161: ld   arg1.low                               ; policy/files.yaml:21
162: jset 0xc00 -> 194 else 195                  ; policy/files.yaml:21
163: jge  64 -> 164 else 170                     ; semget; policy/libc.yaml:118
164: jeq  72 -> 165 else 194                     ; fcntl; policy/libc.yaml:135
165: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
166: jge  0x8 -> 167 else 195                    ; policy/libc.yaml:135
167: jge  0x27 -> 168 else 169                   ; policy/libc.yaml:135
168: jeq  0x406 -> 195 else 194                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
169: jge  0x24 -> 195 else 194                   ; policy/libc.yaml:135
170: jge  59 -> 171 else 175                     ; execve; policy/interpreter.yaml:16
171: jeq  62 -> 172 else 195                     ; kill; policy/libc.yaml:110
172: ld   arg0.low                               ; kill: pid; policy/libc.yaml:110
173: jge  0x1 -> 174 else 194                    ; policy/libc.yaml:110
174: jge  0x80000000 -> 194 else 195             ; policy/libc.yaml:110
175: jge  54 -> 182 else 176                     ; setsockopt; policy/python.yaml:16
176: jeq  53 -> 177 else 195                     ; socketpair; policy/python.yaml:16
177: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
178: jeq  0x1 -> 179 else 194                    ; AF_UNIX; policy/python.yaml:16
179: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
180: and  0xfff7f7ff                             ; policy/python.yaml:16
181: jeq  0x1 -> 195 else 194                    ; SOCK_STREAM; policy/python.yaml:16
182: jeq  55 -> 187 else 183                     ; getsockopt; policy/python.yaml:32
183: jeq  56 -> 184 else 194                     ; clone; policy/libc.yaml:48
184: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
185: jset 0x10000 -> 186 else 194                ; CLONE_THREAD; policy/libc.yaml:48
186: jset 0xffc2f0ff -> 194 else 195             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
187: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
188: jeq  0x1 -> 189 else 194                    ; SOL_SOCKET; policy/python.yaml:32
189: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
190: jeq  0x3 -> 195 else 191                    ; policy/python.yaml:32
191: jeq  0x4 -> 195 else 192                    ; policy/python.yaml:32
192: jeq  0x27 -> 195 else 193                   ; policy/python.yaml:32
193: jeq  0x26 -> 195 else 194                   ; policy/python.yaml:32
194: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49
195: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

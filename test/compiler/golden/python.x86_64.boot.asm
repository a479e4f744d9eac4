  0: ld   arch
  1: jeq  0xc000003e -> 2 else 187               ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 72                       ; removexattr; policy/files.yaml:31
  4: jge  280 -> 5 else 36                       ; utimensat; policy/files.yaml:31
  5: jge  337 -> 6 else 11                       ; policy/libc.yaml:71
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 137 else 187                    ; fchmodat2; policy/files.yaml:21,31
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 187 else 188                    ; process_madvise
 10: jeq  436 -> 188 else 187                    ; close_range; policy/libc.yaml:133
 11: jge  315 -> 22 else 12                      ; sched_getattr; policy/libc.yaml:86
 12: jge  297 -> 13 else 17                      ; rt_tgsigqueueinfo; policy/libc.yaml:133
 13: jeq  302 -> 14 else 16                      ; prlimit64; policy/libc.yaml:127
 14: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 15: jeq  0x0 -> 188 else 187                    ; policy/libc.yaml:127
 16: jeq  309 -> 188 else 187                    ; getcpu; policy/libc.yaml:86
 17: jeq  288 -> 187 else 18                     ; accept4
 18: jeq  293 -> 19 else 21                      ; pipe2; policy/events.yaml:13
 19: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 20: jset 0xfff7b7ff -> 187 else 188             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 21: jeq  294 -> 187 else 188                    ; inotify_init1
 22: jge  326 -> 23 else 26                      ; copy_file_range; policy/files.yaml:46
 23: jge  332 -> 24 else 25                      ; statx; policy/libc.yaml:174 policy/files.yaml:31
 24: jeq  333 -> 187 else 188                    ; io_pgetevents; policy/libc.yaml:159
 25: jge  329 -> 187 else 188                    ; pkey_mprotect; policy/libc.yaml:133,174
 26: jge  319 -> 30 else 27                      ; memfd_create; policy/libc.yaml:119
 27: jeq  317 -> 28 else 188                     ; seccomp; policy/interpreter.yaml:24
 28: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 29: jeq  0x1 -> 188 else 187                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 30: jeq  324 -> 31 else 187                     ; membarrier; policy/libc.yaml:76
 31: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 32: jset 0xfffffff7 -> 33 else 188              ; policy/libc.yaml:76
 33: jeq  0x10 -> 188 else 34                    ; policy/libc.yaml:76
 34: jeq  0x20 -> 188 else 35                    ; policy/libc.yaml:76
 35: jeq  0x40 -> 188 else 187                   ; policy/libc.yaml:76
 36: jge  236 -> 54 else 37                      ; vserver; policy/files.yaml:31
 37: jge  213 -> 38 else 41                      ; epoll_create; policy/events.yaml:8
 38: jeq  216 -> 187 else 39                     ; remap_file_pages
 39: jeq  220 -> 187 else 40                     ; semtimedop
 40: jeq  227 -> 187 else 188                    ; clock_settime
 41: jge  206 -> 187 else 42                     ; io_setup; policy/libc.yaml:159 policy/interpreter.yaml:21
 42: jge  201 -> 43 else 187                     ; time; policy/libc.yaml:119
 43: jeq  202 -> 45 else 44                      ; futex; policy/libc.yaml:57,63
 44: jeq  203 -> 187 else 188                    ; sched_setaffinity
 45: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 46: jset 0xfffffe7f -> 47 else 188              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 47: and  0xfffffe7f                             ; policy/libc.yaml:57
 48: jeq  0x1 -> 188 else 49                     ; FUTEX_WAKE; policy/libc.yaml:57
 49: jeq  0x3 -> 188 else 50                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 50: jeq  0x4 -> 188 else 51                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 51: jeq  0x5 -> 188 else 52                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 52: jeq  0x9 -> 188 else 53                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 53: jeq  0xa -> 188 else 187                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 54: jge  257 -> 56 else 55                      ; openat; policy/files.yaml:15,26
 55: jeq  247 -> 188 else 187                    ; waitid; policy/interpreter.yaml:11
 56: jge  272 -> 57 else 58                      ; unshare; policy/events.yaml:8
 57: jeq  273 -> 188 else 187                    ; set_robust_list; policy/libc.yaml:68
 58: jge  261 -> 59 else 60                      ; futimesat; policy/files.yaml:31
 59: jeq  268 -> 137 else 188                    ; fchmodat; policy/files.yaml:21,31
 60: jge  259 -> 61 else 67                      ; mknodat; policy/files.yaml:21,31,37
 61: jeq  260 -> 187 else 62                     ; fchownat
 62: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 63: jset 0xc00 -> 187 else 64                   ; policy/files.yaml:21
 64: and  0xf000                                 ; policy/files.yaml:37
 65: jeq  0x1000 -> 188 else 66                  ; policy/files.yaml:37
 66: jeq  0x8000 -> 188 else 187                 ; policy/files.yaml:37
 67: jeq  258 -> 137 else 68                     ; mkdirat; policy/files.yaml:21,31
 68: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 69: jset 0x410040 -> 70 else 188                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 70: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 71: jset 0xc00 -> 187 else 188                  ; policy/files.yaml:15
 72: jge  103 -> 73 else 111                     ; syslog; policy/libc.yaml:119
 73: jge  161 -> 74 else 77                      ; chroot; policy/libc.yaml:122
 74: jge  186 -> 75 else 187                     ; gettid; policy/libc.yaml:119
 75: jge  191 -> 188 else 76                     ; getxattr; policy/files.yaml:31
 76: jge  188 -> 187 else 188                    ; setxattr; policy/files.yaml:41
 77: jge  133 -> 89 else 78                      ; mknod; policy/files.yaml:21,31,37
 78: jge  118 -> 79 else 84                      ; getresuid; policy/libc.yaml:119
 79: jge  127 -> 80 else 81                      ; rt_sigpending; policy/libc.yaml:101
 80: jeq  129 -> 187 else 188                    ; rt_sigqueueinfo
 81: jge  122 -> 82 else 83                      ; setfsuid; policy/libc.yaml:119
 82: jeq  124 -> 188 else 187                    ; getsid; policy/libc.yaml:119
 83: jeq  119 -> 187 else 188                    ; setresgid
 84: jge  112 -> 85 else 86                      ; setsid; policy/libc.yaml:119
 85: jeq  115 -> 188 else 187                    ; getgroups; policy/libc.yaml:119
 86: jge  107 -> 87 else 88                      ; geteuid; policy/libc.yaml:119
 87: jeq  109 -> 187 else 188                    ; setpgid
 88: jeq  104 -> 188 else 187                    ; getgid; policy/libc.yaml:119
 89: jge  149 -> 90 else 100                     ; mlock; policy/libc.yaml:86
 90: jge  157 -> 91 else 187                     ; prctl; policy/libc.yaml:151 policy/interpreter.yaml:30
 91: jeq  157 -> 93 else 92                      ; prctl; policy/libc.yaml:151 policy/interpreter.yaml:30
 92: jeq  159 -> 187 else 188                    ; adjtimex
 93: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 94: jeq  0x26 -> 188 else 95                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 95: jeq  0xf -> 188 else 96                     ; PR_SET_NAME; policy/libc.yaml:151
 96: jeq  0x10 -> 188 else 97                    ; PR_GET_NAME; policy/libc.yaml:151
 97: jeq  0x53564d41 -> 188 else 98              ; PR_SET_VMA; policy/libc.yaml:151
 98: jeq  0x3 -> 188 else 99                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 99: jeq  0x33 -> 188 else 187                   ; PR_SVE_GET_VL; policy/libc.yaml:151
100: jge  141 -> 101 else 103                    ; setpriority; policy/libc.yaml:86
101: jge  145 -> 188 else 102                    ; sched_getscheduler; policy/libc.yaml:86
102: jeq  143 -> 188 else 187                    ; sched_getparam; policy/libc.yaml:86
103: jge  137 -> 104 else 105                    ; statfs; policy/files.yaml:31
104: jeq  139 -> 187 else 188                    ; sysfs
105: jeq  133 -> 106 else 187                    ; mknod; policy/files.yaml:21,37
106: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
107: jset 0xc00 -> 187 else 108                  ; policy/files.yaml:21
108: and  0xf000                                 ; policy/files.yaml:37
109: jeq  0x1000 -> 188 else 110                 ; policy/files.yaml:37
110: jeq  0x8000 -> 188 else 187                 ; policy/files.yaml:37
111: jge  51 -> 147 else 112                     ; getsockname; policy/python.yaml:27
112: jge  27 -> 113 else 123                     ; mincore; policy/libc.yaml:12
113: jge  41 -> 116 else 114                     ; socket; policy/files.yaml:46
114: jge  32 -> 188 else 115                     ; dup; policy/libc.yaml:133
115: jeq  28 -> 188 else 187                     ; madvise; policy/libc.yaml:12
116: jeq  44 -> 117 else 121                     ; sendto; policy/python.yaml:23
117: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
118: jeq  0x0 -> 119 else 187                    ; policy/python.yaml:23
119: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
120: jeq  0x0 -> 188 else 187                    ; policy/python.yaml:23
121: jeq  45 -> 188 else 122                     ; recvfrom; policy/python.yaml:27
122: jeq  48 -> 188 else 187                     ; shutdown; policy/python.yaml:27
123: jge  11 -> 124 else 133                     ; munmap; policy/libc.yaml:12,35
124: jeq  16 -> 125 else 188                     ; ioctl; policy/libc.yaml:144
125: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
126: jeq  0x5401 -> 188 else 127                 ; TCGETS; policy/libc.yaml:144
127: jeq  0x802c542a -> 188 else 128             ; TCGETS2; policy/libc.yaml:144
128: jeq  0x5413 -> 188 else 129                 ; TIOCGWINSZ; policy/libc.yaml:144
129: jeq  0x541b -> 188 else 130                 ; FIONREAD; policy/libc.yaml:144
130: jeq  0x5421 -> 188 else 131                 ; FIONBIO; policy/libc.yaml:144
131: jeq  0x5451 -> 188 else 132                 ; FIOCLEX; policy/libc.yaml:144
132: jeq  0x5450 -> 188 else 187                 ; FIONCLEX; policy/libc.yaml:144
133: jge  9 -> 139 else 134                      ; mmap; policy/libc.yaml:22,26,133
134: jeq  2 -> 135 else 188                      ; open; policy/files.yaml:15,26
135: ld   arg1.low                               ; open: flags; policy/files.yaml:15
136: jset 0x410040 -> 137 else 188               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
137: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
138: jset 0xc00 -> 187 else 188                  ; policy/files.yaml:15,21
139: jeq  10 -> 140 else 142                     ; mprotect; policy/libc.yaml:35
140: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
141: jset 0x4 -> 187 else 188                    ; PROT_EXEC; policy/libc.yaml:35
142: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
143: jset 0x4 -> 144 else 188                    ; PROT_EXEC; policy/libc.yaml:22,26
144: jset 0x2 -> 187 else 145                    ; PROT_WRITE; policy/libc.yaml:26
145: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
146: jset 0x21 -> 187 else 188                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
147: jge  73 -> 148 else 156                     ; flock; policy/libc.yaml:136 policy/files.yaml:41
148: jge  90 -> 149 else 152                     ; chmod; policy/files.yaml:21,31
149: jge  95 -> 150 else 151                     ; umask; policy/files.yaml:31
150: jeq  101 -> 187 else 188                    ; ptrace
151: jge  92 -> 187 else 154                     ; chown; policy/files.yaml:21,31
152: jeq  83 -> 154 else 153                     ; mkdir; policy/files.yaml:21,31
153: jeq  85 -> 154 else 188                     ; creat; policy/files.yaml:21,26
154: ld   arg1.low                               ; policy/files.yaml:21
155: jset 0xc00 -> 187 else 188                  ; policy/files.yaml:21
156: jge  64 -> 157 else 163                     ; semget; policy/libc.yaml:119
157: jeq  72 -> 158 else 187                     ; fcntl; policy/libc.yaml:136
158: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
159: jge  0x8 -> 160 else 188                    ; policy/libc.yaml:136
160: jge  0x27 -> 161 else 162                   ; policy/libc.yaml:136
161: jeq  0x406 -> 188 else 187                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
162: jge  0x24 -> 188 else 187                   ; policy/libc.yaml:136
163: jge  59 -> 164 else 168                     ; execve; policy/interpreter.yaml:16
164: jeq  62 -> 165 else 188                     ; kill; policy/libc.yaml:111
165: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
166: jge  0x1 -> 167 else 187                    ; policy/libc.yaml:111
167: jge  0x80000000 -> 187 else 188             ; policy/libc.yaml:111
168: jge  54 -> 175 else 169                     ; setsockopt; policy/python.yaml:16
169: jeq  53 -> 170 else 188                     ; socketpair; policy/python.yaml:16
170: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
171: jeq  0x1 -> 172 else 187                    ; AF_UNIX; policy/python.yaml:16
172: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
173: and  0xfff7f7ff                             ; policy/python.yaml:16
174: jeq  0x1 -> 188 else 187                    ; SOCK_STREAM; policy/python.yaml:16
175: jeq  55 -> 180 else 176                     ; getsockopt; policy/python.yaml:32
176: jeq  56 -> 177 else 187                     ; clone; policy/libc.yaml:48
177: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
178: jset 0x10000 -> 179 else 187                ; CLONE_THREAD; policy/libc.yaml:48
179: jset 0xffc2f0ff -> 187 else 188             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
180: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
181: jeq  0x1 -> 182 else 187                    ; SOL_SOCKET; policy/python.yaml:32
182: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
183: jeq  0x3 -> 188 else 184                    ; policy/python.yaml:32
184: jeq  0x4 -> 188 else 185                    ; policy/python.yaml:32
185: jeq  0x27 -> 188 else 186                   ; policy/python.yaml:32
186: jeq  0x26 -> 188 else 187                   ; policy/python.yaml:32
187: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:15,21,49
188: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

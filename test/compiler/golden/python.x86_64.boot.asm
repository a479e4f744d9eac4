  0: ld   arch
  1: jeq  0xc000003e -> 2 else 12                ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 82                       ; removexattr; policy/files.yaml:31
  4: jge  280 -> 5 else 39                       ; utimensat; policy/files.yaml:31
  5: jge  337 -> 6 else 14                       ; policy/libc.yaml:71
  6: jge  442 -> 10 else 7                       ; mount_setattr; policy/events.yaml:8
  7: jge  439 -> 8 else 9                        ; faccessat2; policy/files.yaml:31
  8: jeq  440 -> 197 else 198                    ; process_madvise
  9: jeq  436 -> 198 else 197                    ; close_range; policy/libc.yaml:132
 10: jge  472 -> 11 else 13                      ; policy/libc.yaml:173
 11: jset 0x40000000 -> 12 else 197              ; x32
 12: ret  0x80000000                             ; kill
 13: jeq  452 -> 147 else 197                    ; fchmodat2; policy/files.yaml:21,31
 14: jge  315 -> 25 else 15                      ; sched_getattr; policy/libc.yaml:86
 15: jge  297 -> 16 else 20                      ; rt_tgsigqueueinfo; policy/libc.yaml:132
 16: jeq  302 -> 17 else 19                      ; prlimit64; policy/libc.yaml:126
 17: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 18: jeq  0x0 -> 198 else 197                    ; policy/libc.yaml:126
 19: jeq  309 -> 198 else 197                    ; getcpu; policy/libc.yaml:86
 20: jeq  288 -> 197 else 21                     ; accept4
 21: jeq  293 -> 22 else 24                      ; pipe2; policy/events.yaml:13
 22: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 23: jset 0xfff7b7ff -> 197 else 198             ; policy/events.yaml:13
 24: jeq  294 -> 197 else 198                    ; inotify_init1
 25: jge  326 -> 26 else 29                      ; copy_file_range; policy/files.yaml:46
 26: jge  332 -> 27 else 28                      ; statx; policy/libc.yaml:173 policy/files.yaml:31
 27: jeq  333 -> 197 else 198                    ; io_pgetevents; policy/libc.yaml:158
 28: jge  329 -> 197 else 198                    ; pkey_mprotect; policy/libc.yaml:132,173
 29: jge  319 -> 33 else 30                      ; memfd_create; policy/libc.yaml:118
 30: jeq  317 -> 31 else 198                     ; seccomp; policy/interpreter.yaml:24
 31: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 32: jeq  0x1 -> 198 else 197                    ; policy/interpreter.yaml:24
 33: jeq  324 -> 34 else 197                     ; membarrier; policy/libc.yaml:76
 34: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 35: jset 0xfffffff7 -> 36 else 198              ; policy/libc.yaml:76
 36: jeq  0x10 -> 198 else 37                    ; policy/libc.yaml:76
 37: jeq  0x20 -> 198 else 38                    ; policy/libc.yaml:76
 38: jeq  0x40 -> 198 else 197                   ; policy/libc.yaml:76
 39: jge  236 -> 40 else 58                      ; vserver; policy/files.yaml:31
 40: jge  257 -> 42 else 41                      ; openat; policy/files.yaml:15,26
 41: jeq  247 -> 198 else 197                    ; waitid; policy/interpreter.yaml:11
 42: jge  272 -> 43 else 44                      ; unshare; policy/events.yaml:8
 43: jeq  273 -> 198 else 197                    ; set_robust_list; policy/libc.yaml:68
 44: jge  261 -> 45 else 46                      ; futimesat; policy/files.yaml:31
 45: jeq  268 -> 147 else 198                    ; fchmodat; policy/files.yaml:21,31
 46: jge  259 -> 47 else 53                      ; mknodat; policy/files.yaml:21,31,37
 47: jeq  260 -> 197 else 48                     ; fchownat
 48: ld   arg2.low                               ; policy/files.yaml:21
 49: jset 0xc00 -> 197 else 50                   ; policy/files.yaml:21
 50: and  0xf000                                 ; policy/files.yaml:37
 51: jeq  0x1000 -> 198 else 52                  ; policy/files.yaml:37
 52: jeq  0x8000 -> 198 else 197                 ; policy/files.yaml:37
 53: jeq  258 -> 147 else 54                     ; mkdirat; policy/files.yaml:21,31
 54: ld   arg2.low                               ; policy/files.yaml:15
 55: jset 0x410040 -> 56 else 198                ; policy/files.yaml:15
 56: ld   arg3.low                               ; policy/files.yaml:15
 57: jset 0xc00 -> 197 else 198                  ; policy/files.yaml:15
 58: jge  213 -> 59 else 69                      ; epoll_create; policy/events.yaml:8
 59: jeq  216 -> 197 else 60                     ; remap_file_pages
 60: jeq  220 -> 197 else 61                     ; semtimedop
 61: jeq  227 -> 197 else 62                     ; clock_settime
 62: jeq  234 -> 63 else 198                     ; tgkill; policy/libc.yaml:104
 63: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
 64: jge  0x1 -> 65 else 197                     ; policy/libc.yaml:104
 65: jge  0x80000000 -> 197 else 66              ; policy/libc.yaml:104
 66: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
 67: jge  0x1 -> 68 else 197                     ; policy/libc.yaml:104
 68: jge  0x80000000 -> 197 else 198             ; policy/libc.yaml:104
 69: jge  206 -> 197 else 70                     ; io_setup; policy/libc.yaml:158 policy/interpreter.yaml:21
 70: jge  201 -> 71 else 197                     ; time; policy/libc.yaml:118
 71: jeq  202 -> 73 else 72                      ; futex; policy/libc.yaml:57,63
 72: jeq  203 -> 197 else 198                    ; sched_setaffinity
 73: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 74: jset 0xfffffe7f -> 75 else 198              ; policy/libc.yaml:57
 75: and  0xfffffe7f                             ; policy/libc.yaml:57
 76: jeq  0x1 -> 198 else 77                     ; policy/libc.yaml:57
 77: jeq  0x3 -> 198 else 78                     ; policy/libc.yaml:57
 78: jeq  0x4 -> 198 else 79                     ; policy/libc.yaml:57
 79: jeq  0x5 -> 198 else 80                     ; policy/libc.yaml:57
 80: jeq  0x9 -> 198 else 81                     ; policy/libc.yaml:57
 81: jeq  0xa -> 198 else 197                    ; policy/libc.yaml:57
 82: jge  103 -> 83 else 121                     ; syslog; policy/libc.yaml:118
 83: jge  161 -> 84 else 87                      ; chroot; policy/libc.yaml:121
 84: jge  186 -> 85 else 197                     ; gettid; policy/libc.yaml:118
 85: jge  191 -> 198 else 86                     ; getxattr; policy/files.yaml:31
 86: jge  188 -> 197 else 198                    ; setxattr; policy/files.yaml:41
 87: jge  133 -> 99 else 88                      ; mknod; policy/files.yaml:21,31,37
 88: jge  118 -> 89 else 94                      ; getresuid; policy/libc.yaml:118
 89: jge  127 -> 90 else 91                      ; rt_sigpending; policy/libc.yaml:101
 90: jeq  129 -> 197 else 198                    ; rt_sigqueueinfo
 91: jge  122 -> 92 else 93                      ; setfsuid; policy/libc.yaml:118
 92: jeq  124 -> 198 else 197                    ; getsid; policy/libc.yaml:118
 93: jeq  119 -> 197 else 198                    ; setresgid
 94: jge  112 -> 95 else 96                      ; setsid; policy/libc.yaml:118
 95: jeq  115 -> 198 else 197                    ; getgroups; policy/libc.yaml:118
 96: jge  107 -> 97 else 98                      ; geteuid; policy/libc.yaml:118
 97: jeq  109 -> 197 else 198                    ; setpgid
 98: jeq  104 -> 198 else 197                    ; getgid; policy/libc.yaml:118
 99: jge  149 -> 100 else 110                    ; mlock; policy/libc.yaml:86
100: jge  157 -> 101 else 197                    ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
101: jeq  157 -> 103 else 102                    ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
102: jeq  159 -> 197 else 198                    ; adjtimex
103: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
104: jeq  0x26 -> 198 else 105                   ; policy/interpreter.yaml:30
105: jeq  0xf -> 198 else 106                    ; policy/libc.yaml:150
106: jeq  0x10 -> 198 else 107                   ; policy/libc.yaml:150
107: jeq  0x53564d41 -> 198 else 108             ; policy/libc.yaml:150
108: jeq  0x3 -> 198 else 109                    ; policy/libc.yaml:150
109: jeq  0x33 -> 198 else 197                   ; policy/libc.yaml:150
110: jge  141 -> 111 else 113                    ; setpriority; policy/libc.yaml:86
111: jge  145 -> 198 else 112                    ; sched_getscheduler; policy/libc.yaml:86
112: jeq  143 -> 198 else 197                    ; sched_getparam; policy/libc.yaml:86
113: jge  137 -> 114 else 115                    ; statfs; policy/files.yaml:31
114: jeq  139 -> 197 else 198                    ; sysfs
115: jeq  133 -> 116 else 197                    ; mknod; policy/files.yaml:21,37
116: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
117: jset 0xc00 -> 197 else 118                  ; policy/files.yaml:21
118: and  0xf000                                 ; policy/files.yaml:37
119: jeq  0x1000 -> 198 else 120                 ; policy/files.yaml:37
120: jeq  0x8000 -> 198 else 197                 ; policy/files.yaml:37
121: jge  51 -> 157 else 122                     ; getsockname; policy/python.yaml:27
122: jge  27 -> 123 else 133                     ; mincore; policy/libc.yaml:12
123: jge  41 -> 126 else 124                     ; socket; policy/files.yaml:46
124: jge  32 -> 198 else 125                     ; dup; policy/libc.yaml:132
125: jeq  28 -> 198 else 197                     ; madvise; policy/libc.yaml:12
126: jeq  44 -> 127 else 131                     ; sendto; policy/python.yaml:23
127: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
128: jeq  0x0 -> 129 else 197                    ; policy/python.yaml:23
129: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
130: jeq  0x0 -> 198 else 197                    ; policy/python.yaml:23
131: jeq  45 -> 198 else 132                     ; recvfrom; policy/python.yaml:27
132: jeq  48 -> 198 else 197                     ; shutdown; policy/python.yaml:27
133: jge  11 -> 134 else 143                     ; munmap; policy/libc.yaml:12,35
134: jeq  16 -> 135 else 198                     ; ioctl; policy/libc.yaml:143
135: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
136: jeq  0x5401 -> 198 else 137                 ; policy/libc.yaml:143
137: jeq  0x802c542a -> 198 else 138             ; policy/libc.yaml:143
138: jeq  0x5413 -> 198 else 139                 ; policy/libc.yaml:143
139: jeq  0x541b -> 198 else 140                 ; policy/libc.yaml:143
140: jeq  0x5421 -> 198 else 141                 ; policy/libc.yaml:143
141: jeq  0x5451 -> 198 else 142                 ; policy/libc.yaml:143
142: jeq  0x5450 -> 198 else 197                 ; policy/libc.yaml:143
143: jge  9 -> 149 else 144                      ; mmap; policy/libc.yaml:22,26,132
144: jeq  2 -> 145 else 198                      ; open; policy/files.yaml:15,26
145: ld   arg1.low                               ; open: flags; policy/files.yaml:15
146: jset 0x410040 -> 147 else 198               ; policy/files.yaml:15
147: ld   arg2.low                               ; policy/files.yaml:15,21
148: jset 0xc00 -> 197 else 198                  ; policy/files.yaml:15,21
149: jeq  10 -> 150 else 152                     ; mprotect; policy/libc.yaml:35
150: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
151: jset 0x4 -> 197 else 198                    ; policy/libc.yaml:35
152: ld   arg2.low                               ; policy/libc.yaml:22,26
153: jset 0x4 -> 154 else 198                    ; policy/libc.yaml:22,26
154: jset 0x2 -> 197 else 155                    ; policy/libc.yaml:26
155: ld   arg3.low                               ; policy/libc.yaml:26
156: jset 0x21 -> 197 else 198                   ; policy/libc.yaml:26
157: jge  73 -> 158 else 166                     ; flock; policy/libc.yaml:135 policy/files.yaml:41
158: jge  90 -> 159 else 162                     ; chmod; policy/files.yaml:21,31
159: jge  95 -> 160 else 161                     ; umask; policy/files.yaml:31
160: jeq  101 -> 197 else 198                    ; ptrace
161: jge  92 -> 197 else 164                     ; chown; policy/files.yaml:21,31
162: jeq  83 -> 164 else 163                     ; mkdir; policy/files.yaml:21,31
163: jeq  85 -> 164 else 198                     ; creat; policy/files.yaml:21,26
164: ld   arg1.low                               ; policy/files.yaml:21
165: jset 0xc00 -> 197 else 198                  ; policy/files.yaml:21
166: jge  64 -> 167 else 173                     ; semget; policy/libc.yaml:118
167: jeq  72 -> 168 else 197                     ; fcntl; policy/libc.yaml:135
168: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
169: jge  0x8 -> 170 else 198                    ; policy/libc.yaml:135
170: jge  0x27 -> 171 else 172                   ; policy/libc.yaml:135
171: jeq  0x406 -> 198 else 197                  ; policy/libc.yaml:135
172: jge  0x24 -> 198 else 197                   ; policy/libc.yaml:135
173: jge  59 -> 174 else 178                     ; execve; policy/interpreter.yaml:16
174: jeq  62 -> 175 else 198                     ; kill; policy/libc.yaml:110
175: ld   arg0.low                               ; kill: pid; policy/libc.yaml:110
176: jge  0x1 -> 177 else 197                    ; policy/libc.yaml:110
177: jge  0x80000000 -> 197 else 198             ; policy/libc.yaml:110
178: jge  54 -> 185 else 179                     ; setsockopt; policy/python.yaml:16
179: jeq  53 -> 180 else 198                     ; socketpair; policy/python.yaml:16
180: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
181: jeq  0x1 -> 182 else 197                    ; policy/python.yaml:16
182: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
183: and  0xfff7f7ff                             ; policy/python.yaml:16
184: jeq  0x1 -> 198 else 197                    ; policy/python.yaml:16
185: jeq  55 -> 190 else 186                     ; getsockopt; policy/python.yaml:32
186: jeq  56 -> 187 else 197                     ; clone; policy/libc.yaml:48
187: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
188: jset 0x10000 -> 189 else 197                ; policy/libc.yaml:48
189: jset 0xffc2f0ff -> 197 else 198             ; policy/libc.yaml:48
190: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
191: jeq  0x1 -> 192 else 197                    ; policy/python.yaml:32
192: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
193: jeq  0x3 -> 198 else 194                    ; policy/python.yaml:32
194: jeq  0x4 -> 198 else 195                    ; policy/python.yaml:32
195: jeq  0x27 -> 198 else 196                   ; policy/python.yaml:32
196: jeq  0x26 -> 198 else 197                   ; policy/python.yaml:32
197: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49
198: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

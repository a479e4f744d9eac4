  0: ld   arch
  1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
  2: ret  0x80000000                             ; kill
  3: ld   nr
  4: jge  167 -> 5 else 83                       ; prctl; policy/libc.yaml:150 policy/files.yaml:31 policy/interpreter.yaml:30
  5: jge  260 -> 6 else 31                       ; wait4; policy/interpreter.yaml:11
  6: jge  294 -> 7 else 12                       ; kexec_file_load; policy/libc.yaml:68
  7: jge  442 -> 8 else 9                        ; mount_setattr; policy/events.yaml:8
  8: jeq  452 -> 108 else 179                    ; fchmodat2; policy/files.yaml:21,31
  9: jge  439 -> 10 else 11                      ; faccessat2; policy/files.yaml:31
 10: jeq  440 -> 179 else 178                    ; process_madvise
 11: jeq  436 -> 178 else 179                    ; close_range; policy/libc.yaml:132
 12: jge  275 -> 17 else 13                      ; sched_getattr; policy/libc.yaml:86
 13: jge  262 -> 179 else 14                     ; fanotify_init; policy/libc.yaml:126
 14: jeq  261 -> 15 else 178                     ; prlimit64; policy/libc.yaml:126
 15: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 16: jeq  0x0 -> 178 else 179                    ; policy/libc.yaml:126
 17: jge  285 -> 18 else 21                      ; copy_file_range; policy/files.yaml:46
 18: jge  288 -> 19 else 178                     ; pkey_mprotect; policy/libc.yaml:132,173
 19: jge  291 -> 20 else 179                     ; statx; policy/libc.yaml:173 policy/files.yaml:31
 20: jeq  292 -> 179 else 178                    ; io_pgetevents; policy/libc.yaml:158
 21: jge  279 -> 25 else 22                      ; memfd_create; policy/libc.yaml:118
 22: jeq  277 -> 23 else 178                     ; seccomp; policy/interpreter.yaml:24
 23: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 24: jeq  0x1 -> 178 else 179                    ; policy/interpreter.yaml:24
 25: jeq  283 -> 26 else 179                     ; membarrier; policy/libc.yaml:76
 26: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 27: jset 0xfffffff7 -> 28 else 178              ; policy/libc.yaml:76
 28: jeq  0x10 -> 178 else 29                    ; policy/libc.yaml:76
 29: jeq  0x20 -> 178 else 30                    ; policy/libc.yaml:76
 30: jeq  0x40 -> 178 else 179                   ; policy/libc.yaml:76
 31: jge  204 -> 49 else 32                      ; getsockname; policy/python.yaml:27
 32: jge  180 -> 33 else 39                      ; mq_open; policy/libc.yaml:118
 33: jeq  199 -> 34 else 179                     ; socketpair; policy/python.yaml:16
 34: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
 35: jeq  0x1 -> 36 else 179                     ; policy/python.yaml:16
 36: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
 37: and  0xfff7f7ff                             ; policy/python.yaml:16
 38: jeq  0x1 -> 178 else 179                    ; policy/python.yaml:16
 39: jge  172 -> 178 else 40                     ; getpid; policy/libc.yaml:118
 40: jge  170 -> 179 else 41                     ; settimeofday; policy/libc.yaml:118
 41: jeq  167 -> 42 else 178                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 42: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 43: jeq  0x26 -> 178 else 44                    ; policy/interpreter.yaml:30
 44: jeq  0xf -> 178 else 45                     ; policy/libc.yaml:150
 45: jeq  0x10 -> 178 else 46                    ; policy/libc.yaml:150
 46: jeq  0x53564d41 -> 178 else 47              ; policy/libc.yaml:150
 47: jeq  0x3 -> 178 else 48                     ; policy/libc.yaml:150
 48: jeq  0x33 -> 178 else 179                   ; policy/libc.yaml:150
 49: jge  224 -> 50 else 55                      ; swapon; policy/files.yaml:41
 50: jeq  226 -> 51 else 53                      ; mprotect; policy/libc.yaml:35
 51: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
 52: jset 0x4 -> 179 else 178                    ; policy/libc.yaml:35
 53: jeq  227 -> 178 else 54                     ; msync; policy/libc.yaml:12
 54: jeq  233 -> 178 else 179                    ; madvise; policy/libc.yaml:12
 55: jge  213 -> 56 else 68                      ; readahead; policy/files.yaml:41
 56: jge  217 -> 57 else 178                     ; add_key; policy/libc.yaml:12
 57: jge  220 -> 58 else 179                     ; clone; policy/libc.yaml:48
 58: jeq  220 -> 59 else 62                      ; clone; policy/libc.yaml:48
 59: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 60: jset 0x10000 -> 61 else 179                 ; policy/libc.yaml:48
 61: jset 0xffc2f0ff -> 179 else 178             ; policy/libc.yaml:48
 62: jeq  222 -> 63 else 178                     ; mmap; policy/libc.yaml:22,26
 63: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
 64: jset 0x4 -> 65 else 178                     ; policy/libc.yaml:22,26
 65: jset 0x2 -> 179 else 66                     ; policy/libc.yaml:26
 66: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
 67: jset 0x21 -> 179 else 178                   ; policy/libc.yaml:26
 68: jge  208 -> 74 else 69                      ; setsockopt; policy/python.yaml:27
 69: jeq  206 -> 70 else 178                     ; sendto; policy/python.yaml:23
 70: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
 71: jeq  0x0 -> 72 else 179                     ; policy/python.yaml:23
 72: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
 73: jeq  0x0 -> 178 else 179                    ; policy/python.yaml:23
 74: jeq  209 -> 76 else 75                      ; getsockopt; policy/python.yaml:32
 75: jeq  210 -> 178 else 179                    ; shutdown; policy/python.yaml:27
 76: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
 77: jeq  0x1 -> 78 else 179                     ; policy/python.yaml:32
 78: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
 79: jeq  0x3 -> 178 else 80                     ; policy/python.yaml:32
 80: jeq  0x4 -> 178 else 81                     ; policy/python.yaml:32
 81: jeq  0x27 -> 178 else 82                    ; policy/python.yaml:32
 82: jeq  0x26 -> 178 else 179                   ; policy/python.yaml:32
 83: jge  75 -> 131 else 84                      ; vmsplice; policy/libc.yaml:101
 84: jge  43 -> 85 else 100                      ; statfs; policy/files.yaml:31
 85: jge  61 -> 178 else 86                      ; getdents64; policy/files.yaml:31
 86: jge  51 -> 87 else 178                      ; chroot; policy/files.yaml:31
 87: jeq  52 -> 88 else 90                       ; fchmod; policy/files.yaml:21,31
 88: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
 89: jset 0xc00 -> 179 else 178                  ; policy/files.yaml:21
 90: jeq  53 -> 108 else 91                      ; fchmodat; policy/files.yaml:21,31
 91: jeq  56 -> 92 else 96                       ; openat; policy/files.yaml:15,26
 92: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 93: jset 0x404040 -> 94 else 178                ; policy/files.yaml:15
 94: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 95: jset 0xc00 -> 179 else 178                  ; policy/files.yaml:15
 96: jeq  57 -> 178 else 97                      ; close; policy/libc.yaml:132
 97: jeq  59 -> 98 else 179                      ; pipe2; policy/events.yaml:13
 98: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 99: jset 0xfff6f7ff -> 179 else 178             ; policy/events.yaml:13
100: jge  19 -> 104 else 101                     ; eventfd2; policy/events.yaml:8
101: jge  8 -> 102 else 179                      ; getxattr; policy/files.yaml:31
102: jge  14 -> 103 else 178                     ; removexattr; policy/files.yaml:31
103: jeq  17 -> 178 else 179                     ; getcwd; policy/files.yaml:31
104: jge  32 -> 105 else 115                     ; flock; policy/files.yaml:41
105: jge  39 -> 179 else 106                     ; umount2; policy/files.yaml:31
106: jeq  33 -> 110 else 107                     ; mknodat; policy/files.yaml:21,37
107: jeq  34 -> 108 else 178                     ; mkdirat; policy/files.yaml:21,31
108: ld   arg2.low                               ; policy/files.yaml:21
109: jset 0xc00 -> 179 else 178                  ; policy/files.yaml:21
110: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
111: jset 0xc00 -> 179 else 112                  ; policy/files.yaml:21
112: and  0xf000                                 ; policy/files.yaml:37
113: jeq  0x1000 -> 178 else 114                 ; policy/files.yaml:37
114: jeq  0x8000 -> 178 else 179                 ; policy/files.yaml:37
115: jge  25 -> 116 else 178                     ; fcntl; policy/libc.yaml:132,135
116: jeq  25 -> 117 else 122                     ; fcntl; policy/libc.yaml:135
117: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
118: jge  0x8 -> 119 else 178                    ; policy/libc.yaml:135
119: jge  0x27 -> 120 else 121                   ; policy/libc.yaml:135
120: jeq  0x406 -> 178 else 179                  ; policy/libc.yaml:135
121: jge  0x24 -> 178 else 179                   ; policy/libc.yaml:135
122: jeq  29 -> 123 else 179                     ; ioctl; policy/libc.yaml:143
123: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
124: jeq  0x5401 -> 178 else 125                 ; policy/libc.yaml:143
125: jeq  0x802c542a -> 178 else 126             ; policy/libc.yaml:143
126: jeq  0x5413 -> 178 else 127                 ; policy/libc.yaml:143
127: jeq  0x541b -> 178 else 128                 ; policy/libc.yaml:143
128: jeq  0x5421 -> 178 else 129                 ; policy/libc.yaml:143
129: jeq  0x5451 -> 178 else 130                 ; policy/libc.yaml:143
130: jeq  0x5450 -> 178 else 179                 ; policy/libc.yaml:143
131: jge  116 -> 152 else 132                    ; syslog; policy/libc.yaml:118
132: jge  93 -> 137 else 133                     ; exit; policy/libc.yaml:68
133: jge  89 -> 179 else 134                     ; acct; policy/files.yaml:31
134: jge  78 -> 135 else 179                     ; readlinkat; policy/files.yaml:31
135: jeq  81 -> 179 else 136                     ; sync
136: jeq  84 -> 179 else 178                     ; sync_file_range
137: jge  104 -> 138 else 140                    ; kexec_load; policy/events.yaml:8
138: jge  107 -> 139 else 179                    ; timer_create; policy/events.yaml:8
139: jeq  112 -> 179 else 178                    ; clock_settime
140: jeq  97 -> 179 else 141                     ; unshare
141: jeq  98 -> 143 else 142                     ; futex; policy/libc.yaml:57,63
142: jeq  100 -> 179 else 178                    ; get_robust_list
143: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
144: jset 0xfffffe7f -> 145 else 178             ; policy/libc.yaml:57
145: and  0xfffffe7f                             ; policy/libc.yaml:57
146: jeq  0x1 -> 178 else 147                    ; policy/libc.yaml:57
147: jeq  0x3 -> 178 else 148                    ; policy/libc.yaml:57
148: jeq  0x4 -> 178 else 149                    ; policy/libc.yaml:57
149: jeq  0x5 -> 178 else 150                    ; policy/libc.yaml:57
150: jeq  0x9 -> 178 else 151                    ; policy/libc.yaml:57
151: jeq  0xa -> 178 else 179                    ; policy/libc.yaml:57
152: jge  142 -> 153 else 161                    ; reboot; policy/libc.yaml:86
153: jge  153 -> 156 else 154                    ; times; policy/libc.yaml:118 policy/events.yaml:8
154: jeq  148 -> 178 else 155                    ; getresuid; policy/libc.yaml:118
155: jeq  150 -> 178 else 179                    ; getresgid; policy/libc.yaml:118
156: jge  159 -> 157 else 159                    ; setgroups; policy/libc.yaml:118
157: jge  163 -> 178 else 158                    ; getrlimit; policy/libc.yaml:121
158: jeq  160 -> 178 else 179                    ; uname; policy/libc.yaml:118
159: jeq  154 -> 179 else 160                    ; setpgid
160: jeq  157 -> 179 else 178                    ; setsid
161: jge  129 -> 164 else 162                    ; kill; policy/libc.yaml:110,118
162: jge  120 -> 163 else 179                    ; sched_getscheduler; policy/libc.yaml:86
163: jeq  122 -> 179 else 178                    ; sched_setaffinity
164: jge  132 -> 165 else 167                    ; sigaltstack; policy/libc.yaml:101,104
165: jeq  138 -> 179 else 166                    ; rt_sigqueueinfo
166: jeq  140 -> 179 else 178                    ; setpriority
167: jeq  130 -> 179 else 168                    ; tkill
168: jeq  131 -> 172 else 169                    ; tgkill; policy/libc.yaml:104
169: ld   arg0.low                               ; policy/libc.yaml:110
170: jge  0x1 -> 171 else 179                    ; policy/libc.yaml:110
171: jge  0x80000000 -> 179 else 178             ; policy/libc.yaml:110
172: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
173: jge  0x1 -> 174 else 179                    ; policy/libc.yaml:104
174: jge  0x80000000 -> 179 else 175             ; policy/libc.yaml:104
175: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
176: jge  0x1 -> 177 else 179                    ; policy/libc.yaml:104
177: jge  0x80000000 -> 179 else 178             ; policy/libc.yaml:104
178: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13
179: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49

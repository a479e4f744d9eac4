  0: ld   arch
  1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
  2: ret  0x80000000                             ; kill
  3: ld   nr
  4: jge  167 -> 5 else 92                       ; prctl; policy/libc.yaml:151 policy/files.yaml:31
  5: jge  262 -> 6 else 34                       ; fanotify_init; policy/libc.yaml:127
  6: jge  428 -> 7 else 19                       ; open_tree; policy/libc.yaml:159
  7: jge  449 -> 13 else 8                       ; futex_waitv; policy/libc.yaml:164
  8: jge  438 -> 9 else 11                       ; pidfd_getfd; policy/libc.yaml:164
  9: jeq  439 -> 184 else 10                     ; faccessat2; policy/files.yaml:31
 10: jeq  441 -> 184 else 183                    ; epoll_pwait2; policy/events.yaml:8
 11: jge  435 -> 12 else 183                     ; clone3; policy/libc.yaml:43
 12: jeq  436 -> 184 else 153                    ; close_range; policy/libc.yaml:133
 13: jge  462 -> 14 else 16                      ; mseal; policy/libc.yaml:174
 14: jeq  467 -> 183 else 15                     ; open_tree_attr
 15: jeq  470 -> 183 else 153                    ; listns
 16: jge  457 -> 183 else 17                     ; statmount; policy/libc.yaml:164
 17: jeq  451 -> 183 else 18                     ; cachestat
 18: jeq  452 -> 160 else 153                    ; fchmodat2; policy/files.yaml:21,31
 19: jge  275 -> 20 else 183                     ; sched_getattr; policy/libc.yaml:86
 20: jge  288 -> 21 else 25                      ; pkey_mprotect; policy/libc.yaml:133,174
 21: jeq  291 -> 184 else 22                     ; statx; policy/files.yaml:31
 22: jeq  293 -> 184 else 23                     ; rseq; policy/libc.yaml:68
 23: jeq  294 -> 183 else 24                     ; kexec_file_load
 24: jeq  424 -> 183 else 153                    ; pidfd_send_signal
 25: jge  279 -> 27 else 26                      ; memfd_create; policy/libc.yaml:119
 26: jeq  277 -> 183 else 184                    ; seccomp
 27: jge  285 -> 184 else 28                     ; copy_file_range; policy/files.yaml:46
 28: jeq  283 -> 29 else 183                     ; membarrier; policy/libc.yaml:76
 29: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 30: jset 0xfffffff7 -> 31 else 184              ; policy/libc.yaml:76
 31: jeq  0x10 -> 184 else 32                    ; policy/libc.yaml:76
 32: jeq  0x20 -> 184 else 33                    ; policy/libc.yaml:76
 33: jeq  0x40 -> 184 else 183                   ; policy/libc.yaml:76
 34: jge  204 -> 51 else 35                      ; getsockname; policy/python.yaml:27
 35: jge  180 -> 36 else 42                      ; mq_open; policy/libc.yaml:119
 36: jeq  199 -> 37 else 183                     ; socketpair; policy/python.yaml:16
 37: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
 38: jeq  0x1 -> 39 else 183                     ; AF_UNIX; policy/python.yaml:16
 39: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
 40: and  0xfff7f7ff                             ; policy/python.yaml:16
 41: jeq  0x1 -> 184 else 183                    ; SOCK_STREAM; policy/python.yaml:16
 42: jge  172 -> 184 else 43                     ; getpid; policy/libc.yaml:119
 43: jge  170 -> 183 else 44                     ; settimeofday; policy/libc.yaml:119
 44: jeq  167 -> 45 else 184                     ; prctl; policy/libc.yaml:151
 45: ld   arg0.low                               ; prctl: option; policy/libc.yaml:151
 46: jeq  0xf -> 184 else 47                     ; PR_SET_NAME; policy/libc.yaml:151
 47: jeq  0x10 -> 184 else 48                    ; PR_GET_NAME; policy/libc.yaml:151
 48: jeq  0x53564d41 -> 184 else 49              ; PR_SET_VMA; policy/libc.yaml:151
 49: jeq  0x3 -> 184 else 50                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 50: jeq  0x33 -> 184 else 183                   ; PR_SVE_GET_VL; policy/libc.yaml:151
 51: jge  226 -> 52 else 64                      ; mprotect; policy/libc.yaml:35
 52: jge  235 -> 58 else 53                      ; mbind; policy/libc.yaml:169
 53: jge  228 -> 54 else 55                      ; mlock; policy/libc.yaml:12
 54: jeq  233 -> 184 else 183                    ; madvise; policy/libc.yaml:12
 55: jeq  227 -> 184 else 56                     ; msync; policy/libc.yaml:12
 56: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
 57: jset 0x4 -> 183 else 184                    ; PROT_EXEC; policy/libc.yaml:35
 58: jge  238 -> 59 else 153                     ; migrate_pages; policy/libc.yaml:169
 59: jge  244 -> 60 else 183
 60: jeq  260 -> 184 else 61                     ; wait4; policy/interpreter.yaml:11
 61: jeq  261 -> 62 else 153                     ; prlimit64; policy/libc.yaml:127
 62: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 63: jeq  0x0 -> 184 else 183                    ; policy/libc.yaml:127
 64: jge  217 -> 65 else 76                      ; add_key; policy/libc.yaml:12
 65: jeq  220 -> 66 else 69                      ; clone; policy/libc.yaml:48
 66: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 67: jset 0x10000 -> 68 else 183                 ; CLONE_THREAD; policy/libc.yaml:48
 68: jset 0xffc2f0ff -> 183 else 184             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 69: jeq  222 -> 71 else 70                      ; mmap; policy/libc.yaml:22,26
 70: jeq  223 -> 184 else 183                    ; fadvise64; policy/files.yaml:41
 71: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
 72: jset 0x4 -> 73 else 184                     ; PROT_EXEC; policy/libc.yaml:22,26
 73: jset 0x2 -> 183 else 74                     ; PROT_WRITE; policy/libc.yaml:26
 74: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
 75: jset 0x21 -> 183 else 184                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
 76: jge  213 -> 184 else 77                     ; readahead; policy/files.yaml:41
 77: jge  208 -> 83 else 78                      ; setsockopt; policy/python.yaml:27
 78: jeq  206 -> 79 else 184                     ; sendto; policy/python.yaml:23
 79: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
 80: jeq  0x0 -> 81 else 183                     ; policy/python.yaml:23
 81: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
 82: jeq  0x0 -> 184 else 183                    ; policy/python.yaml:23
 83: jeq  209 -> 85 else 84                      ; getsockopt; policy/python.yaml:32
 84: jeq  210 -> 184 else 183                    ; shutdown; policy/python.yaml:27
 85: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
 86: jeq  0x1 -> 87 else 183                     ; SOL_SOCKET; policy/python.yaml:32
 87: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
 88: jeq  0x3 -> 184 else 89                     ; policy/python.yaml:32
 89: jeq  0x4 -> 184 else 90                     ; policy/python.yaml:32
 90: jeq  0x27 -> 184 else 91                    ; policy/python.yaml:32
 91: jeq  0x26 -> 184 else 183                   ; policy/python.yaml:32
 92: jge  75 -> 93 else 134                      ; vmsplice; policy/libc.yaml:101
 93: jge  120 -> 94 else 112                     ; sched_getscheduler; policy/libc.yaml:86
 94: jge  142 -> 95 else 103                     ; reboot; policy/libc.yaml:86
 95: jge  153 -> 98 else 96                      ; times; policy/libc.yaml:119 policy/events.yaml:8
 96: jeq  148 -> 184 else 97                     ; getresuid; policy/libc.yaml:119
 97: jeq  150 -> 184 else 183                    ; getresgid; policy/libc.yaml:119
 98: jge  159 -> 99 else 101                     ; setgroups; policy/libc.yaml:119
 99: jge  163 -> 184 else 100                    ; getrlimit; policy/libc.yaml:122
100: jeq  160 -> 184 else 183                    ; uname; policy/libc.yaml:119
101: jeq  154 -> 183 else 102                    ; setpgid
102: jeq  157 -> 183 else 184                    ; setsid
103: jge  131 -> 104 else 106                    ; tgkill; policy/libc.yaml:104
104: jeq  138 -> 183 else 105                    ; rt_sigqueueinfo
105: jeq  140 -> 183 else 184                    ; setpriority
106: jge  129 -> 108 else 107                    ; kill; policy/libc.yaml:111,119
107: jeq  122 -> 183 else 184                    ; sched_setaffinity
108: jeq  130 -> 183 else 109                    ; tkill
109: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
110: jge  0x1 -> 111 else 183                    ; policy/libc.yaml:111
111: jge  0x80000000 -> 183 else 184             ; policy/libc.yaml:111
112: jge  99 -> 113 else 118                     ; set_robust_list; policy/libc.yaml:57,63,68
113: jge  107 -> 114 else 116                    ; timer_create; policy/events.yaml:8
114: jge  116 -> 183 else 115                    ; syslog; policy/libc.yaml:119
115: jeq  112 -> 183 else 184                    ; clock_settime
116: jge  104 -> 183 else 117                    ; kexec_load; policy/events.yaml:8
117: jeq  100 -> 183 else 184                    ; get_robust_list
118: jge  89 -> 122 else 119                     ; acct; policy/files.yaml:31
119: jge  78 -> 120 else 183                     ; readlinkat; policy/files.yaml:31
120: jeq  81 -> 183 else 121                     ; sync
121: jeq  84 -> 183 else 184                     ; sync_file_range
122: jge  93 -> 123 else 183                     ; exit; policy/libc.yaml:68
123: jge  96 -> 124 else 184                     ; set_tid_address; policy/interpreter.yaml:11
124: jeq  98 -> 125 else 183                     ; futex; policy/libc.yaml:57,63
125: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
126: jset 0xfffffe7f -> 127 else 184             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
127: and  0xfffffe7f                             ; policy/libc.yaml:57
128: jeq  0x1 -> 184 else 129                    ; FUTEX_WAKE; policy/libc.yaml:57
129: jeq  0x3 -> 184 else 130                    ; FUTEX_REQUEUE; policy/libc.yaml:57
130: jeq  0x4 -> 184 else 131                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
131: jeq  0x5 -> 184 else 132                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
132: jeq  0x9 -> 184 else 133                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
133: jeq  0xa -> 184 else 153                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
134: jge  43 -> 135 else 150                     ; statfs; policy/files.yaml:31
135: jge  61 -> 184 else 136                     ; getdents64; policy/files.yaml:31
136: jge  51 -> 137 else 184                     ; chroot; policy/files.yaml:31
137: jeq  52 -> 138 else 140                     ; fchmod; policy/files.yaml:21,31
138: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
139: jset 0xc00 -> 183 else 184                  ; policy/files.yaml:21
140: jeq  53 -> 160 else 141                     ; fchmodat; policy/files.yaml:21,31
141: jeq  56 -> 142 else 146                     ; openat; policy/files.yaml:15,26
142: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
143: jset 0x404040 -> 144 else 184               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
144: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
145: jset 0xc00 -> 183 else 184                  ; policy/files.yaml:15
146: jeq  57 -> 184 else 147                     ; close; policy/libc.yaml:133
147: jeq  59 -> 148 else 183                     ; pipe2; policy/events.yaml:13
148: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
149: jset 0xfff6f7ff -> 183 else 184             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
150: jge  19 -> 156 else 151                     ; eventfd2; policy/events.yaml:8
151: jge  8 -> 154 else 152                      ; getxattr; policy/files.yaml:31
152: jge  5 -> 183 else 153                      ; setxattr; policy/libc.yaml:159
153: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:49
154: jge  14 -> 155 else 184                     ; removexattr; policy/files.yaml:31
155: jeq  17 -> 184 else 183                     ; getcwd; policy/files.yaml:31
156: jge  32 -> 157 else 167                     ; flock; policy/files.yaml:41
157: jge  39 -> 183 else 158                     ; umount2; policy/files.yaml:31
158: jeq  33 -> 162 else 159                     ; mknodat; policy/files.yaml:21,37
159: jeq  34 -> 160 else 184                     ; mkdirat; policy/files.yaml:21,31
160: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
161: jset 0xc00 -> 183 else 184                  ; policy/files.yaml:21
162: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
163: jset 0xc00 -> 183 else 164                  ; policy/files.yaml:21
164: and  0xf000                                 ; policy/files.yaml:37
165: jeq  0x1000 -> 184 else 166                 ; policy/files.yaml:37
166: jeq  0x8000 -> 184 else 183                 ; policy/files.yaml:37
167: jge  25 -> 168 else 184                     ; fcntl; policy/libc.yaml:133,136
168: jeq  25 -> 169 else 174                     ; fcntl; policy/libc.yaml:136
169: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
170: jge  0x8 -> 171 else 184                    ; policy/libc.yaml:136
171: jge  0x27 -> 172 else 173                   ; policy/libc.yaml:136
172: jeq  0x406 -> 184 else 183                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
173: jge  0x24 -> 184 else 183                   ; policy/libc.yaml:136
174: jeq  29 -> 175 else 183                     ; ioctl; policy/libc.yaml:144
175: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
176: jeq  0x5401 -> 184 else 177                 ; TCGETS; policy/libc.yaml:144
177: jeq  0x802c542a -> 184 else 178             ; TCGETS2; policy/libc.yaml:144
178: jeq  0x5413 -> 184 else 179                 ; TIOCGWINSZ; policy/libc.yaml:144
179: jeq  0x541b -> 184 else 180                 ; FIONREAD; policy/libc.yaml:144
180: jeq  0x5421 -> 184 else 181                 ; FIONBIO; policy/libc.yaml:144
181: jeq  0x5451 -> 184 else 182                 ; FIOCLEX; policy/libc.yaml:144
182: jeq  0x5450 -> 184 else 183                 ; FIONCLEX; policy/libc.yaml:144
183: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21
184: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13

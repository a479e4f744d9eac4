  0: ld   arch
  1: jeq  0xc000003e -> 2 else 109               ; x86_64
  2: ld   nr
  3: jge  197 -> 81 else 4                       ; removexattr; policy/files.yaml:31
  4: jge  112 -> 5 else 36                       ; setsid; policy/libc.yaml:118
  5: jge  149 -> 6 else 17                       ; mlock; policy/libc.yaml:86
  6: jge  186 -> 7 else 9                        ; gettid; policy/libc.yaml:118
  7: jge  191 -> 173 else 8                      ; getxattr; policy/files.yaml:31
  8: jge  188 -> 162 else 173                    ; setxattr; policy/files.yaml:41
  9: jeq  157 -> 11 else 10                      ; prctl; policy/libc.yaml:150
 10: jeq  160 -> 173 else 162                    ; setrlimit; policy/libc.yaml:121
 11: ld   arg0.low                               ; prctl: option; policy/libc.yaml:150
 12: jeq  0xf -> 173 else 13                     ; PR_SET_NAME; policy/libc.yaml:150
 13: jeq  0x10 -> 173 else 14                    ; PR_GET_NAME; policy/libc.yaml:150
 14: jeq  0x53564d41 -> 173 else 15              ; PR_SET_VMA; policy/libc.yaml:150
 15: jeq  0x3 -> 173 else 16                     ; PR_GET_DUMPABLE; policy/libc.yaml:150
 16: jeq  0x33 -> 173 else 162                   ; PR_SVE_GET_VL; policy/libc.yaml:150
 17: jge  133 -> 25 else 18                      ; mknod; policy/files.yaml:21,31,37
 18: jge  124 -> 19 else 21                      ; getsid; policy/libc.yaml:118
 19: jeq  126 -> 162 else 20                     ; capset
 20: jeq  129 -> 162 else 173                    ; rt_sigqueueinfo
 21: jge  118 -> 23 else 22                      ; getresuid; policy/libc.yaml:118
 22: jeq  115 -> 173 else 162                    ; getgroups; policy/libc.yaml:118
 23: jge  122 -> 162 else 24                     ; setfsuid; policy/libc.yaml:118
 24: jeq  119 -> 162 else 173                    ; setresgid
 25: jge  141 -> 26 else 28                      ; setpriority; policy/libc.yaml:86
 26: jge  145 -> 173 else 27                     ; sched_getscheduler; policy/libc.yaml:86
 27: jeq  143 -> 173 else 162                    ; sched_getparam; policy/libc.yaml:86
 28: jge  137 -> 29 else 30                      ; statfs; policy/files.yaml:31
 29: jeq  139 -> 162 else 173                    ; sysfs
 30: jeq  133 -> 31 else 162                     ; mknod; policy/files.yaml:21,37
 31: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
 32: jset 0xc00 -> 162 else 33                   ; policy/files.yaml:21
 33: and  0xf000                                 ; policy/files.yaml:37
 34: jeq  0x1000 -> 173 else 35                  ; policy/files.yaml:37
 35: jeq  0x8000 -> 173 else 162                 ; policy/files.yaml:37
 36: jge  60 -> 57 else 37                       ; exit; policy/libc.yaml:68
 37: jge  27 -> 38 else 45                       ; mincore; policy/libc.yaml:12
 38: jge  41 -> 41 else 39                       ; socket; policy/files.yaml:46
 39: jge  32 -> 173 else 40                      ; dup; policy/libc.yaml:132
 40: jeq  28 -> 173 else 162                     ; madvise; policy/libc.yaml:12
 41: jeq  56 -> 42 else 162                      ; clone; policy/libc.yaml:48
 42: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 43: jset 0x10000 -> 44 else 162                 ; CLONE_THREAD; policy/libc.yaml:48
 44: jset 0xffc2f0ff -> 162 else 173             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 45: jeq  2 -> 46 else 48                        ; open; policy/files.yaml:15,26
 46: ld   arg1.low                               ; open: flags; policy/files.yaml:15
 47: jset 0x410040 -> 134 else 173               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 48: jeq  16 -> 49 else 173                      ; ioctl; policy/libc.yaml:143
 49: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
 50: jeq  0x5401 -> 173 else 51                  ; TCGETS; policy/libc.yaml:143
 51: jeq  0x802c542a -> 173 else 52              ; TCGETS2; policy/libc.yaml:143
 52: jeq  0x5413 -> 173 else 53                  ; TIOCGWINSZ; policy/libc.yaml:143
 53: jeq  0x541b -> 173 else 54                  ; FIONREAD; policy/libc.yaml:143
 54: jeq  0x5421 -> 173 else 55                  ; FIONBIO; policy/libc.yaml:143
 55: jeq  0x5451 -> 173 else 56                  ; FIOCLEX; policy/libc.yaml:143
 56: jeq  0x5450 -> 173 else 162                 ; FIONCLEX; policy/libc.yaml:143
 57: jge  90 -> 58 else 65                       ; chmod; policy/files.yaml:21,31
 58: jge  101 -> 61 else 59                      ; ptrace; policy/libc.yaml:118 policy/events.yaml:8
 59: jge  95 -> 173 else 60                      ; umask; policy/files.yaml:31
 60: jge  92 -> 162 else 68                      ; chown; policy/files.yaml:21,31
 61: jge  107 -> 62 else 63                      ; geteuid; policy/libc.yaml:118
 62: jeq  109 -> 162 else 173                    ; setpgid
 63: jeq  102 -> 173 else 64                     ; getuid; policy/libc.yaml:118
 64: jeq  104 -> 173 else 162                    ; getgid; policy/libc.yaml:118
 65: jge  73 -> 66 else 70                       ; flock; policy/libc.yaml:135 policy/files.yaml:41
 66: jeq  83 -> 68 else 67                       ; mkdir; policy/files.yaml:21,31
 67: jeq  85 -> 68 else 173                      ; creat; policy/files.yaml:21,26
 68: ld   arg1.low                               ; policy/files.yaml:21
 69: jset 0xc00 -> 162 else 173                  ; policy/files.yaml:21
 70: jge  64 -> 75 else 71                       ; semget; policy/libc.yaml:118
 71: jeq  62 -> 72 else 173                      ; kill; policy/libc.yaml:110
 72: ld   arg0.low                               ; kill: pid; policy/libc.yaml:110
 73: jge  0x1 -> 74 else 162                     ; policy/libc.yaml:110
 74: jge  0x80000000 -> 162 else 173             ; policy/libc.yaml:110
 75: jeq  72 -> 76 else 162                      ; fcntl; policy/libc.yaml:135
 76: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
 77: jge  0x8 -> 78 else 173                     ; policy/libc.yaml:135
 78: jge  0x27 -> 79 else 80                     ; policy/libc.yaml:135
 79: jeq  0x406 -> 173 else 162                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
 80: jge  0x24 -> 173 else 162                   ; policy/libc.yaml:135
 81: jge  297 -> 82 else 115                     ; rt_tgsigqueueinfo; policy/libc.yaml:132
 82: jge  337 -> 98 else 83                      ; policy/libc.yaml:71
 83: jge  315 -> 88 else 84                      ; sched_getattr; policy/libc.yaml:86
 84: jeq  302 -> 85 else 87                      ; prlimit64; policy/libc.yaml:126
 85: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 86: jeq  0x0 -> 173 else 162                    ; policy/libc.yaml:126
 87: jeq  309 -> 173 else 162                    ; getcpu; policy/libc.yaml:86
 88: jge  326 -> 89 else 90                      ; copy_file_range; policy/files.yaml:46
 89: jeq  333 -> 172 else 173                    ; io_pgetevents; policy/libc.yaml:158
 90: jge  319 -> 92 else 91                      ; memfd_create; policy/libc.yaml:118
 91: jeq  317 -> 162 else 173                    ; seccomp
 92: jeq  324 -> 93 else 162                     ; membarrier; policy/libc.yaml:76
 93: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 94: jset 0xfffffff7 -> 95 else 173              ; policy/libc.yaml:76
 95: jeq  0x10 -> 173 else 96                    ; policy/libc.yaml:76
 96: jeq  0x20 -> 173 else 97                    ; policy/libc.yaml:76
 97: jeq  0x40 -> 173 else 162                   ; policy/libc.yaml:76
 98: jge  449 -> 106 else 99                     ; futex_waitv; policy/libc.yaml:163
 99: jge  438 -> 100 else 102                    ; pidfd_getfd; policy/libc.yaml:163
100: jeq  439 -> 173 else 101                    ; faccessat2; policy/files.yaml:31
101: jeq  441 -> 173 else 162                    ; epoll_pwait2; policy/events.yaml:8
102: jge  428 -> 104 else 103                    ; open_tree; policy/libc.yaml:158
103: jeq  424 -> 162 else 172                    ; pidfd_send_signal
104: jge  435 -> 105 else 162                    ; clone3; policy/libc.yaml:43
105: jeq  436 -> 173 else 172                    ; close_range; policy/libc.yaml:132
106: jge  462 -> 107 else 112                    ; mseal; policy/libc.yaml:173
107: jge  472 -> 108 else 110                    ; policy/libc.yaml:173
108: jset 0x40000000 -> 109 else 172             ; x32
109: ret  0x80000000                             ; kill
110: jeq  467 -> 162 else 111                    ; open_tree_attr
111: jeq  470 -> 162 else 172                    ; listns
112: jge  457 -> 162 else 113                    ; statmount; policy/libc.yaml:163
113: jeq  451 -> 162 else 114                    ; cachestat
114: jeq  452 -> 134 else 172                    ; fchmodat2; policy/files.yaml:21,31
115: jge  240 -> 116 else 142                    ; mq_open; policy/libc.yaml:168
116: jge  272 -> 117 else 123                    ; unshare; policy/events.yaml:8
117: jge  280 -> 119 else 118                    ; utimensat; policy/files.yaml:31
118: jeq  273 -> 173 else 162                    ; set_robust_list; policy/libc.yaml:68
119: jeq  288 -> 162 else 120                    ; accept4
120: jeq  293 -> 121 else 173                    ; pipe2; policy/events.yaml:13
121: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
122: jset 0xfff7b7ff -> 162 else 173             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
123: jge  254 -> 125 else 124                    ; inotify_add_watch; policy/nodejs.yaml:40
124: jeq  247 -> 173 else 162                    ; waitid; policy/interpreter.yaml:11
125: jge  261 -> 126 else 127                    ; futimesat; policy/files.yaml:31
126: jeq  268 -> 134 else 173                    ; fchmodat; policy/files.yaml:21,31
127: jge  256 -> 128 else 173                    ; migrate_pages; policy/nodejs.yaml:40
128: jeq  257 -> 129 else 133                    ; openat; policy/files.yaml:15,26
129: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
130: jset 0x410040 -> 131 else 173               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
131: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
132: jset 0xc00 -> 162 else 173                  ; policy/files.yaml:15
133: jeq  258 -> 134 else 136                    ; mkdirat; policy/files.yaml:21,31
134: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
135: jset 0xc00 -> 162 else 173                  ; policy/files.yaml:15,21
136: jeq  259 -> 137 else 162                    ; mknodat; policy/files.yaml:21,37
137: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
138: jset 0xc00 -> 162 else 139                  ; policy/files.yaml:21
139: and  0xf000                                 ; policy/files.yaml:37
140: jeq  0x1000 -> 173 else 141                 ; policy/files.yaml:37
141: jeq  0x8000 -> 173 else 162                 ; policy/files.yaml:37
142: jge  221 -> 143 else 153                    ; fadvise64; policy/files.yaml:41
143: jge  236 -> 144 else 145                    ; vserver; policy/files.yaml:31
144: jeq  236 -> 162 else 172                    ; vserver
145: jeq  227 -> 162 else 146                    ; clock_settime
146: jeq  234 -> 147 else 173                    ; tgkill; policy/libc.yaml:104
147: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
148: jge  0x1 -> 149 else 162                    ; policy/libc.yaml:104
149: jge  0x80000000 -> 162 else 150             ; policy/libc.yaml:104
150: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
151: jge  0x1 -> 152 else 162                    ; policy/libc.yaml:104
152: jge  0x80000000 -> 162 else 173             ; policy/libc.yaml:104
153: jge  211 -> 154 else 158                    ; get_thread_area; policy/libc.yaml:158
154: jge  216 -> 156 else 155                    ; remap_file_pages; policy/events.yaml:8
155: jge  213 -> 173 else 162                    ; epoll_create; policy/events.yaml:8
156: jeq  217 -> 173 else 157                    ; getdents64; policy/files.yaml:31
157: jeq  219 -> 173 else 162                    ; restart_syscall; policy/libc.yaml:118
158: jge  206 -> 172 else 159                    ; io_setup; policy/libc.yaml:158
159: jeq  201 -> 173 else 160                    ; time; policy/libc.yaml:118
160: jeq  202 -> 163 else 161                    ; futex; policy/libc.yaml:57,63
161: jeq  204 -> 173 else 162                    ; sched_getaffinity; policy/libc.yaml:86
162: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21
163: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
164: jset 0xfffffe7f -> 165 else 173             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
165: and  0xfffffe7f                             ; policy/libc.yaml:57
166: jeq  0x1 -> 173 else 167                    ; FUTEX_WAKE; policy/libc.yaml:57
167: jeq  0x3 -> 173 else 168                    ; FUTEX_REQUEUE; policy/libc.yaml:57
168: jeq  0x4 -> 173 else 169                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
169: jeq  0x5 -> 173 else 170                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
170: jeq  0x9 -> 173 else 171                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
171: jeq  0xa -> 173 else 172                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
172: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:49
173: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

  0: ld   arch
  1: jeq  0xc000003e -> 2 else 159               ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 77                       ; removexattr; policy/files.yaml:31
  4: jge  280 -> 5 else 33                       ; utimensat; policy/files.yaml:31
  5: jge  337 -> 6 else 11                       ; policy/libc.yaml:71
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 124 else 159                    ; fchmodat2; policy/files.yaml:21,31
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 159 else 160                    ; process_madvise
 10: jeq  436 -> 160 else 159                    ; close_range; policy/libc.yaml:132
 11: jge  315 -> 21 else 12                      ; sched_getattr; policy/libc.yaml:86
 12: jge  297 -> 13 else 17                      ; rt_tgsigqueueinfo; policy/libc.yaml:132
 13: jeq  302 -> 14 else 16                      ; prlimit64; policy/libc.yaml:126
 14: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 15: jeq  0x0 -> 160 else 159                    ; policy/libc.yaml:126
 16: jeq  309 -> 160 else 159                    ; getcpu; policy/libc.yaml:86
 17: jeq  288 -> 159 else 18                     ; accept4
 18: jeq  293 -> 19 else 160                     ; pipe2; policy/events.yaml:13
 19: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 20: jset 0xfff7b7ff -> 159 else 160             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 21: jge  326 -> 22 else 23                      ; copy_file_range; policy/files.yaml:46
 22: jeq  333 -> 159 else 160                    ; io_pgetevents; policy/libc.yaml:158
 23: jge  319 -> 27 else 24                      ; memfd_create; policy/libc.yaml:118
 24: jeq  317 -> 25 else 160                     ; seccomp; policy/interpreter.yaml:24
 25: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 26: jeq  0x1 -> 160 else 159                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 27: jeq  324 -> 28 else 159                     ; membarrier; policy/libc.yaml:76
 28: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 29: jset 0xfffffff7 -> 30 else 160              ; policy/libc.yaml:76
 30: jeq  0x10 -> 160 else 31                    ; policy/libc.yaml:76
 31: jeq  0x20 -> 160 else 32                    ; policy/libc.yaml:76
 32: jeq  0x40 -> 160 else 159                   ; policy/libc.yaml:76
 33: jge  236 -> 34 else 53                      ; vserver; policy/files.yaml:31
 34: jge  254 -> 36 else 35                      ; inotify_add_watch; policy/nodejs.yaml:40
 35: jeq  247 -> 160 else 159                    ; waitid; policy/interpreter.yaml:11
 36: jge  272 -> 37 else 38                      ; unshare; policy/events.yaml:8
 37: jeq  273 -> 160 else 159                    ; set_robust_list; policy/libc.yaml:68
 38: jge  261 -> 39 else 40                      ; futimesat; policy/files.yaml:31
 39: jeq  268 -> 124 else 160                    ; fchmodat; policy/files.yaml:21,31
 40: jge  256 -> 41 else 160                     ; migrate_pages; policy/nodejs.yaml:40
 41: jeq  257 -> 42 else 46                      ; openat; policy/files.yaml:15,26
 42: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 43: jset 0x410040 -> 44 else 160                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 44: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 45: jset 0xc00 -> 159 else 160                  ; policy/files.yaml:15
 46: jeq  258 -> 124 else 47                     ; mkdirat; policy/files.yaml:21,31
 47: jeq  259 -> 48 else 159                     ; mknodat; policy/files.yaml:21,37
 48: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 49: jset 0xc00 -> 159 else 50                   ; policy/files.yaml:21
 50: and  0xf000                                 ; policy/files.yaml:37
 51: jeq  0x1000 -> 160 else 52                  ; policy/files.yaml:37
 52: jeq  0x8000 -> 160 else 159                 ; policy/files.yaml:37
 53: jge  213 -> 54 else 64                      ; epoll_create; policy/events.yaml:8
 54: jeq  216 -> 159 else 55                     ; remap_file_pages
 55: jeq  220 -> 159 else 56                     ; semtimedop
 56: jeq  227 -> 159 else 57                     ; clock_settime
 57: jeq  234 -> 58 else 160                     ; tgkill; policy/libc.yaml:104
 58: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
 59: jge  0x1 -> 60 else 159                     ; policy/libc.yaml:104
 60: jge  0x80000000 -> 159 else 61              ; policy/libc.yaml:104
 61: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
 62: jge  0x1 -> 63 else 159                     ; policy/libc.yaml:104
 63: jge  0x80000000 -> 159 else 160             ; policy/libc.yaml:104
 64: jge  206 -> 159 else 65                     ; io_setup; policy/libc.yaml:158 policy/interpreter.yaml:21
 65: jge  201 -> 66 else 159                     ; time; policy/libc.yaml:118
 66: jeq  202 -> 68 else 67                      ; futex; policy/libc.yaml:57,63
 67: jeq  203 -> 159 else 160                    ; sched_setaffinity
 68: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 69: jset 0xfffffe7f -> 70 else 160              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 70: and  0xfffffe7f                             ; policy/libc.yaml:57
 71: jeq  0x1 -> 160 else 72                     ; FUTEX_WAKE; policy/libc.yaml:57
 72: jeq  0x3 -> 160 else 73                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 73: jeq  0x4 -> 160 else 74                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 74: jeq  0x5 -> 160 else 75                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 75: jeq  0x9 -> 160 else 76                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 76: jeq  0xa -> 160 else 159                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 77: jge  112 -> 78 else 112                     ; setsid; policy/libc.yaml:118
 78: jge  161 -> 79 else 82                      ; chroot; policy/libc.yaml:121
 79: jge  186 -> 80 else 159                     ; gettid; policy/libc.yaml:118
 80: jge  191 -> 160 else 81                     ; getxattr; policy/files.yaml:31
 81: jge  188 -> 159 else 160                    ; setxattr; policy/files.yaml:41
 82: jge  133 -> 90 else 83                      ; mknod; policy/files.yaml:21,31,37
 83: jge  124 -> 84 else 86                      ; getsid; policy/libc.yaml:118
 84: jeq  126 -> 159 else 85                     ; capset
 85: jeq  129 -> 159 else 160                    ; rt_sigqueueinfo
 86: jge  118 -> 88 else 87                      ; getresuid; policy/libc.yaml:118
 87: jeq  115 -> 160 else 159                    ; getgroups; policy/libc.yaml:118
 88: jge  122 -> 159 else 89                     ; setfsuid; policy/libc.yaml:118
 89: jeq  119 -> 159 else 160                    ; setresgid
 90: jge  149 -> 91 else 101                     ; mlock; policy/libc.yaml:86
 91: jge  157 -> 92 else 159                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 92: jeq  157 -> 94 else 93                      ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 93: jeq  159 -> 159 else 160                    ; adjtimex
 94: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 95: jeq  0x26 -> 160 else 96                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 96: jeq  0xf -> 160 else 97                     ; PR_SET_NAME; policy/libc.yaml:150
 97: jeq  0x10 -> 160 else 98                    ; PR_GET_NAME; policy/libc.yaml:150
 98: jeq  0x53564d41 -> 160 else 99              ; PR_SET_VMA; policy/libc.yaml:150
 99: jeq  0x3 -> 160 else 100                    ; PR_GET_DUMPABLE; policy/libc.yaml:150
100: jeq  0x33 -> 160 else 159                   ; PR_SVE_GET_VL; policy/libc.yaml:150
101: jge  141 -> 102 else 104                    ; setpriority; policy/libc.yaml:86
102: jge  145 -> 160 else 103                    ; sched_getscheduler; policy/libc.yaml:86
103: jeq  143 -> 160 else 159                    ; sched_getparam; policy/libc.yaml:86
104: jge  137 -> 105 else 106                    ; statfs; policy/files.yaml:31
105: jeq  139 -> 159 else 160                    ; sysfs
106: jeq  133 -> 107 else 159                    ; mknod; policy/files.yaml:21,37
107: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
108: jset 0xc00 -> 159 else 109                  ; policy/files.yaml:21
109: and  0xf000                                 ; policy/files.yaml:37
110: jeq  0x1000 -> 160 else 111                 ; policy/files.yaml:37
111: jeq  0x8000 -> 160 else 159                 ; policy/files.yaml:37
112: jge  59 -> 135 else 113                     ; execve; policy/interpreter.yaml:16
113: jge  27 -> 114 else 121                     ; mincore; policy/libc.yaml:12
114: jge  41 -> 117 else 115                     ; socket; policy/files.yaml:46
115: jge  32 -> 160 else 116                     ; dup; policy/libc.yaml:132
116: jeq  28 -> 160 else 159                     ; madvise; policy/libc.yaml:12
117: jeq  56 -> 118 else 159                     ; clone; policy/libc.yaml:48
118: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
119: jset 0x10000 -> 120 else 159                ; CLONE_THREAD; policy/libc.yaml:48
120: jset 0xffc2f0ff -> 159 else 160             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
121: jeq  2 -> 122 else 126                      ; open; policy/files.yaml:15,26
122: ld   arg1.low                               ; open: flags; policy/files.yaml:15
123: jset 0x410040 -> 124 else 160               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
124: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
125: jset 0xc00 -> 159 else 160                  ; policy/files.yaml:15,21
126: jeq  16 -> 127 else 160                     ; ioctl; policy/libc.yaml:143
127: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
128: jeq  0x5401 -> 160 else 129                 ; TCGETS; policy/libc.yaml:143
129: jeq  0x802c542a -> 160 else 130             ; TCGETS2; policy/libc.yaml:143
130: jeq  0x5413 -> 160 else 131                 ; TIOCGWINSZ; policy/libc.yaml:143
131: jeq  0x541b -> 160 else 132                 ; FIONREAD; policy/libc.yaml:143
132: jeq  0x5421 -> 160 else 133                 ; FIONBIO; policy/libc.yaml:143
133: jeq  0x5451 -> 160 else 134                 ; FIOCLEX; policy/libc.yaml:143
134: jeq  0x5450 -> 160 else 159                 ; FIONCLEX; policy/libc.yaml:143
135: jge  90 -> 136 else 143                     ; chmod; policy/files.yaml:21,31
136: jge  101 -> 139 else 137                    ; ptrace; policy/libc.yaml:118 policy/events.yaml:8
137: jge  95 -> 160 else 138                     ; umask; policy/files.yaml:31
138: jge  92 -> 159 else 146                     ; chown; policy/files.yaml:21,31
139: jge  107 -> 140 else 141                    ; geteuid; policy/libc.yaml:118
140: jeq  109 -> 159 else 160                    ; setpgid
141: jeq  102 -> 160 else 142                    ; getuid; policy/libc.yaml:118
142: jeq  104 -> 160 else 159                    ; getgid; policy/libc.yaml:118
143: jge  73 -> 144 else 148                     ; flock; policy/libc.yaml:135 policy/files.yaml:41
144: jeq  83 -> 146 else 145                     ; mkdir; policy/files.yaml:21,31
145: jeq  85 -> 146 else 160                     ; creat; policy/files.yaml:21,26
146: ld   arg1.low                               ; policy/files.yaml:21
147: jset 0xc00 -> 159 else 160                  ; policy/files.yaml:21
148: jge  64 -> 153 else 149                     ; semget; policy/libc.yaml:118
149: jeq  62 -> 150 else 160                     ; kill; policy/libc.yaml:110
150: ld   arg0.low                               ; kill: pid; policy/libc.yaml:110
151: jge  0x1 -> 152 else 159                    ; policy/libc.yaml:110
152: jge  0x80000000 -> 159 else 160             ; policy/libc.yaml:110
153: jeq  72 -> 154 else 159                     ; fcntl; policy/libc.yaml:135
154: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
155: jge  0x8 -> 156 else 160                    ; policy/libc.yaml:135
156: jge  0x27 -> 157 else 158                   ; policy/libc.yaml:135
157: jeq  0x406 -> 160 else 159                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:135
158: jge  0x24 -> 160 else 159                   ; policy/libc.yaml:135
159: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49
160: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

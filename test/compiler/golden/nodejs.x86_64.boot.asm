  0: ld   arch
  1: jeq  0xc000003e -> 2 else 152               ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 70                       ; removexattr; policy/files.yaml:31
  4: jge  280 -> 5 else 33                       ; utimensat; policy/files.yaml:31
  5: jge  337 -> 6 else 11                       ; policy/libc.yaml:71
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 117 else 152                    ; fchmodat2; policy/files.yaml:21,31
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 152 else 153                    ; process_madvise
 10: jeq  436 -> 153 else 152                    ; close_range; policy/libc.yaml:133
 11: jge  315 -> 21 else 12                      ; sched_getattr; policy/libc.yaml:86
 12: jge  297 -> 13 else 17                      ; rt_tgsigqueueinfo; policy/libc.yaml:133
 13: jeq  302 -> 14 else 16                      ; prlimit64; policy/libc.yaml:127
 14: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 15: jeq  0x0 -> 153 else 152                    ; policy/libc.yaml:127
 16: jeq  309 -> 153 else 152                    ; getcpu; policy/libc.yaml:86
 17: jeq  288 -> 152 else 18                     ; accept4
 18: jeq  293 -> 19 else 153                     ; pipe2; policy/events.yaml:13
 19: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 20: jset 0xfff7b7ff -> 152 else 153             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
 21: jge  326 -> 22 else 23                      ; copy_file_range; policy/files.yaml:46
 22: jeq  333 -> 152 else 153                    ; io_pgetevents; policy/libc.yaml:159
 23: jge  319 -> 27 else 24                      ; memfd_create; policy/libc.yaml:119
 24: jeq  317 -> 25 else 153                     ; seccomp; policy/interpreter.yaml:24
 25: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 26: jeq  0x1 -> 153 else 152                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 27: jeq  324 -> 28 else 152                     ; membarrier; policy/libc.yaml:76
 28: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 29: jset 0xfffffff7 -> 30 else 153              ; policy/libc.yaml:76
 30: jeq  0x10 -> 153 else 31                    ; policy/libc.yaml:76
 31: jeq  0x20 -> 153 else 32                    ; policy/libc.yaml:76
 32: jeq  0x40 -> 153 else 152                   ; policy/libc.yaml:76
 33: jge  236 -> 51 else 34                      ; vserver; policy/files.yaml:31
 34: jge  213 -> 35 else 38                      ; epoll_create; policy/events.yaml:8
 35: jeq  216 -> 152 else 36                     ; remap_file_pages
 36: jeq  220 -> 152 else 37                     ; semtimedop
 37: jeq  227 -> 152 else 153                    ; clock_settime
 38: jge  206 -> 152 else 39                     ; io_setup; policy/libc.yaml:159 policy/interpreter.yaml:21
 39: jge  201 -> 40 else 152                     ; time; policy/libc.yaml:119
 40: jeq  202 -> 42 else 41                      ; futex; policy/libc.yaml:57,63
 41: jeq  203 -> 152 else 153                    ; sched_setaffinity
 42: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 43: jset 0xfffffe7f -> 44 else 153              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 44: and  0xfffffe7f                             ; policy/libc.yaml:57
 45: jeq  0x1 -> 153 else 46                     ; FUTEX_WAKE; policy/libc.yaml:57
 46: jeq  0x3 -> 153 else 47                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 47: jeq  0x4 -> 153 else 48                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 48: jeq  0x5 -> 153 else 49                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 49: jeq  0x9 -> 153 else 50                     ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
 50: jeq  0xa -> 153 else 152                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
 51: jge  254 -> 53 else 52                      ; inotify_add_watch; policy/nodejs.yaml:40
 52: jeq  247 -> 153 else 152                    ; waitid; policy/interpreter.yaml:11
 53: jge  272 -> 54 else 55                      ; unshare; policy/events.yaml:8
 54: jeq  273 -> 153 else 152                    ; set_robust_list; policy/libc.yaml:68
 55: jge  261 -> 56 else 57                      ; futimesat; policy/files.yaml:31
 56: jeq  268 -> 117 else 153                    ; fchmodat; policy/files.yaml:21,31
 57: jge  256 -> 58 else 153                     ; migrate_pages; policy/nodejs.yaml:40
 58: jeq  257 -> 59 else 63                      ; openat; policy/files.yaml:15,26
 59: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 60: jset 0x410040 -> 61 else 153                ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 61: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 62: jset 0xc00 -> 152 else 153                  ; policy/files.yaml:15
 63: jeq  258 -> 117 else 64                     ; mkdirat; policy/files.yaml:21,31
 64: jeq  259 -> 65 else 152                     ; mknodat; policy/files.yaml:21,37
 65: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 66: jset 0xc00 -> 152 else 67                   ; policy/files.yaml:21
 67: and  0xf000                                 ; policy/files.yaml:37
 68: jeq  0x1000 -> 153 else 69                  ; policy/files.yaml:37
 69: jeq  0x8000 -> 153 else 152                 ; policy/files.yaml:37
 70: jge  112 -> 71 else 105                     ; setsid; policy/libc.yaml:119
 71: jge  161 -> 72 else 75                      ; chroot; policy/libc.yaml:122
 72: jge  186 -> 73 else 152                     ; gettid; policy/libc.yaml:119
 73: jge  191 -> 153 else 74                     ; getxattr; policy/files.yaml:31
 74: jge  188 -> 152 else 153                    ; setxattr; policy/files.yaml:41
 75: jge  133 -> 83 else 76                      ; mknod; policy/files.yaml:21,31,37
 76: jge  124 -> 77 else 79                      ; getsid; policy/libc.yaml:119
 77: jeq  126 -> 152 else 78                     ; capset
 78: jeq  129 -> 152 else 153                    ; rt_sigqueueinfo
 79: jge  118 -> 81 else 80                      ; getresuid; policy/libc.yaml:119
 80: jeq  115 -> 153 else 152                    ; getgroups; policy/libc.yaml:119
 81: jge  122 -> 152 else 82                     ; setfsuid; policy/libc.yaml:119
 82: jeq  119 -> 152 else 153                    ; setresgid
 83: jge  149 -> 84 else 94                      ; mlock; policy/libc.yaml:86
 84: jge  157 -> 85 else 152                     ; prctl; policy/libc.yaml:151 policy/interpreter.yaml:30
 85: jeq  157 -> 87 else 86                      ; prctl; policy/libc.yaml:151 policy/interpreter.yaml:30
 86: jeq  159 -> 152 else 153                    ; adjtimex
 87: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 88: jeq  0x26 -> 153 else 89                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 89: jeq  0xf -> 153 else 90                     ; PR_SET_NAME; policy/libc.yaml:151
 90: jeq  0x10 -> 153 else 91                    ; PR_GET_NAME; policy/libc.yaml:151
 91: jeq  0x53564d41 -> 153 else 92              ; PR_SET_VMA; policy/libc.yaml:151
 92: jeq  0x3 -> 153 else 93                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 93: jeq  0x33 -> 153 else 152                   ; PR_SVE_GET_VL; policy/libc.yaml:151
 94: jge  141 -> 95 else 97                      ; setpriority; policy/libc.yaml:86
 95: jge  145 -> 153 else 96                     ; sched_getscheduler; policy/libc.yaml:86
 96: jeq  143 -> 153 else 152                    ; sched_getparam; policy/libc.yaml:86
 97: jge  137 -> 98 else 99                      ; statfs; policy/files.yaml:31
 98: jeq  139 -> 152 else 153                    ; sysfs
 99: jeq  133 -> 100 else 152                    ; mknod; policy/files.yaml:21,37
100: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
101: jset 0xc00 -> 152 else 102                  ; policy/files.yaml:21
102: and  0xf000                                 ; policy/files.yaml:37
103: jeq  0x1000 -> 153 else 104                 ; policy/files.yaml:37
104: jeq  0x8000 -> 153 else 152                 ; policy/files.yaml:37
105: jge  59 -> 128 else 106                     ; execve; policy/interpreter.yaml:16
106: jge  27 -> 107 else 114                     ; mincore; policy/libc.yaml:12
107: jge  41 -> 110 else 108                     ; socket; policy/files.yaml:46
108: jge  32 -> 153 else 109                     ; dup; policy/libc.yaml:133
109: jeq  28 -> 153 else 152                     ; madvise; policy/libc.yaml:12
110: jeq  56 -> 111 else 152                     ; clone; policy/libc.yaml:48
111: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
112: jset 0x10000 -> 113 else 152                ; CLONE_THREAD; policy/libc.yaml:48
113: jset 0xffc2f0ff -> 152 else 153             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
114: jeq  2 -> 115 else 119                      ; open; policy/files.yaml:15,26
115: ld   arg1.low                               ; open: flags; policy/files.yaml:15
116: jset 0x410040 -> 117 else 153               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
117: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
118: jset 0xc00 -> 152 else 153                  ; policy/files.yaml:15,21
119: jeq  16 -> 120 else 153                     ; ioctl; policy/libc.yaml:144
120: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
121: jeq  0x5401 -> 153 else 122                 ; TCGETS; policy/libc.yaml:144
122: jeq  0x802c542a -> 153 else 123             ; TCGETS2; policy/libc.yaml:144
123: jeq  0x5413 -> 153 else 124                 ; TIOCGWINSZ; policy/libc.yaml:144
124: jeq  0x541b -> 153 else 125                 ; FIONREAD; policy/libc.yaml:144
125: jeq  0x5421 -> 153 else 126                 ; FIONBIO; policy/libc.yaml:144
126: jeq  0x5451 -> 153 else 127                 ; FIOCLEX; policy/libc.yaml:144
127: jeq  0x5450 -> 153 else 152                 ; FIONCLEX; policy/libc.yaml:144
128: jge  90 -> 129 else 136                     ; chmod; policy/files.yaml:21,31
129: jge  101 -> 132 else 130                    ; ptrace; policy/libc.yaml:119 policy/events.yaml:8
130: jge  95 -> 153 else 131                     ; umask; policy/files.yaml:31
131: jge  92 -> 152 else 139                     ; chown; policy/files.yaml:21,31
132: jge  107 -> 133 else 134                    ; geteuid; policy/libc.yaml:119
133: jeq  109 -> 152 else 153                    ; setpgid
134: jeq  102 -> 153 else 135                    ; getuid; policy/libc.yaml:119
135: jeq  104 -> 153 else 152                    ; getgid; policy/libc.yaml:119
136: jge  73 -> 137 else 141                     ; flock; policy/libc.yaml:136 policy/files.yaml:41
137: jeq  83 -> 139 else 138                     ; mkdir; policy/files.yaml:21,31
138: jeq  85 -> 139 else 153                     ; creat; policy/files.yaml:21,26
139: ld   arg1.low                               ; policy/files.yaml:21
140: jset 0xc00 -> 152 else 153                  ; policy/files.yaml:21
141: jge  64 -> 146 else 142                     ; semget; policy/libc.yaml:119
142: jeq  62 -> 143 else 153                     ; kill; policy/libc.yaml:111
143: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
144: jge  0x1 -> 145 else 152                    ; policy/libc.yaml:111
145: jge  0x80000000 -> 152 else 153             ; policy/libc.yaml:111
146: jeq  72 -> 147 else 152                     ; fcntl; policy/libc.yaml:136
147: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
148: jge  0x8 -> 149 else 153                    ; policy/libc.yaml:136
149: jge  0x27 -> 150 else 151                   ; policy/libc.yaml:136
150: jeq  0x406 -> 153 else 152                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
151: jge  0x24 -> 153 else 152                   ; policy/libc.yaml:136
152: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:15,21,49
153: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

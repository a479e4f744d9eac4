  0: ld   arch
  1: jeq  0xc000003e -> 2 else 109               ; x86_64
  2: ld   nr
  3: jge  197 -> 81 else 4                       ; removexattr; policy/files.yaml:31
  4: jge  112 -> 5 else 36                       ; setsid; policy/libc.yaml:119
  5: jge  149 -> 6 else 17                       ; mlock; policy/libc.yaml:86
  6: jge  186 -> 7 else 9                        ; gettid; policy/libc.yaml:119
  7: jge  191 -> 166 else 8                      ; getxattr; policy/files.yaml:31
  8: jge  188 -> 165 else 166                    ; setxattr; policy/files.yaml:41
  9: jeq  157 -> 11 else 10                      ; prctl; policy/libc.yaml:151
 10: jeq  160 -> 166 else 165                    ; setrlimit; policy/libc.yaml:122
 11: ld   arg0.low                               ; prctl: option; policy/libc.yaml:151
 12: jeq  0xf -> 166 else 13                     ; PR_SET_NAME; policy/libc.yaml:151
 13: jeq  0x10 -> 166 else 14                    ; PR_GET_NAME; policy/libc.yaml:151
 14: jeq  0x53564d41 -> 166 else 15              ; PR_SET_VMA; policy/libc.yaml:151
 15: jeq  0x3 -> 166 else 16                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 16: jeq  0x33 -> 166 else 165                   ; PR_SVE_GET_VL; policy/libc.yaml:151
 17: jge  133 -> 25 else 18                      ; mknod; policy/files.yaml:21,31,37
 18: jge  124 -> 19 else 21                      ; getsid; policy/libc.yaml:119
 19: jeq  126 -> 165 else 20                     ; capset
 20: jeq  129 -> 165 else 166                    ; rt_sigqueueinfo
 21: jge  118 -> 23 else 22                      ; getresuid; policy/libc.yaml:119
 22: jeq  115 -> 166 else 165                    ; getgroups; policy/libc.yaml:119
 23: jge  122 -> 165 else 24                     ; setfsuid; policy/libc.yaml:119
 24: jeq  119 -> 165 else 166                    ; setresgid
 25: jge  141 -> 26 else 28                      ; setpriority; policy/libc.yaml:86
 26: jge  145 -> 166 else 27                     ; sched_getscheduler; policy/libc.yaml:86
 27: jeq  143 -> 166 else 165                    ; sched_getparam; policy/libc.yaml:86
 28: jge  137 -> 29 else 30                      ; statfs; policy/files.yaml:31
 29: jeq  139 -> 165 else 166                    ; sysfs
 30: jeq  133 -> 31 else 165                     ; mknod; policy/files.yaml:21,37
 31: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
 32: jset 0xc00 -> 165 else 33                   ; policy/files.yaml:21
 33: and  0xf000                                 ; policy/files.yaml:37
 34: jeq  0x1000 -> 166 else 35                  ; policy/files.yaml:37
 35: jeq  0x8000 -> 166 else 165                 ; policy/files.yaml:37
 36: jge  60 -> 57 else 37                       ; exit; policy/libc.yaml:68
 37: jge  27 -> 38 else 45                       ; mincore; policy/libc.yaml:12
 38: jge  41 -> 41 else 39                       ; socket; policy/files.yaml:46
 39: jge  32 -> 166 else 40                      ; dup; policy/libc.yaml:133
 40: jeq  28 -> 166 else 165                     ; madvise; policy/libc.yaml:12
 41: jeq  56 -> 42 else 165                      ; clone; policy/libc.yaml:48
 42: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 43: jset 0x10000 -> 44 else 165                 ; CLONE_THREAD; policy/libc.yaml:48
 44: jset 0xffc2f0ff -> 165 else 166             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 45: jeq  2 -> 46 else 48                        ; open; policy/files.yaml:15,26
 46: ld   arg1.low                               ; open: flags; policy/files.yaml:15
 47: jset 0x410040 -> 157 else 166               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
 48: jeq  16 -> 49 else 166                      ; ioctl; policy/libc.yaml:144
 49: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
 50: jeq  0x5401 -> 166 else 51                  ; TCGETS; policy/libc.yaml:144
 51: jeq  0x802c542a -> 166 else 52              ; TCGETS2; policy/libc.yaml:144
 52: jeq  0x5413 -> 166 else 53                  ; TIOCGWINSZ; policy/libc.yaml:144
 53: jeq  0x541b -> 166 else 54                  ; FIONREAD; policy/libc.yaml:144
 54: jeq  0x5421 -> 166 else 55                  ; FIONBIO; policy/libc.yaml:144
 55: jeq  0x5451 -> 166 else 56                  ; FIOCLEX; policy/libc.yaml:144
 56: jeq  0x5450 -> 166 else 165                 ; FIONCLEX; policy/libc.yaml:144
 57: jge  90 -> 58 else 65                       ; chmod; policy/files.yaml:21,31
 58: jge  101 -> 61 else 59                      ; ptrace; policy/libc.yaml:119 policy/events.yaml:8
 59: jge  95 -> 166 else 60                      ; umask; policy/files.yaml:31
 60: jge  92 -> 165 else 68                      ; chown; policy/files.yaml:21,31
 61: jge  107 -> 62 else 63                      ; geteuid; policy/libc.yaml:119
 62: jeq  109 -> 165 else 166                    ; setpgid
 63: jeq  102 -> 166 else 64                     ; getuid; policy/libc.yaml:119
 64: jeq  104 -> 166 else 165                    ; getgid; policy/libc.yaml:119
 65: jge  73 -> 66 else 70                       ; flock; policy/libc.yaml:136 policy/files.yaml:41
 66: jeq  83 -> 68 else 67                       ; mkdir; policy/files.yaml:21,31
 67: jeq  85 -> 68 else 166                      ; creat; policy/files.yaml:21,26
 68: ld   arg1.low                               ; policy/files.yaml:21
 69: jset 0xc00 -> 165 else 166                  ; policy/files.yaml:21
 70: jge  64 -> 75 else 71                       ; semget; policy/libc.yaml:119
 71: jeq  62 -> 72 else 166                      ; kill; policy/libc.yaml:111
 72: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
 73: jge  0x1 -> 74 else 165                     ; policy/libc.yaml:111
 74: jge  0x80000000 -> 165 else 166             ; policy/libc.yaml:111
 75: jeq  72 -> 76 else 165                      ; fcntl; policy/libc.yaml:136
 76: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
 77: jge  0x8 -> 78 else 166                     ; policy/libc.yaml:136
 78: jge  0x27 -> 79 else 80                     ; policy/libc.yaml:136
 79: jeq  0x406 -> 166 else 165                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
 80: jge  0x24 -> 166 else 165                   ; policy/libc.yaml:136
 81: jge  297 -> 82 else 115                     ; rt_tgsigqueueinfo; policy/libc.yaml:133
 82: jge  337 -> 98 else 83                      ; policy/libc.yaml:71
 83: jge  315 -> 88 else 84                      ; sched_getattr; policy/libc.yaml:86
 84: jeq  302 -> 85 else 87                      ; prlimit64; policy/libc.yaml:127
 85: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 86: jeq  0x0 -> 166 else 165                    ; policy/libc.yaml:127
 87: jeq  309 -> 166 else 165                    ; getcpu; policy/libc.yaml:86
 88: jge  326 -> 89 else 90                      ; copy_file_range; policy/files.yaml:46
 89: jeq  333 -> 138 else 166                    ; io_pgetevents; policy/libc.yaml:159
 90: jge  319 -> 92 else 91                      ; memfd_create; policy/libc.yaml:119
 91: jeq  317 -> 165 else 166                    ; seccomp
 92: jeq  324 -> 93 else 165                     ; membarrier; policy/libc.yaml:76
 93: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 94: jset 0xfffffff7 -> 95 else 166              ; policy/libc.yaml:76
 95: jeq  0x10 -> 166 else 96                    ; policy/libc.yaml:76
 96: jeq  0x20 -> 166 else 97                    ; policy/libc.yaml:76
 97: jeq  0x40 -> 166 else 165                   ; policy/libc.yaml:76
 98: jge  449 -> 106 else 99                     ; futex_waitv; policy/libc.yaml:164
 99: jge  438 -> 100 else 102                    ; pidfd_getfd; policy/libc.yaml:164
100: jeq  439 -> 166 else 101                    ; faccessat2; policy/files.yaml:31
101: jeq  441 -> 166 else 165                    ; epoll_pwait2; policy/events.yaml:8
102: jge  428 -> 104 else 103                    ; open_tree; policy/libc.yaml:159
103: jeq  424 -> 165 else 138                    ; pidfd_send_signal
104: jge  435 -> 105 else 165                    ; clone3; policy/libc.yaml:43
105: jeq  436 -> 166 else 138                    ; close_range; policy/libc.yaml:133
106: jge  462 -> 107 else 112                    ; mseal; policy/libc.yaml:174
107: jge  472 -> 108 else 110                    ; policy/libc.yaml:174
108: jset 0x40000000 -> 109 else 138             ; x32
109: ret  0x80000000                             ; kill
110: jeq  467 -> 165 else 111                    ; open_tree_attr
111: jeq  470 -> 165 else 138                    ; listns
112: jge  457 -> 165 else 113                    ; statmount; policy/libc.yaml:164
113: jeq  451 -> 165 else 114                    ; cachestat
114: jeq  452 -> 157 else 138                    ; fchmodat2; policy/files.yaml:21,31
115: jge  240 -> 139 else 116                    ; mq_open; policy/libc.yaml:169
116: jge  221 -> 117 else 120                    ; fadvise64; policy/files.yaml:41
117: jge  236 -> 118 else 119                    ; vserver; policy/files.yaml:31
118: jeq  236 -> 165 else 138                    ; vserver
119: jeq  227 -> 165 else 166                    ; clock_settime
120: jge  211 -> 121 else 125                    ; get_thread_area; policy/libc.yaml:159
121: jge  216 -> 123 else 122                    ; remap_file_pages; policy/events.yaml:8
122: jge  213 -> 166 else 165                    ; epoll_create; policy/events.yaml:8
123: jeq  217 -> 166 else 124                    ; getdents64; policy/files.yaml:31
124: jeq  219 -> 166 else 165                    ; restart_syscall; policy/libc.yaml:119
125: jge  206 -> 138 else 126                    ; io_setup; policy/libc.yaml:159
126: jeq  201 -> 166 else 127                    ; time; policy/libc.yaml:119
127: jeq  202 -> 129 else 128                    ; futex; policy/libc.yaml:57,63
128: jeq  204 -> 166 else 165                    ; sched_getaffinity; policy/libc.yaml:86
129: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
130: jset 0xfffffe7f -> 131 else 166             ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
131: and  0xfffffe7f                             ; policy/libc.yaml:57
132: jeq  0x1 -> 166 else 133                    ; FUTEX_WAKE; policy/libc.yaml:57
133: jeq  0x3 -> 166 else 134                    ; FUTEX_REQUEUE; policy/libc.yaml:57
134: jeq  0x4 -> 166 else 135                    ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
135: jeq  0x5 -> 166 else 136                    ; FUTEX_WAKE_OP; policy/libc.yaml:57
136: jeq  0x9 -> 166 else 137                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
137: jeq  0xa -> 166 else 138                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
138: ret  0x50026                                ; deny(ENOSYS); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:49
139: jge  272 -> 140 else 146                    ; unshare; policy/events.yaml:8
140: jge  280 -> 142 else 141                    ; utimensat; policy/files.yaml:31
141: jeq  273 -> 166 else 165                    ; set_robust_list; policy/libc.yaml:68
142: jeq  288 -> 165 else 143                    ; accept4
143: jeq  293 -> 144 else 166                    ; pipe2; policy/events.yaml:13
144: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
145: jset 0xfff7b7ff -> 165 else 166             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
146: jge  254 -> 148 else 147                    ; inotify_add_watch; policy/nodejs.yaml:40
147: jeq  247 -> 166 else 165                    ; waitid; policy/interpreter.yaml:11
148: jge  261 -> 149 else 150                    ; futimesat; policy/files.yaml:31
149: jeq  268 -> 157 else 166                    ; fchmodat; policy/files.yaml:21,31
150: jge  256 -> 151 else 166                    ; migrate_pages; policy/nodejs.yaml:40
151: jeq  257 -> 152 else 156                    ; openat; policy/files.yaml:15,26
152: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
153: jset 0x410040 -> 154 else 166               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
154: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
155: jset 0xc00 -> 165 else 166                  ; policy/files.yaml:15
156: jeq  258 -> 157 else 159                    ; mkdirat; policy/files.yaml:21,31
157: ld   arg2.low                               ; open, mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:15,21
158: jset 0xc00 -> 165 else 166                  ; policy/files.yaml:15,21
159: jeq  259 -> 160 else 165                    ; mknodat; policy/files.yaml:21,37
160: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
161: jset 0xc00 -> 165 else 162                  ; policy/files.yaml:21
162: and  0xf000                                 ; policy/files.yaml:37
163: jeq  0x1000 -> 166 else 164                 ; policy/files.yaml:37
164: jeq  0x8000 -> 166 else 165                 ; policy/files.yaml:37
165: ret  0x50001                                ; deny(EPERM); policy/files.yaml:15,21
166: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

  0: ld   arch
  1: jeq  0xc000003e -> 2 else 12                ; x86_64
  2: ld   nr
  3: jge  197 -> 4 else 80                       ; removexattr; policy/files.yaml:31
  4: jge  280 -> 5 else 36                       ; utimensat; policy/files.yaml:31
  5: jge  337 -> 6 else 14                       ; policy/libc.yaml:71
  6: jge  442 -> 10 else 7                       ; mount_setattr; policy/events.yaml:8
  7: jge  439 -> 8 else 9                        ; faccessat2; policy/files.yaml:31
  8: jeq  440 -> 162 else 163                    ; process_madvise
  9: jeq  436 -> 163 else 162                    ; close_range; policy/libc.yaml:132
 10: jge  472 -> 11 else 13                      ; policy/libc.yaml:173
 11: jset 0x40000000 -> 12 else 162              ; x32
 12: ret  0x80000000                             ; kill
 13: jeq  452 -> 127 else 162                    ; fchmodat2; policy/files.yaml:21,31
 14: jge  315 -> 24 else 15                      ; sched_getattr; policy/libc.yaml:86
 15: jge  297 -> 16 else 20                      ; rt_tgsigqueueinfo; policy/libc.yaml:132
 16: jeq  302 -> 17 else 19                      ; prlimit64; policy/libc.yaml:126
 17: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:126
 18: jeq  0x0 -> 163 else 162                    ; policy/libc.yaml:126
 19: jeq  309 -> 163 else 162                    ; getcpu; policy/libc.yaml:86
 20: jeq  288 -> 162 else 21                     ; accept4
 21: jeq  293 -> 22 else 163                     ; pipe2; policy/events.yaml:13
 22: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
 23: jset 0xfff7b7ff -> 162 else 163             ; policy/events.yaml:13
 24: jge  326 -> 25 else 26                      ; copy_file_range; policy/files.yaml:46
 25: jeq  333 -> 162 else 163                    ; io_pgetevents; policy/libc.yaml:158
 26: jge  319 -> 30 else 27                      ; memfd_create; policy/libc.yaml:118
 27: jeq  317 -> 28 else 163                     ; seccomp; policy/interpreter.yaml:24
 28: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 29: jeq  0x1 -> 163 else 162                    ; policy/interpreter.yaml:24
 30: jeq  324 -> 31 else 162                     ; membarrier; policy/libc.yaml:76
 31: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 32: jset 0xfffffff7 -> 33 else 163              ; policy/libc.yaml:76
 33: jeq  0x10 -> 163 else 34                    ; policy/libc.yaml:76
 34: jeq  0x20 -> 163 else 35                    ; policy/libc.yaml:76
 35: jeq  0x40 -> 163 else 162                   ; policy/libc.yaml:76
 36: jge  236 -> 37 else 56                      ; vserver; policy/files.yaml:31
 37: jge  254 -> 39 else 38                      ; inotify_add_watch; policy/nodejs.yaml:40
 38: jeq  247 -> 163 else 162                    ; waitid; policy/interpreter.yaml:11
 39: jge  272 -> 40 else 41                      ; unshare; policy/events.yaml:8
 40: jeq  273 -> 163 else 162                    ; set_robust_list; policy/libc.yaml:68
 41: jge  261 -> 42 else 43                      ; futimesat; policy/files.yaml:31
 42: jeq  268 -> 127 else 163                    ; fchmodat; policy/files.yaml:21,31
 43: jge  256 -> 44 else 163                     ; migrate_pages; policy/nodejs.yaml:40
 44: jeq  257 -> 45 else 49                      ; openat; policy/files.yaml:15,26
 45: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
 46: jset 0x410040 -> 47 else 163                ; policy/files.yaml:15
 47: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
 48: jset 0xc00 -> 162 else 163                  ; policy/files.yaml:15
 49: jeq  258 -> 127 else 50                     ; mkdirat; policy/files.yaml:21,31
 50: jeq  259 -> 51 else 162                     ; mknodat; policy/files.yaml:21,37
 51: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
 52: jset 0xc00 -> 162 else 53                   ; policy/files.yaml:21
 53: and  0xf000                                 ; policy/files.yaml:37
 54: jeq  0x1000 -> 163 else 55                  ; policy/files.yaml:37
 55: jeq  0x8000 -> 163 else 162                 ; policy/files.yaml:37
 56: jge  213 -> 57 else 67                      ; epoll_create; policy/events.yaml:8
 57: jeq  216 -> 162 else 58                     ; remap_file_pages
 58: jeq  220 -> 162 else 59                     ; semtimedop
 59: jeq  227 -> 162 else 60                     ; clock_settime
 60: jeq  234 -> 61 else 163                     ; tgkill; policy/libc.yaml:104
 61: ld   arg0.low                               ; tgkill: tgid; policy/libc.yaml:104
 62: jge  0x1 -> 63 else 162                     ; policy/libc.yaml:104
 63: jge  0x80000000 -> 162 else 64              ; policy/libc.yaml:104
 64: ld   arg1.low                               ; tgkill: pid; policy/libc.yaml:104
 65: jge  0x1 -> 66 else 162                     ; policy/libc.yaml:104
 66: jge  0x80000000 -> 162 else 163             ; policy/libc.yaml:104
 67: jge  206 -> 162 else 68                     ; io_setup; policy/libc.yaml:158 policy/interpreter.yaml:21
 68: jge  201 -> 69 else 162                     ; time; policy/libc.yaml:118
 69: jeq  202 -> 71 else 70                      ; futex; policy/libc.yaml:57,63
 70: jeq  203 -> 162 else 163                    ; sched_setaffinity
 71: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 72: jset 0xfffffe7f -> 73 else 163              ; policy/libc.yaml:57
 73: and  0xfffffe7f                             ; policy/libc.yaml:57
 74: jeq  0x1 -> 163 else 75                     ; policy/libc.yaml:57
 75: jeq  0x3 -> 163 else 76                     ; policy/libc.yaml:57
 76: jeq  0x4 -> 163 else 77                     ; policy/libc.yaml:57
 77: jeq  0x5 -> 163 else 78                     ; policy/libc.yaml:57
 78: jeq  0x9 -> 163 else 79                     ; policy/libc.yaml:57
 79: jeq  0xa -> 163 else 162                    ; policy/libc.yaml:57
 80: jge  112 -> 81 else 115                     ; setsid; policy/libc.yaml:118
 81: jge  161 -> 82 else 85                      ; chroot; policy/libc.yaml:121
 82: jge  186 -> 83 else 162                     ; gettid; policy/libc.yaml:118
 83: jge  191 -> 163 else 84                     ; getxattr; policy/files.yaml:31
 84: jge  188 -> 162 else 163                    ; setxattr; policy/files.yaml:41
 85: jge  133 -> 93 else 86                      ; mknod; policy/files.yaml:21,31,37
 86: jge  124 -> 87 else 89                      ; getsid; policy/libc.yaml:118
 87: jeq  126 -> 162 else 88                     ; capset
 88: jeq  129 -> 162 else 163                    ; rt_sigqueueinfo
 89: jge  118 -> 91 else 90                      ; getresuid; policy/libc.yaml:118
 90: jeq  115 -> 163 else 162                    ; getgroups; policy/libc.yaml:118
 91: jge  122 -> 162 else 92                     ; setfsuid; policy/libc.yaml:118
 92: jeq  119 -> 162 else 163                    ; setresgid
 93: jge  149 -> 94 else 104                     ; mlock; policy/libc.yaml:86
 94: jge  157 -> 95 else 162                     ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 95: jeq  157 -> 97 else 96                      ; prctl; policy/libc.yaml:150 policy/interpreter.yaml:30
 96: jeq  159 -> 162 else 163                    ; adjtimex
 97: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 98: jeq  0x26 -> 163 else 99                    ; policy/interpreter.yaml:30
 99: jeq  0xf -> 163 else 100                    ; policy/libc.yaml:150
100: jeq  0x10 -> 163 else 101                   ; policy/libc.yaml:150
101: jeq  0x53564d41 -> 163 else 102             ; policy/libc.yaml:150
102: jeq  0x3 -> 163 else 103                    ; policy/libc.yaml:150
103: jeq  0x33 -> 163 else 162                   ; policy/libc.yaml:150
104: jge  141 -> 105 else 107                    ; setpriority; policy/libc.yaml:86
105: jge  145 -> 163 else 106                    ; sched_getscheduler; policy/libc.yaml:86
106: jeq  143 -> 163 else 162                    ; sched_getparam; policy/libc.yaml:86
107: jge  137 -> 108 else 109                    ; statfs; policy/files.yaml:31
108: jeq  139 -> 162 else 163                    ; sysfs
109: jeq  133 -> 110 else 162                    ; mknod; policy/files.yaml:21,37
110: ld   arg1.low                               ; mknod: mode; policy/files.yaml:21
111: jset 0xc00 -> 162 else 112                  ; policy/files.yaml:21
112: and  0xf000                                 ; policy/files.yaml:37
113: jeq  0x1000 -> 163 else 114                 ; policy/files.yaml:37
114: jeq  0x8000 -> 163 else 162                 ; policy/files.yaml:37
115: jge  59 -> 138 else 116                     ; execve; policy/interpreter.yaml:16
116: jge  27 -> 117 else 124                     ; mincore; policy/libc.yaml:12
117: jge  41 -> 120 else 118                     ; socket; policy/files.yaml:46
118: jge  32 -> 163 else 119                     ; dup; policy/libc.yaml:132
119: jeq  28 -> 163 else 162                     ; madvise; policy/libc.yaml:12
120: jeq  56 -> 121 else 162                     ; clone; policy/libc.yaml:48
121: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
122: jset 0x10000 -> 123 else 162                ; policy/libc.yaml:48
123: jset 0xffc2f0ff -> 162 else 163             ; policy/libc.yaml:48
124: jeq  2 -> 125 else 129                      ; open; policy/files.yaml:15,26
125: ld   arg1.low                               ; open: flags; policy/files.yaml:15
126: jset 0x410040 -> 127 else 163               ; policy/files.yaml:15
127: ld   arg2.low                               ; policy/files.yaml:15,21
128: jset 0xc00 -> 162 else 163                  ; policy/files.yaml:15,21
129: jeq  16 -> 130 else 163                     ; ioctl; policy/libc.yaml:143
130: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:143
131: jeq  0x5401 -> 163 else 132                 ; policy/libc.yaml:143
132: jeq  0x802c542a -> 163 else 133             ; policy/libc.yaml:143
133: jeq  0x5413 -> 163 else 134                 ; policy/libc.yaml:143
134: jeq  0x541b -> 163 else 135                 ; policy/libc.yaml:143
135: jeq  0x5421 -> 163 else 136                 ; policy/libc.yaml:143
136: jeq  0x5451 -> 163 else 137                 ; policy/libc.yaml:143
137: jeq  0x5450 -> 163 else 162                 ; policy/libc.yaml:143
138: jge  90 -> 139 else 146                     ; chmod; policy/files.yaml:21,31
139: jge  101 -> 142 else 140                    ; ptrace; policy/libc.yaml:118 policy/events.yaml:8
140: jge  95 -> 163 else 141                     ; umask; policy/files.yaml:31
141: jge  92 -> 162 else 149                     ; chown; policy/files.yaml:21,31
142: jge  107 -> 143 else 144                    ; geteuid; policy/libc.yaml:118
143: jeq  109 -> 162 else 163                    ; setpgid
144: jeq  102 -> 163 else 145                    ; getuid; policy/libc.yaml:118
145: jeq  104 -> 163 else 162                    ; getgid; policy/libc.yaml:118
146: jge  73 -> 147 else 151                     ; flock; policy/libc.yaml:135 policy/files.yaml:41
147: jeq  83 -> 149 else 148                     ; mkdir; policy/files.yaml:21,31
148: jeq  85 -> 149 else 163                     ; creat; policy/files.yaml:21,26
149: ld   arg1.low                               ; policy/files.yaml:21
150: jset 0xc00 -> 162 else 163                  ; policy/files.yaml:21
151: jge  64 -> 156 else 152                     ; semget; policy/libc.yaml:118
152: jeq  62 -> 153 else 163                     ; kill; policy/libc.yaml:110
153: ld   arg0.low                               ; kill: pid; policy/libc.yaml:110
154: jge  0x1 -> 155 else 162                    ; policy/libc.yaml:110
155: jge  0x80000000 -> 162 else 163             ; policy/libc.yaml:110
156: jeq  72 -> 157 else 162                     ; fcntl; policy/libc.yaml:135
157: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:135
158: jge  0x8 -> 159 else 163                    ; policy/libc.yaml:135
159: jge  0x27 -> 160 else 161                   ; policy/libc.yaml:135
160: jeq  0x406 -> 163 else 162                  ; policy/libc.yaml:135
161: jge  0x24 -> 163 else 162                   ; policy/libc.yaml:135
162: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,158,163,168,173 policy/files.yaml:15,21,49
163: ret  0x7fff0000                             ; allow; policy/nodejs.yaml:16,27,35,40 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,71 and 12 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,11,13

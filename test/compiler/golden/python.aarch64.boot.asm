  0: ld   arch
  1: jeq  0xc00000b7 -> 2 else 169               ; aarch64
  2: ld   nr
  3: jge  167 -> 4 else 82                       ; prctl; policy/libc.yaml:151 policy/files.yaml:31 policy/interpreter.yaml:30
  4: jge  260 -> 5 else 30                       ; wait4; policy/interpreter.yaml:11
  5: jge  294 -> 6 else 11                       ; kexec_file_load; policy/libc.yaml:68
  6: jge  442 -> 7 else 8                        ; mount_setattr; policy/events.yaml:8
  7: jeq  452 -> 146 else 169                    ; fchmodat2; policy/files.yaml:21,31
  8: jge  439 -> 9 else 10                       ; faccessat2; policy/files.yaml:31
  9: jeq  440 -> 169 else 170                    ; process_madvise
 10: jeq  436 -> 170 else 169                    ; close_range; policy/libc.yaml:133
 11: jge  275 -> 16 else 12                      ; sched_getattr; policy/libc.yaml:86
 12: jge  262 -> 169 else 13                     ; fanotify_init; policy/libc.yaml:127
 13: jeq  261 -> 14 else 170                     ; prlimit64; policy/libc.yaml:127
 14: ld   arg0.low                               ; prlimit64: pid; policy/libc.yaml:127
 15: jeq  0x0 -> 170 else 169                    ; policy/libc.yaml:127
 16: jge  285 -> 17 else 20                      ; copy_file_range; policy/files.yaml:46
 17: jge  288 -> 18 else 170                     ; pkey_mprotect; policy/libc.yaml:133,174
 18: jge  291 -> 19 else 169                     ; statx; policy/libc.yaml:174 policy/files.yaml:31
 19: jeq  292 -> 169 else 170                    ; io_pgetevents; policy/libc.yaml:159
 20: jge  279 -> 24 else 21                      ; memfd_create; policy/libc.yaml:119
 21: jeq  277 -> 22 else 170                     ; seccomp; policy/interpreter.yaml:24
 22: ld   arg0.low                               ; seccomp: op; policy/interpreter.yaml:24
 23: jeq  0x1 -> 170 else 169                    ; SECCOMP_SET_MODE_FILTER; policy/interpreter.yaml:24
 24: jeq  283 -> 25 else 169                     ; membarrier; policy/libc.yaml:76
 25: ld   arg0.low                               ; membarrier: cmd; policy/libc.yaml:76
 26: jset 0xfffffff7 -> 27 else 170              ; policy/libc.yaml:76
 27: jeq  0x10 -> 170 else 28                    ; policy/libc.yaml:76
 28: jeq  0x20 -> 170 else 29                    ; policy/libc.yaml:76
 29: jeq  0x40 -> 170 else 169                   ; policy/libc.yaml:76
 30: jge  204 -> 48 else 31                      ; getsockname; policy/python.yaml:27
 31: jge  180 -> 32 else 38                      ; mq_open; policy/libc.yaml:119
 32: jeq  199 -> 33 else 169                     ; socketpair; policy/python.yaml:16
 33: ld   arg0.low                               ; socketpair: family; policy/python.yaml:16
 34: jeq  0x1 -> 35 else 169                     ; AF_UNIX; policy/python.yaml:16
 35: ld   arg1.low                               ; socketpair: type; policy/python.yaml:16
 36: and  0xfff7f7ff                             ; policy/python.yaml:16
 37: jeq  0x1 -> 170 else 169                    ; SOCK_STREAM; policy/python.yaml:16
 38: jge  172 -> 170 else 39                     ; getpid; policy/libc.yaml:119
 39: jge  170 -> 169 else 40                     ; settimeofday; policy/libc.yaml:119
 40: jeq  167 -> 41 else 170                     ; prctl; policy/libc.yaml:151 policy/interpreter.yaml:30
 41: ld   arg0.low                               ; prctl: option; policy/interpreter.yaml:30
 42: jeq  0x26 -> 170 else 43                    ; PR_SET_NO_NEW_PRIVS; policy/interpreter.yaml:30
 43: jeq  0xf -> 170 else 44                     ; PR_SET_NAME; policy/libc.yaml:151
 44: jeq  0x10 -> 170 else 45                    ; PR_GET_NAME; policy/libc.yaml:151
 45: jeq  0x53564d41 -> 170 else 46              ; PR_SET_VMA; policy/libc.yaml:151
 46: jeq  0x3 -> 170 else 47                     ; PR_GET_DUMPABLE; policy/libc.yaml:151
 47: jeq  0x33 -> 170 else 169                   ; PR_SVE_GET_VL; policy/libc.yaml:151
 48: jge  224 -> 49 else 54                      ; swapon; policy/files.yaml:41
 49: jeq  226 -> 50 else 52                      ; mprotect; policy/libc.yaml:35
 50: ld   arg2.low                               ; mprotect: prot; policy/libc.yaml:35
 51: jset 0x4 -> 169 else 170                    ; PROT_EXEC; policy/libc.yaml:35
 52: jeq  227 -> 170 else 53                     ; msync; policy/libc.yaml:12
 53: jeq  233 -> 170 else 169                    ; madvise; policy/libc.yaml:12
 54: jge  213 -> 55 else 67                      ; readahead; policy/files.yaml:41
 55: jge  217 -> 56 else 170                     ; add_key; policy/libc.yaml:12
 56: jge  220 -> 57 else 169                     ; clone; policy/libc.yaml:48
 57: jeq  220 -> 58 else 61                      ; clone; policy/libc.yaml:48
 58: ld   arg0.low                               ; clone: clone_flags; policy/libc.yaml:48
 59: jset 0x10000 -> 60 else 169                 ; CLONE_THREAD; policy/libc.yaml:48
 60: jset 0xffc2f0ff -> 169 else 170             ; outside of CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID; policy/libc.yaml:48
 61: jeq  222 -> 62 else 170                     ; mmap; policy/libc.yaml:22,26
 62: ld   arg2.low                               ; mmap: prot; policy/libc.yaml:22,26
 63: jset 0x4 -> 64 else 170                     ; PROT_EXEC; policy/libc.yaml:22,26
 64: jset 0x2 -> 169 else 65                     ; PROT_WRITE; policy/libc.yaml:26
 65: ld   arg3.low                               ; mmap: flags; policy/libc.yaml:26
 66: jset 0x21 -> 169 else 170                   ; MAP_SHARED|MAP_ANONYMOUS; policy/libc.yaml:26
 67: jge  208 -> 73 else 68                      ; setsockopt; policy/python.yaml:27
 68: jeq  206 -> 69 else 170                     ; sendto; policy/python.yaml:23
 69: ld   arg4.low                               ; sendto: addr; policy/python.yaml:23
 70: jeq  0x0 -> 71 else 169                     ; policy/python.yaml:23
 71: ld   arg4.high                              ; sendto: addr; policy/python.yaml:23
 72: jeq  0x0 -> 170 else 169                    ; policy/python.yaml:23
 73: jeq  209 -> 75 else 74                      ; getsockopt; policy/python.yaml:32
 74: jeq  210 -> 170 else 169                    ; shutdown; policy/python.yaml:27
 75: ld   arg1.low                               ; getsockopt: level; policy/python.yaml:32
 76: jeq  0x1 -> 77 else 169                     ; SOL_SOCKET; policy/python.yaml:32
 77: ld   arg2.low                               ; getsockopt: optname; policy/python.yaml:32
 78: jeq  0x3 -> 170 else 79                     ; policy/python.yaml:32
 79: jeq  0x4 -> 170 else 80                     ; policy/python.yaml:32
 80: jeq  0x27 -> 170 else 81                    ; policy/python.yaml:32
 81: jeq  0x26 -> 170 else 169                   ; policy/python.yaml:32
 82: jge  89 -> 83 else 118                      ; acct; policy/files.yaml:31
 83: jge  120 -> 101 else 84                     ; sched_getscheduler; policy/libc.yaml:86
 84: jge  104 -> 85 else 88                      ; kexec_load; policy/events.yaml:8
 85: jge  116 -> 169 else 86                     ; syslog; policy/libc.yaml:119
 86: jge  107 -> 87 else 169                     ; timer_create; policy/events.yaml:8
 87: jeq  112 -> 169 else 170                    ; clock_settime
 88: jge  93 -> 89 else 169                      ; exit; policy/libc.yaml:68
 89: jeq  97 -> 169 else 90                      ; unshare
 90: jeq  98 -> 92 else 91                       ; futex; policy/libc.yaml:57,63
 91: jeq  100 -> 169 else 170                    ; get_robust_list
 92: ld   arg1.low                               ; futex: op; policy/libc.yaml:57
 93: jset 0xfffffe7f -> 94 else 170              ; outside of FUTEX_PRIVATE_FLAG|FUTEX_CLOCK_REALTIME; policy/libc.yaml:57
 94: and  0xfffffe7f                             ; policy/libc.yaml:57
 95: jeq  0x1 -> 170 else 96                     ; FUTEX_WAKE; policy/libc.yaml:57
 96: jeq  0x3 -> 170 else 97                     ; FUTEX_REQUEUE; policy/libc.yaml:57
 97: jeq  0x4 -> 170 else 98                     ; FUTEX_CMP_REQUEUE; policy/libc.yaml:57
 98: jeq  0x5 -> 170 else 99                     ; FUTEX_WAKE_OP; policy/libc.yaml:57
 99: jeq  0x9 -> 170 else 100                    ; FUTEX_WAIT_BITSET; policy/libc.yaml:57
100: jeq  0xa -> 170 else 169                    ; FUTEX_WAKE_BITSET; policy/libc.yaml:57
101: jge  138 -> 108 else 102                    ; rt_sigqueueinfo; policy/libc.yaml:101
102: jeq  122 -> 169 else 103                    ; sched_setaffinity
103: jeq  129 -> 105 else 104                    ; kill; policy/libc.yaml:111
104: jeq  130 -> 169 else 170                    ; tkill
105: ld   arg0.low                               ; kill: pid; policy/libc.yaml:111
106: jge  0x1 -> 107 else 169                    ; policy/libc.yaml:111
107: jge  0x80000000 -> 169 else 170             ; policy/libc.yaml:111
108: jge  153 -> 113 else 109                    ; times; policy/libc.yaml:119 policy/events.yaml:8
109: jeq  139 -> 170 else 110                    ; rt_sigreturn; policy/libc.yaml:101
110: jeq  141 -> 170 else 111                    ; getpriority; policy/libc.yaml:86
111: jeq  148 -> 170 else 112                    ; getresuid; policy/libc.yaml:119
112: jeq  150 -> 170 else 169                    ; getresgid; policy/libc.yaml:119
113: jge  159 -> 114 else 116                    ; setgroups; policy/libc.yaml:119
114: jge  163 -> 170 else 115                    ; getrlimit; policy/libc.yaml:122
115: jeq  160 -> 170 else 169                    ; uname; policy/libc.yaml:119
116: jeq  154 -> 169 else 117                    ; setpgid
117: jeq  157 -> 169 else 170                    ; setsid
118: jge  43 -> 119 else 138                     ; statfs; policy/files.yaml:31
119: jge  61 -> 120 else 124                     ; getdents64; policy/files.yaml:31
120: jge  75 -> 121 else 170                     ; vmsplice; policy/libc.yaml:101
121: jge  78 -> 122 else 169                     ; readlinkat; policy/files.yaml:31
122: jeq  81 -> 169 else 123                     ; sync
123: jeq  84 -> 169 else 170                     ; sync_file_range
124: jge  51 -> 125 else 170                     ; chroot; policy/files.yaml:31
125: jeq  52 -> 126 else 128                     ; fchmod; policy/files.yaml:21,31
126: ld   arg1.low                               ; fchmod: mode; policy/files.yaml:21
127: jset 0xc00 -> 169 else 170                  ; policy/files.yaml:21
128: jeq  53 -> 146 else 129                     ; fchmodat; policy/files.yaml:21,31
129: jeq  56 -> 130 else 134                     ; openat; policy/files.yaml:15,26
130: ld   arg2.low                               ; openat: flags; policy/files.yaml:15
131: jset 0x404040 -> 132 else 170               ; O_TMPFILE|O_CREAT; policy/files.yaml:15
132: ld   arg3.low                               ; openat: mode; policy/files.yaml:15
133: jset 0xc00 -> 169 else 170                  ; policy/files.yaml:15
134: jeq  57 -> 170 else 135                     ; close; policy/libc.yaml:133
135: jeq  59 -> 136 else 169                     ; pipe2; policy/events.yaml:13
136: ld   arg1.low                               ; pipe2: flags; policy/events.yaml:13
137: jset 0xfff6f7ff -> 169 else 170             ; outside of O_NONBLOCK|O_DIRECT|O_CLOEXEC; policy/events.yaml:13
138: jge  19 -> 142 else 139                     ; eventfd2; policy/events.yaml:8
139: jge  8 -> 140 else 169                      ; getxattr; policy/files.yaml:31
140: jge  14 -> 141 else 170                     ; removexattr; policy/files.yaml:31
141: jeq  17 -> 170 else 169                     ; getcwd; policy/files.yaml:31
142: jge  32 -> 143 else 153                     ; flock; policy/files.yaml:41
143: jge  39 -> 169 else 144                     ; umount2; policy/files.yaml:31
144: jeq  33 -> 148 else 145                     ; mknodat; policy/files.yaml:21,37
145: jeq  34 -> 146 else 170                     ; mkdirat; policy/files.yaml:21,31
146: ld   arg2.low                               ; mkdirat, fchmodat, fchmodat2: mode; policy/files.yaml:21
147: jset 0xc00 -> 169 else 170                  ; policy/files.yaml:21
148: ld   arg2.low                               ; mknodat: mode; policy/files.yaml:21
149: jset 0xc00 -> 169 else 150                  ; policy/files.yaml:21
150: and  0xf000                                 ; policy/files.yaml:37
151: jeq  0x1000 -> 170 else 152                 ; policy/files.yaml:37
152: jeq  0x8000 -> 170 else 169                 ; policy/files.yaml:37
153: jge  25 -> 154 else 170                     ; fcntl; policy/libc.yaml:133,136
154: jeq  25 -> 155 else 160                     ; fcntl; policy/libc.yaml:136
155: ld   arg1.low                               ; fcntl: cmd; policy/libc.yaml:136
156: jge  0x8 -> 157 else 170                    ; policy/libc.yaml:136
157: jge  0x27 -> 158 else 159                   ; policy/libc.yaml:136
158: jeq  0x406 -> 170 else 169                  ; F_DUPFD_CLOEXEC; policy/libc.yaml:136
159: jge  0x24 -> 170 else 169                   ; policy/libc.yaml:136
160: jeq  29 -> 161 else 169                     ; ioctl; policy/libc.yaml:144
161: ld   arg1.low                               ; ioctl: cmd; policy/libc.yaml:144
162: jeq  0x5401 -> 170 else 163                 ; TCGETS; policy/libc.yaml:144
163: jeq  0x802c542a -> 170 else 164             ; TCGETS2; policy/libc.yaml:144
164: jeq  0x5413 -> 170 else 165                 ; TIOCGWINSZ; policy/libc.yaml:144
165: jeq  0x541b -> 170 else 166                 ; FIONREAD; policy/libc.yaml:144
166: jeq  0x5421 -> 170 else 167                 ; FIONBIO; policy/libc.yaml:144
167: jeq  0x5451 -> 170 else 168                 ; FIOCLEX; policy/libc.yaml:144
168: jeq  0x5450 -> 170 else 169                 ; FIONCLEX; policy/libc.yaml:144
169: ret  0x7ff00000                             ; trace(0); policy/libc.yaml:43,63,159,164,169,174 policy/files.yaml:15,21,49
170: ret  0x7fff0000                             ; allow; policy/python.yaml:16,23,27,32 policy/interpreter.yaml:11,16,21,24,30 policy/libc.yaml:12,22,26,35,48,57,68,76 and 11 more policy/files.yaml:26,31,37,41,46 policy/events.yaml:8,13

 0: ld   arch
 1: jeq  0xc000003e -> 2 else 72                ; x86_64
 2: ld   nr
 3: jge  0x400000d8 -> 4 else 39                ; remap_file_pages
 4: jge  0x400001a8 -> 5 else 14                ; pidfd_send_signal
 5: jge  0x400001d8 -> 6 else 78
 6: jge  0x40000200 -> 7 else 69                ; rt_sigaction
 7: jge  0x40000224 -> 8 else 9
 8: jset 0x40000000 -> 69 else 72               ; x32
 9: jeq  0x40000202 -> 10 else 78               ; ioctl; everywhere.yaml:8
10: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
11: jeq  0x5412 -> 13 else 12                   ; TIOCSTI; everywhere.yaml:8
12: jeq  0x541b -> 13 else 78                   ; FIONREAD; everywhere.yaml:8
13: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
14: jge  0x40000111 -> 26 else 15
15: jge  0x400000f4 -> 19 else 16
16: jeq  0x400000e7 -> 79 else 17               ; exit_group; everywhere.yaml:5
17: jeq  0x400000de -> 69 else 18
18: jeq  0x400000ec -> 69 else 78
19: jge  0x400000f8 -> 21 else 20               ; add_key
20: jeq  0x400000f5 -> 78 else 69               ; mq_getsetattr
21: jeq  0x40000101 -> 22 else 78               ; openat; everywhere.yaml:6
22: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
23: jeq  0xffffff9c -> 24 else 78               ; everywhere.yaml:6
24: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
25: jset 0x10043 -> 78 else 79                  ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
26: jge  0x40000138 -> 27 else 31               ; kcmp
27: jge  0x40000147 -> 29 else 28
28: jeq  0x40000142 -> 69 else 78
29: jge  0x40000149 -> 30 else 69               ; pkey_mprotect
30: jge  0x40000151 -> 69 else 78
31: jge  0x40000127 -> 35 else 32
32: jge  0x40000118 -> 78 else 33               ; utimensat
33: jge  0x40000113 -> 34 else 69               ; splice
34: jge  0x40000116 -> 69 else 78
35: jge  0x4000012c -> 37 else 36               ; fanotify_init
36: jeq  0x4000012a -> 78 else 69               ; perf_event_open
37: jge  0x40000136 -> 69 else 38
38: jeq  0x40000133 -> 69 else 78
39: jge  0x4000007f -> 40 else 57
40: jge  0x400000b1 -> 41 else 48
41: jge  0x400000cd -> 44 else 42
42: jge  0x400000b5 -> 78 else 43               ; getpmsg
43: jeq  0x400000b3 -> 78 else 69               ; quotactl
44: jge  0x400000cf -> 45 else 69               ; io_destroy
45: jge  0x400000d6 -> 69 else 46
46: jeq  0x400000d1 -> 69 else 47
47: jeq  0x400000d3 -> 69 else 78
48: jge  0x4000008e -> 49 else 51               ; sched_setparam; everywhere.yaml:13
49: jeq  0x4000009c -> 69 else 50
50: jeq  0x400000ae -> 69 else 78
51: jge  0x40000084 -> 53 else 52               ; utime
52: jeq  0x40000082 -> 78 else 69               ; rt_sigsuspend
53: jeq  0x4000008d -> 54 else 56               ; setpriority; everywhere.yaml:13
54: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
55: jge  0x80000000 -> 79 else 78               ; everywhere.yaml:13
56: jeq  0x40000086 -> 69 else 78
57: jge  0x4000003c -> 58 else 59               ; exit
58: jeq  0x40000065 -> 69 else 78
59: jge  0x40000015 -> 60 else 65               ; access
60: jge  0x4000002d -> 61 else 78
61: jge  0x40000036 -> 63 else 62
62: jge  0x40000030 -> 78 else 69               ; shutdown
63: jge  0x40000038 -> 64 else 69               ; clone
64: jeq  0x4000003b -> 69 else 78
65: jge  0x4000000d -> 66 else 70
66: jge  0x40000011 -> 67 else 68               ; pread64
67: jge  0x40000013 -> 69 else 78
68: jeq  0x4000000e -> 78 else 69               ; rt_sigprocmask
69: ret  0x50026                                ; deny(ENOSYS)
70: jge  0x40000002 -> 73 else 71               ; open; everywhere.yaml:5
71: jge  0x40000000 -> 79 else 72               ; x32; everywhere.yaml:5
72: ret  0x80000000                             ; kill
73: jeq  0x40000008 -> 74 else 78               ; lseek; everywhere.yaml:10
74: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
75: jeq  0x1 -> 76 else 78                      ; everywhere.yaml:10
76: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
77: jeq  0x1 -> 79 else 78                      ; everywhere.yaml:10
78: ret  0x50001                                ; deny(EPERM)
79: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13

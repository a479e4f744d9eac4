 0: ld   arch
 1: jeq  0x80000016 -> 3 else 2                 ; s390x
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  265 -> 5 else 15                       ; statfs64
 5: jge  387 -> 11 else 6
 6: jeq  288 -> 7 else 79                       ; openat; everywhere.yaml:6
 7: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
 8: jeq  0xffffff9c -> 9 else 79                ; everywhere.yaml:6
 9: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
10: jset 0x10043 -> 79 else 58                  ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
11: jge  424 -> 12 else 13                      ; pidfd_send_signal
12: jge  472 -> 78 else 79
13: jge  392 -> 14 else 78                      ; semtimedop
14: jge  403 -> 78 else 79
15: jge  138 -> 16 else 30
16: jge  198 -> 17 else 23                      ; lchown
17: jge  224 -> 20 else 18                      ; setxattr
18: jge  221 -> 19 else 79
19: jeq  222 -> 79 else 78                      ; readahead
20: jge  263 -> 78 else 21
21: jeq  248 -> 58 else 22                      ; exit_group; everywhere.yaml:5
22: jeq  242 -> 78 else 79
23: jge  164 -> 25 else 24
24: jge  141 -> 79 else 78                      ; getdents
25: jge  172 -> 26 else 28                      ; prctl
26: jge  192 -> 78 else 27
27: jeq  182 -> 78 else 79
28: jge  167 -> 29 else 78                      ; query_module
29: jge  170 -> 78 else 79
30: jge  85 -> 31 else 42                       ; readlink
31: jge  114 -> 32 else 33                      ; wait4
32: jeq  123 -> 78 else 79
33: jge  99 -> 34 else 37                       ; statfs
34: jeq  101 -> 78 else 35
35: jeq  109 -> 78 else 36
36: jeq  113 -> 78 else 79
37: jge  95 -> 38 else 79
38: jeq  96 -> 79 else 39                       ; getpriority
39: jeq  97 -> 40 else 78                       ; setpriority; everywhere.yaml:13
40: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
41: jge  0x80000000 -> 58 else 79               ; everywhere.yaml:13
42: jge  33 -> 59 else 43                       ; access
43: jge  16 -> 48 else 44
44: jge  5 -> 45 else 46                        ; open; everywhere.yaml:5
45: jeq  13 -> 78 else 79
46: jge  3 -> 58 else 47                        ; read; everywhere.yaml:5
47: jeq  0 -> 78 else 79
48: jge  26 -> 49 else 51                       ; ptrace
49: jge  31 -> 78 else 50
50: jeq  28 -> 78 else 79
51: jge  20 -> 52 else 53                       ; getpid; everywhere.yaml:10
52: jge  23 -> 78 else 79
53: jeq  19 -> 54 else 78                       ; lseek; everywhere.yaml:10
54: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
55: jeq  0x1 -> 56 else 79                      ; everywhere.yaml:10
56: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
57: jeq  0x1 -> 58 else 79                      ; everywhere.yaml:10
58: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13
59: jge  60 -> 60 else 65                       ; umask
60: jge  68 -> 61 else 79
61: jge  80 -> 62 else 63
62: jeq  83 -> 79 else 78                       ; symlink
63: jge  72 -> 64 else 78                       ; sigsuspend
64: jeq  76 -> 78 else 79
65: jge  44 -> 67 else 66
66: jeq  35 -> 78 else 79
67: jge  53 -> 71 else 68
68: jge  51 -> 79 else 69                       ; acct
69: jeq  45 -> 79 else 70                       ; brk
70: jeq  48 -> 79 else 78                       ; signal
71: jeq  54 -> 72 else 76                       ; ioctl; everywhere.yaml:8
72: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
73: jeq  0x5412 -> 75 else 74                   ; TIOCSTI; everywhere.yaml:8
74: jeq  0x541b -> 75 else 79                   ; FIONREAD; everywhere.yaml:8
75: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
76: jeq  55 -> 79 else 77                       ; fcntl
77: jeq  57 -> 79 else 78                       ; setpgid
78: ret  0x50026                                ; deny(ENOSYS)
79: ret  0x50001                                ; deny(EPERM)

 0: ld   arch
 1: jeq  0x40000028 -> 3 else 2                 ; arm
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  256 -> 5 else 18                       ; set_tid_address
 5: jge  402 -> 11 else 6
 6: jeq  322 -> 7 else 72                       ; openat; everywhere.yaml:6
 7: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
 8: jeq  0xffffff9c -> 9 else 72                ; everywhere.yaml:6
 9: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
10: jset 0x4043 -> 72 else 70                   ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
11: jge  416 -> 14 else 12                      ; io_pgetevents_time64
12: jeq  402 -> 73 else 13
13: jeq  415 -> 73 else 72
14: jge  472 -> 16 else 15
15: jeq  447 -> 73 else 72
16: jge  0xf0001 -> 17 else 73                  ; breakpoint
17: jge  0xf0007 -> 73 else 72
18: jge  131 -> 19 else 28                      ; quotactl
19: jge  190 -> 20 else 24                      ; vfork
20: jge  222 -> 21 else 72
21: jge  224 -> 22 else 73                      ; gettid
22: jge  254 -> 73 else 23
23: jeq  248 -> 70 else 72                      ; exit_group; everywhere.yaml:5
24: jge  166 -> 26 else 25
25: jeq  137 -> 73 else 72
26: jge  168 -> 27 else 73                      ; poll
27: jge  188 -> 73 else 72
28: jge  53 -> 43 else 29
29: jge  33 -> 30 else 33                       ; access
30: jeq  35 -> 73 else 31
31: jeq  44 -> 73 else 32
32: jeq  48 -> 73 else 72
33: jge  17 -> 38 else 34
34: jge  5 -> 36 else 35                        ; open; everywhere.yaml:5
35: jge  3 -> 70 else 72                        ; read; everywhere.yaml:5
36: jeq  7 -> 73 else 37
37: jeq  13 -> 73 else 72
38: jge  25 -> 39 else 41
39: jeq  26 -> 72 else 40                       ; ptrace
40: jeq  29 -> 72 else 73                       ; pause
41: jge  19 -> 42 else 73                       ; lseek
42: jeq  22 -> 73 else 72
43: jge  89 -> 57 else 44
44: jge  70 -> 45 else 48                       ; setreuid
45: jeq  76 -> 73 else 46
46: jeq  82 -> 73 else 47
47: jeq  84 -> 73 else 72
48: jge  60 -> 49 else 50                       ; umask
49: jge  68 -> 73 else 72
50: jeq  54 -> 51 else 55                       ; ioctl; everywhere.yaml:8
51: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
52: jeq  0x5412 -> 54 else 53                   ; TIOCSTI; everywhere.yaml:8
53: jeq  0x541b -> 54 else 72                   ; FIONREAD; everywhere.yaml:8
54: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
55: jeq  55 -> 72 else 56                       ; fcntl
56: jeq  57 -> 72 else 73                       ; setpgid
57: jge  114 -> 58 else 62                      ; wait4
58: jeq  117 -> 73 else 59
59: jeq  123 -> 73 else 60
60: jeq  127 -> 73 else 61
61: jeq  130 -> 73 else 72
62: jge  101 -> 63 else 66
63: jge  109 -> 64 else 65
64: jeq  111 -> 72 else 73                      ; vhangup
65: jge  103 -> 72 else 73                      ; syslog
66: jge  91 -> 67 else 73                       ; munmap
67: jeq  97 -> 68 else 71                       ; setpriority; everywhere.yaml:13
68: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
69: jge  0x80000000 -> 70 else 72               ; everywhere.yaml:13
70: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,13
71: jeq  98 -> 73 else 72
72: ret  0x50001                                ; deny(EPERM)
73: ret  0x50026                                ; deny(ENOSYS)

 0: ld   arch
 1: jeq  0xc0000102 -> 3 else 2                 ; loongarch64
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  163 -> 5 else 11
 5: jge  244 -> 7 else 6
 6: jge  165 -> 35 else 29                      ; getrusage
 7: jge  424 -> 8 else 9                        ; pidfd_send_signal
 8: jge  472 -> 29 else 35
 9: jge  260 -> 10 else 29                      ; wait4
10: jge  295 -> 29 else 35
11: jge  65 -> 12 else 16                       ; readv; everywhere.yaml:5
12: jeq  94 -> 34 else 13                       ; exit_group; everywhere.yaml:5
13: jeq  140 -> 14 else 35                      ; setpriority; everywhere.yaml:13
14: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
15: jge  0x80000000 -> 34 else 35               ; everywhere.yaml:13
16: jge  62 -> 17 else 22                       ; lseek; everywhere.yaml:10
17: jeq  62 -> 18 else 34                       ; lseek; everywhere.yaml:10
18: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
19: jeq  0x1 -> 20 else 35                      ; everywhere.yaml:10
20: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
21: jeq  0x1 -> 34 else 35                      ; everywhere.yaml:10
22: jeq  29 -> 23 else 27                       ; ioctl; everywhere.yaml:8
23: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
24: jeq  0x5412 -> 26 else 25                   ; TIOCSTI; everywhere.yaml:8
25: jeq  0x541b -> 26 else 35                   ; FIONREAD; everywhere.yaml:8
26: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
27: jeq  56 -> 30 else 28                       ; openat; everywhere.yaml:6
28: jeq  38 -> 29 else 35
29: ret  0x50026                                ; deny(ENOSYS)
30: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
31: jeq  0xffffff9c -> 32 else 35               ; everywhere.yaml:6
32: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
33: jset 0x10043 -> 35 else 34                  ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
34: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13
35: ret  0x50001                                ; deny(EPERM)

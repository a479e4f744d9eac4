 0: ld   arch
 1: jeq  0xc00000b7 -> 3 else 2                 ; aarch64
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  244 -> 5 else 10
 5: jge  424 -> 6 else 7                        ; pidfd_send_signal
 6: jge  472 -> 9 else 32
 7: jge  260 -> 8 else 9                        ; wait4
 8: jge  295 -> 9 else 32
 9: ret  0x50026                                ; deny(ENOSYS)
10: jge  65 -> 11 else 15                       ; readv; everywhere.yaml:5
11: jeq  94 -> 31 else 12                       ; exit_group; everywhere.yaml:5
12: jeq  140 -> 13 else 32                      ; setpriority; everywhere.yaml:13
13: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
14: jge  0x80000000 -> 31 else 32               ; everywhere.yaml:13
15: jge  62 -> 16 else 21                       ; lseek; everywhere.yaml:10
16: jeq  62 -> 17 else 31                       ; lseek; everywhere.yaml:10
17: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
18: jeq  0x1 -> 19 else 32                      ; everywhere.yaml:10
19: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
20: jeq  0x1 -> 31 else 32                      ; everywhere.yaml:10
21: jeq  29 -> 22 else 26                       ; ioctl; everywhere.yaml:8
22: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
23: jeq  0x5412 -> 25 else 24                   ; TIOCSTI; everywhere.yaml:8
24: jeq  0x541b -> 25 else 32                   ; FIONREAD; everywhere.yaml:8
25: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
26: jeq  56 -> 27 else 32                       ; openat; everywhere.yaml:6
27: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
28: jeq  0xffffff9c -> 29 else 32               ; everywhere.yaml:6
29: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
30: jset 0x4043 -> 32 else 31                   ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
31: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13
32: ret  0x50001                                ; deny(EPERM)

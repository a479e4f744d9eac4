 0: ld   arch
 1: jeq  0xc00000f3 -> 3 else 2                 ; riscv64
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  95 -> 5 else 13                        ; waitid; everywhere.yaml:5
 5: jge  244 -> 9 else 6
 6: jeq  140 -> 7 else 34                       ; setpriority; everywhere.yaml:13
 7: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
 8: jge  0x80000000 -> 33 else 34               ; everywhere.yaml:13
 9: jge  424 -> 10 else 11                      ; pidfd_send_signal
10: jge  472 -> 28 else 34
11: jge  258 -> 12 else 28                      ; riscv_hwprobe
12: jge  295 -> 28 else 34
13: jge  62 -> 14 else 21                       ; lseek; everywhere.yaml:10
14: jge  65 -> 15 else 16                       ; readv; everywhere.yaml:5
15: jeq  94 -> 33 else 34                       ; exit_group; everywhere.yaml:5
16: jeq  62 -> 17 else 33                       ; lseek; everywhere.yaml:10
17: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
18: jeq  0x1 -> 19 else 34                      ; everywhere.yaml:10
19: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
20: jeq  0x1 -> 33 else 34                      ; everywhere.yaml:10
21: jeq  29 -> 22 else 26                       ; ioctl; everywhere.yaml:8
22: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
23: jeq  0x5412 -> 25 else 24                   ; TIOCSTI; everywhere.yaml:8
24: jeq  0x541b -> 25 else 34                   ; FIONREAD; everywhere.yaml:8
25: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
26: jeq  56 -> 29 else 27                       ; openat; everywhere.yaml:6
27: jeq  38 -> 28 else 34
28: ret  0x50026                                ; deny(ENOSYS)
29: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
30: jeq  0xffffff9c -> 31 else 34               ; everywhere.yaml:6
31: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
32: jset 0x10043 -> 34 else 33                  ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
33: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13
34: ret  0x50001                                ; deny(EPERM)

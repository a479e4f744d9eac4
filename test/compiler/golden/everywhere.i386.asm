 0: ld   arch
 1: jeq  0x40000003 -> 3 else 2                 ; i386
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  222 -> 16 else 5
 5: jge  55 -> 6 else 9                         ; fcntl; everywhere.yaml:8
 6: jeq  97 -> 7 else 32                        ; setpriority; everywhere.yaml:13
 7: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
 8: jge  0x80000000 -> 31 else 32               ; everywhere.yaml:13
 9: jge  5 -> 11 else 10                        ; open; everywhere.yaml:5
10: jge  3 -> 31 else 32                        ; read; everywhere.yaml:5
11: jeq  54 -> 12 else 32                       ; ioctl; everywhere.yaml:8
12: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
13: jeq  0x5412 -> 15 else 14                   ; TIOCSTI; everywhere.yaml:8
14: jeq  0x541b -> 15 else 32                   ; FIONREAD; everywhere.yaml:8
15: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
16: jge  387 -> 17 else 20
17: jge  393 -> 18 else 26                      ; semget
18: jge  472 -> 26 else 19
19: jeq  415 -> 26 else 32
20: jge  253 -> 24 else 21                      ; lookup_dcookie; everywhere.yaml:5
21: jge  251 -> 22 else 23
22: jeq  252 -> 31 else 26                      ; exit_group; everywhere.yaml:5
23: jge  224 -> 32 else 26                      ; gettid
24: jeq  295 -> 27 else 25                      ; openat; everywhere.yaml:6
25: jeq  285 -> 26 else 32
26: ret  0x50026                                ; deny(ENOSYS)
27: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
28: jeq  0xffffff9c -> 29 else 32               ; everywhere.yaml:6
29: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
30: jset 0x10043 -> 32 else 31                  ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
31: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,13
32: ret  0x50001                                ; deny(EPERM)

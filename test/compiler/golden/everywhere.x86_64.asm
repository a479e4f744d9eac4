 0: ld   arch
 1: jeq  0xc000003e -> 2 else 9                 ; x86_64
 2: ld   nr
 3: jge  231 -> 4 else 16                       ; exit_group; everywhere.yaml:5
 4: jge  337 -> 5 else 10
 5: jge  424 -> 6 else 8                        ; pidfd_send_signal
 6: jge  472 -> 7 else 31
 7: jset 0x40000000 -> 9 else 8                 ; x32
 8: ret  0x50026                                ; deny(ENOSYS)
 9: ret  0x80000000                             ; kill
10: jeq  231 -> 26 else 11                      ; exit_group; everywhere.yaml:5
11: jeq  257 -> 12 else 31                      ; openat; everywhere.yaml:6
12: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
13: jeq  0xffffff9c -> 14 else 31               ; everywhere.yaml:6
14: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
15: jset 0x10043 -> 31 else 26                  ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
16: jge  17 -> 17 else 20                       ; pread64; everywhere.yaml:8
17: jeq  141 -> 18 else 31                      ; setpriority; everywhere.yaml:13
18: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
19: jge  0x80000000 -> 26 else 31               ; everywhere.yaml:13
20: jge  2 -> 21 else 26                        ; open; everywhere.yaml:5
21: jeq  8 -> 22 else 27                        ; lseek; everywhere.yaml:10
22: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
23: jeq  0x1 -> 24 else 31                      ; everywhere.yaml:10
24: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
25: jeq  0x1 -> 26 else 31                      ; everywhere.yaml:10
26: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13
27: jeq  16 -> 28 else 31                       ; ioctl; everywhere.yaml:8
28: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
29: jeq  0x5412 -> 32 else 30                   ; TIOCSTI; everywhere.yaml:8
30: jeq  0x541b -> 32 else 31                   ; FIONREAD; everywhere.yaml:8
31: ret  0x50001                                ; deny(EPERM)
32: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8

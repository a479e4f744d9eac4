 0: ld   arch
 1: jeq  0xc0000015 -> 3 else 2                 ; ppc64le
 2: ret  0x80000000                             ; kill
 3: ld   nr
 4: jge  192 -> 21 else 5
 5: jge  55 -> 6 else 9                         ; fcntl; everywhere.yaml:8
 6: jeq  97 -> 7 else 44                        ; setpriority; everywhere.yaml:13
 7: ld   arg2.low                               ; setpriority: niceval; everywhere.yaml:13
 8: jge  0x80000000 -> 37 else 44               ; everywhere.yaml:13
 9: jge  5 -> 11 else 10                        ; open; everywhere.yaml:5
10: jge  3 -> 37 else 44                        ; read; everywhere.yaml:5
11: jeq  19 -> 12 else 16                       ; lseek; everywhere.yaml:10
12: ld   arg1.low                               ; lseek: offset; everywhere.yaml:10
13: jeq  0x1 -> 14 else 44                      ; everywhere.yaml:10
14: ld   arg1.high                              ; lseek: offset; everywhere.yaml:10
15: jeq  0x1 -> 37 else 44                      ; everywhere.yaml:10
16: jeq  54 -> 17 else 44                       ; ioctl; everywhere.yaml:8
17: ld   arg1.low                               ; ioctl: cmd; everywhere.yaml:8
18: jeq  0x5412 -> 20 else 19                   ; TIOCSTI; everywhere.yaml:8
19: jeq  0x4004667f -> 20 else 44               ; FIONREAD; everywhere.yaml:8
20: ret  0x50023                                ; deny(EDEADLK); everywhere.yaml:8
21: jge  366 -> 22 else 29
22: jge  424 -> 23 else 25                      ; pidfd_send_signal
23: jge  472 -> 45 else 24
24: jeq  447 -> 45 else 44
25: jge  389 -> 27 else 26
26: jge  378 -> 44 else 45                      ; mlock2
27: jge  392 -> 28 else 45                      ; semtimedop
28: jge  403 -> 45 else 44
29: jge  258 -> 30 else 35                      ; migrate_pages
30: jeq  286 -> 31 else 44                      ; openat; everywhere.yaml:6
31: ld   arg0.low                               ; openat: dfd; everywhere.yaml:6
32: jeq  0xffffff9c -> 33 else 44               ; everywhere.yaml:6
33: ld   arg2.low                               ; openat: flags; everywhere.yaml:6
34: jset 0x4043 -> 44 else 37                   ; O_CREAT|O_DIRECTORY|0x3; everywhere.yaml:6
35: jge  227 -> 36 else 40                      ; io_setup
36: jeq  234 -> 37 else 38                      ; exit_group; everywhere.yaml:5
37: ret  0x7fff0000                             ; allow; everywhere.yaml:5,6,10,13
38: jeq  254 -> 45 else 39
39: jeq  257 -> 45 else 44
40: jge  224 -> 41 else 42
41: jeq  225 -> 44 else 45                      ; tuxcall
42: jge  198 -> 43 else 45                      ; pciconfig_read
43: jeq  204 -> 45 else 44
44: ret  0x50001                                ; deny(EPERM)
45: ret  0x50026                                ; deny(ENOSYS)

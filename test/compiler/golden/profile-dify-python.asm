 0: ld   arch
 1: jeq  0xc000003e -> 2 else 7                 ; x86_64
 2: ld   nr
 3: jge  201 -> 4 else 25                       ; time; policy/test.yaml:51
 4: jge  292 -> 5 else 10                       ; dup3; policy/test.yaml:47
 5: jge  472 -> 6 else 8
 6: jset 0x40000000 -> 7 else 51                ; x32
 7: ret  0x0                                    ; kill(thread)
 8: jeq  318 -> 52 else 9                       ; getrandom; policy/test.yaml:54
 9: jeq  334 -> 52 else 51                      ; rseq; policy/test.yaml:43
10: jge  257 -> 11 else 18                      ; openat; policy/test.yaml:18
11: jge  275 -> 12 else 13                      ; splice; policy/test.yaml:42
12: jge  290 -> 52 else 51                      ; eventfd2; policy/test.yaml:55
13: jge  259 -> 15 else 14                      ; mknodat; policy/test.yaml:57
14: jeq  258 -> 38 else 52                      ; mkdirat; policy/test.yaml:57
15: jge  273 -> 52 else 16                      ; set_robust_list; policy/test.yaml:41
16: jeq  262 -> 52 else 17                      ; newfstatat; policy/test.yaml:10
17: jeq  270 -> 52 else 51                      ; pselect6; policy/test.yaml:50
18: jge  228 -> 19 else 22                      ; clock_gettime; policy/test.yaml:44
19: jge  235 -> 51 else 20                      ; utimes; policy/test.yaml:38
20: jeq  229 -> 51 else 21                      ; clock_getres
21: jeq  232 -> 51 else 52                      ; epoll_wait
22: jge  205 -> 23 else 24                      ; set_thread_area; policy/test.yaml:21
23: jeq  217 -> 52 else 51                      ; getdents64; policy/test.yaml:15
24: jeq  203 -> 51 else 52                      ; sched_setaffinity
25: jge  83 -> 26 else 36                       ; mkdir; policy/test.yaml:58
26: jge  132 -> 27 else 28                      ; utime; policy/test.yaml:53
27: jeq  186 -> 52 else 51                      ; gettid; policy/test.yaml:35
28: jge  107 -> 29 else 32                      ; geteuid; policy/test.yaml:30
29: jeq  110 -> 52 else 30                      ; getppid; policy/test.yaml:34
30: jeq  116 -> 52 else 31                      ; setgroups; policy/test.yaml:29
31: jeq  131 -> 52 else 51                      ; sigaltstack; policy/test.yaml:53
32: jge  105 -> 52 else 33                      ; setuid; policy/test.yaml:31
33: jeq  83 -> 38 else 34                       ; mkdir; policy/test.yaml:58
34: jeq  96 -> 52 else 35                       ; gettimeofday; policy/test.yaml:45
35: jeq  102 -> 52 else 51                      ; getuid; policy/test.yaml:32
36: jge  40 -> 37 else 41                       ; sendfile; policy/test.yaml:33
37: jeq  56 -> 38 else 39                       ; clone; policy/test.yaml:56
38: ret  0x50001                                ; deny(EPERM); policy/test.yaml:56,57,58
39: jeq  60 -> 52 else 40                       ; exit; policy/test.yaml:36
40: jeq  72 -> 52 else 51                       ; fcntl; policy/test.yaml:12
41: jge  17 -> 46 else 42                       ; pread64; policy/test.yaml:13
42: jge  8 -> 52 else 43                        ; lseek; policy/test.yaml:14
43: jge  4 -> 44 else 45                        ; stat; policy/test.yaml:17
44: jeq  5 -> 52 else 51                        ; fstat; policy/test.yaml:11
45: jeq  2 -> 51 else 52                        ; open
46: jge  26 -> 48 else 47                       ; msync; policy/test.yaml:27
47: jge  24 -> 52 else 51                       ; sched_yield; policy/test.yaml:40
48: jeq  28 -> 52 else 49                       ; madvise; policy/test.yaml:28
49: jeq  35 -> 52 else 50                       ; nanosleep; policy/test.yaml:46
50: jeq  39 -> 52 else 51                       ; getpid; policy/test.yaml:33
51: ret  0x80000000                             ; kill
52: ret  0x7fff0000                             ; allow; policy/test.yaml:10,11,12,13,14,15,16,17 and 38 more

 0: ld   arch
 1: jeq  0xc000003e -> 2 else 57                ; x86_64
 2: ld   nr
 3: jge  236 -> 32 else 4                       ; vserver; policy/test.yaml:303
 4: jge  134 -> 16 else 5                       ; uselib; policy/test.yaml:146
 5: jge  57 -> 6 else 7                         ; fork; policy/test.yaml:65,323
 6: jeq  103 -> 65 else 66                      ; syslog
 7: jeq  41 -> 11 else 8                        ; socket; policy/test.yaml:313,314,315
 8: jeq  56 -> 9 else 66                        ; clone; policy/test.yaml:323
 9: ld   arg0.low                               ; clone: clone_flags; policy/test.yaml:323
10: jset 0x7e020000 -> 65 else 66               ; CLONE_NEWNS|CLONE_NEWCGROUP|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWUSER|CLONE_NEWPID|CLONE_NEWNET; policy/test.yaml:323
11: ld   arg0.high                              ; socket: family; policy/test.yaml:313,314,315
12: jeq  0x0 -> 13 else 66                      ; policy/test.yaml:313,314,315
13: ld   arg0.low                               ; socket: family; policy/test.yaml:313,314
14: jeq  0x26 -> 65 else 15                     ; AF_ALG; policy/test.yaml:313,314
15: jeq  0x28 -> 65 else 66                     ; AF_VSOCK; policy/test.yaml:314,315
16: jge  186 -> 17 else 19                      ; gettid; policy/test.yaml:103
17: jeq  212 -> 65 else 18                      ; lookup_dcookie
18: jeq  227 -> 65 else 66                      ; clock_settime
19: jge  163 -> 65 else 20                      ; acct; policy/test.yaml:278
20: jge  153 -> 21 else 24                      ; vhangup; policy/test.yaml:167
21: jge  157 -> 22 else 23                      ; prctl; policy/test.yaml:185
22: jeq  161 -> 65 else 66                      ; chroot
23: jeq  154 -> 66 else 65                      ; modify_ldt; policy/test.yaml:322
24: jge  137 -> 25 else 26                      ; statfs; policy/test.yaml:273
25: jeq  139 -> 65 else 66                      ; sysfs
26: jeq  135 -> 27 else 65                      ; personality; policy/test.yaml:316,317,318,319,320
27: ld   arg0.high                              ; personality: personality; policy/test.yaml:316,317,318,319,320
28: jeq  0x0 -> 29 else 65                      ; policy/test.yaml:316,317,318,319,320
29: ld   arg0.low                               ; personality: personality; policy/test.yaml:316,317,318,319
30: jset 0xfffdfff7 -> 31 else 66               ; outside of PER_LINUX32|UNAME26; policy/test.yaml:316,317,318,319
31: jeq  0xffffffff -> 66 else 65               ; policy/test.yaml:316,317,318,319,320
32: jge  298 -> 40 else 33                      ; perf_event_open; policy/test.yaml:219
33: jge  251 -> 34 else 37                      ; ioprio_set; policy/test.yaml:118
34: jeq  256 -> 65 else 35                      ; migrate_pages
35: jeq  272 -> 65 else 36                      ; unshare
36: jeq  279 -> 65 else 66                      ; move_pages
37: jge  246 -> 38 else 39                      ; kexec_load; policy/test.yaml:153
38: jeq  247 -> 66 else 65                      ; waitid; policy/test.yaml:307
39: jge  240 -> 66 else 65                      ; mq_open; policy/test.yaml:155
40: jge  336 -> 50 else 41                      ; uprobe; policy/test.yaml:300
41: jge  312 -> 42 else 46                      ; kcmp; policy/test.yaml:311
42: jge  324 -> 66 else 43                      ; membarrier; policy/test.yaml:140
43: jge  320 -> 44 else 45                      ; kexec_file_load; policy/test.yaml:141
44: jeq  322 -> 66 else 65                      ; execveat; policy/test.yaml:46
45: jge  314 -> 66 else 65                      ; sched_setattr; policy/test.yaml:228
46: jge  301 -> 48 else 47                      ; fanotify_mark; policy/test.yaml:53
47: jeq  299 -> 66 else 65                      ; recvmmsg; policy/test.yaml:201
48: jeq  304 -> 65 else 49                      ; open_by_handle_at
49: jeq  308 -> 65 else 66                      ; setns
50: jge  444 -> 51 else 58                      ; landlock_create_ruleset; policy/test.yaml:123
51: jge  459 -> 53 else 52                      ; lsm_get_self_attr; policy/test.yaml:130
52: jeq  450 -> 65 else 66                      ; set_mempolicy_home_node
53: jge  467 -> 55 else 54                      ; open_tree_attr; policy/test.yaml:205
54: jge  462 -> 66 else 65                      ; mseal; policy/test.yaml:160
55: jge  472 -> 56 else 65
56: jset 0x40000000 -> 57 else 65               ; x32
57: ret  0x0                                    ; kill(thread)
58: jge  434 -> 60 else 59                      ; pidfd_open; policy/test.yaml:176
59: jeq  424 -> 66 else 65                      ; pidfd_send_signal; policy/test.yaml:177
60: jge  438 -> 63 else 61                      ; pidfd_getfd; policy/test.yaml:174
61: jeq  435 -> 62 else 66                      ; clone3; policy/test.yaml:324
62: ret  0x50026                                ; deny(ENOSYS); policy/test.yaml:324
63: jeq  439 -> 66 else 64                      ; faccessat2; policy/test.yaml:50
64: jeq  441 -> 66 else 65                      ; epoll_pwait2; policy/test.yaml:40
65: ret  0x50001                                ; deny(EPERM)
66: ret  0x7fff0000                             ; allow; policy/test.yaml:10,11,12,13,14,15,16,17 and 306 more

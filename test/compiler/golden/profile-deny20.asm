 0: ld   arch
 1: jeq  0xc000003e -> 2 else 14                ; x86_64
 2: ld   nr
 3: jge  155 -> 5 else 4                        ; pivot_root; policy/test.yaml:21
 4: jeq  101 -> 25 else 24                      ; ptrace; policy/test.yaml:10
 5: jge  246 -> 11 else 6                       ; kexec_load; policy/test.yaml:11
 6: jge  177 -> 24 else 7                       ; get_kernel_syms; policy/test.yaml:15
 7: jge  165 -> 9 else 8                        ; mount; policy/test.yaml:19
 8: jeq  155 -> 25 else 24                      ; pivot_root; policy/test.yaml:21
 9: jge  170 -> 10 else 25                      ; sethostname; policy/test.yaml:22
10: jge  175 -> 25 else 24                      ; init_module; policy/test.yaml:13
11: jge  324 -> 12 else 16                      ; membarrier; policy/test.yaml:18
12: jge  472 -> 13 else 15
13: jset 0x40000000 -> 14 else 24               ; x32
14: ret  0x0                                    ; kill(thread)
15: jeq  425 -> 25 else 24                      ; io_uring_setup; policy/test.yaml:28
16: jge  298 -> 19 else 17                      ; perf_event_open; policy/test.yaml:17
17: jge  251 -> 24 else 18                      ; ioprio_set; policy/test.yaml:25
18: jeq  247 -> 24 else 25                      ; waitid
19: jge  320 -> 20 else 21                      ; kexec_file_load; policy/test.yaml:12
20: jeq  322 -> 24 else 25                      ; execveat
21: jeq  298 -> 25 else 22                      ; perf_event_open; policy/test.yaml:17
22: jeq  304 -> 25 else 23                      ; open_by_handle_at; policy/test.yaml:29
23: jeq  313 -> 25 else 24                      ; finit_module; policy/test.yaml:14
24: ret  0x7fff0000                             ; allow
25: ret  0x50001                                ; deny(EPERM); policy/test.yaml:10,11,12,13,14,15,16,17 and 12 more

  0: ld   arch
  1: jeq  0xc000003e -> 2 else 26                ; x86_64
  2: ld   nr
  3: jge  186 -> 4 else 47                       ; gettid; policy/test.yaml:28
  4: jge  281 -> 23 else 5                       ; epoll_pwait; policy/test.yaml:12
  5: jge  234 -> 114 else 6                      ; tgkill; policy/test.yaml:11
  6: jge  203 -> 7 else 11                       ; sched_setaffinity; policy/test.yaml:43,44,45,46,47
  7: jge  231 -> 8 else 9                        ; exit_group; policy/test.yaml:14
  8: jeq  232 -> 114 else 113                    ; epoll_wait
  9: jeq  219 -> 113 else 10                     ; restart_syscall; policy/test.yaml:84
 10: jeq  228 -> 113 else 114                    ; clock_gettime; policy/test.yaml:29
 11: jeq  186 -> 113 else 12                     ; gettid; policy/test.yaml:28
 12: jeq  200 -> 13 else 16                      ; tkill; policy/test.yaml:63,64
 13: ld   arg1.low                               ; tkill: sig; policy/test.yaml:63
 14: jeq  0x6 -> 113 else 15                     ; SIGABRT; policy/test.yaml:63
 15: jeq  0x23 -> 113 else 114                   ; policy/test.yaml:64
 16: jeq  202 -> 17 else 114                     ; futex; policy/test.yaml:43,44,45,46,47
 17: ld   arg1.low                               ; futex: op; policy/test.yaml:43,44
 18: jeq  0x0 -> 113 else 19                     ; FUTEX_WAIT; policy/test.yaml:43,44
 19: jeq  0x1 -> 113 else 20                     ; FUTEX_WAKE; policy/test.yaml:43,44
 20: jeq  0x80 -> 113 else 21                    ; FUTEX_PRIVATE_FLAG; policy/test.yaml:45,47
 21: jeq  0x89 -> 113 else 22                    ; FUTEX_WAIT_BITSET|FUTEX_PRIVATE_FLAG; policy/test.yaml:46
 22: jeq  0x81 -> 113 else 114                   ; FUTEX_WAKE|FUTEX_PRIVATE_FLAG; policy/test.yaml:45,47
 23: jge  428 -> 24 else 27                      ; open_tree; policy/test.yaml:26
 24: jge  472 -> 25 else 114
 25: jset 0x40000000 -> 26 else 114              ; x32
 26: ret  0x0                                    ; kill(thread)
 27: jge  318 -> 28 else 33                      ; getrandom; policy/test.yaml:40
 28: jge  425 -> 113 else 29                     ; io_uring_setup; policy/test.yaml:25
 29: jge  320 -> 114 else 30                     ; kexec_file_load; policy/test.yaml:58
 30: jeq  319 -> 31 else 113                     ; memfd_create; policy/test.yaml:58
 31: ld   arg1.low                               ; memfd_create: flags; policy/test.yaml:58
 32: jeq  0x3 -> 113 else 114                    ; MFD_CLOEXEC|MFD_ALLOW_SEALING; policy/test.yaml:58
 33: jge  291 -> 114 else 34                     ; epoll_create1; policy/test.yaml:23
 34: jeq  281 -> 113 else 35                     ; epoll_pwait; policy/test.yaml:12
 35: jeq  283 -> 36 else 40                      ; timerfd_create; policy/test.yaml:65
 36: ld   arg0.low                               ; timerfd_create: clockid; policy/test.yaml:65
 37: jeq  0x1 -> 38 else 114                     ; CLOCK_MONOTONIC; policy/test.yaml:65
 38: ld   arg1.low                               ; timerfd_create: flags; policy/test.yaml:65
 39: jeq  0x80800 -> 113 else 114                ; TFD_NONBLOCK|TFD_CLOEXEC; policy/test.yaml:65
 40: jeq  286 -> 41 else 43                      ; timerfd_settime; policy/test.yaml:66
 41: ld   arg1.low                               ; timerfd_settime: flags; policy/test.yaml:66
 42: jeq  0x0 -> 113 else 114                    ; policy/test.yaml:66
 43: jeq  288 -> 44 else 46                      ; accept4; policy/test.yaml:41
 44: ld   arg3.low                               ; accept4: flags; policy/test.yaml:41
 45: jeq  0x80000 -> 113 else 114                ; SOCK_CLOEXEC; policy/test.yaml:41
 46: jeq  290 -> 113 else 114                    ; eventfd2; policy/test.yaml:23
 47: jge  78 -> 48 else 49                       ; getdents; policy/test.yaml:32
 48: jeq  131 -> 113 else 114                    ; sigaltstack; policy/test.yaml:39
 49: jge  48 -> 50 else 59                       ; shutdown; policy/test.yaml:83
 50: jeq  60 -> 113 else 51                      ; exit; policy/test.yaml:13
 51: jeq  72 -> 54 else 52                       ; fcntl; policy/test.yaml:42,59
 52: jeq  74 -> 113 else 53                      ; fsync; policy/test.yaml:21
 53: jeq  77 -> 113 else 114                     ; ftruncate; policy/test.yaml:32
 54: ld   arg1.low                               ; fcntl: cmd; policy/test.yaml:42
 55: jeq  0x2 -> 56 else 58                      ; F_SETFD; policy/test.yaml:42
 56: ld   arg2.low                               ; fcntl: arg; policy/test.yaml:42
 57: jeq  0x1 -> 113 else 114                    ; policy/test.yaml:42
 58: jeq  0x409 -> 113 else 114                  ; F_ADD_SEALS; policy/test.yaml:59
 59: jge  29 -> 60 else 69                       ; shmget; policy/test.yaml:48
 60: jge  41 -> 61 else 114                      ; socket; policy/test.yaml:61
 61: jeq  41 -> 63 else 62                       ; socket; policy/test.yaml:61
 62: jeq  43 -> 114 else 113                     ; accept
 63: ld   arg0.low                               ; socket: family; policy/test.yaml:61
 64: jeq  0x1 -> 65 else 114                     ; AF_UNIX; policy/test.yaml:61
 65: ld   arg1.low                               ; socket: type; policy/test.yaml:61
 66: jeq  0x80001 -> 67 else 114                 ; SOCK_STREAM|SOCK_CLOEXEC; policy/test.yaml:61
 67: ld   arg2.low                               ; socket: protocol; policy/test.yaml:61
 68: jeq  0x0 -> 113 else 114                    ; policy/test.yaml:61
 69: jge  16 -> 70 else 92                       ; ioctl; policy/test.yaml:38,67,68,69,70,71,72,73 and 7 more
 70: jge  21 -> 71 else 75                       ; access; policy/test.yaml:19
 71: jge  24 -> 72 else 114                      ; sched_yield; policy/test.yaml:81
 72: jeq  26 -> 73 else 113                      ; msync; policy/test.yaml:49
 73: ld   arg2.low                               ; msync: flags; policy/test.yaml:49
 74: jeq  0x4 -> 113 else 114                    ; MS_SYNC; policy/test.yaml:49
 75: jge  19 -> 113 else 76                      ; readv; policy/test.yaml:20
 76: jeq  16 -> 77 else 114                      ; ioctl; policy/test.yaml:67,68,69,70,71,72,73,74 and 6 more
 77: ld   arg1.low                               ; ioctl: cmd; policy/test.yaml:67
 78: jeq  0x5421 -> 113 else 79                  ; FIONBIO; policy/test.yaml:67
 79: jeq  0x5413 -> 113 else 80                  ; TIOCGWINSZ; policy/test.yaml:68
 80: jeq  0x5401 -> 113 else 81                  ; TCGETS; policy/test.yaml:69,70
 81: jeq  0x5402 -> 113 else 82                  ; TCSETS; policy/test.yaml:69,70
 82: jeq  0x4010ae42 -> 113 else 83              ; KVM_GET_DIRTY_LOG; policy/test.yaml:71
 83: jeq  0xc208ae62 -> 113 else 84              ; KVM_GET_IRQCHIP; policy/test.yaml:72
 84: jeq  0x8030ae7c -> 113 else 85              ; KVM_GET_CLOCK; policy/test.yaml:73
 85: jeq  0x8070ae9f -> 113 else 86              ; KVM_GET_PIT2; policy/test.yaml:74
 86: jeq  0x4020ae46 -> 113 else 87              ; KVM_SET_USER_MEMORY_REGION; policy/test.yaml:75
 87: jeq  0x4040ae79 -> 113 else 88              ; KVM_IOEVENTFD; policy/test.yaml:76
 88: jeq  0x4020ae76 -> 113 else 89              ; KVM_IRQFD; policy/test.yaml:77
 89: jeq  0x400454ca -> 113 else 90              ; TUNSETIFF; policy/test.yaml:78
 90: jeq  0x400454d0 -> 113 else 91              ; TUNSETOFFLOAD; policy/test.yaml:79
 91: jeq  0x400454d8 -> 113 else 114             ; TUNSETVNETHDRSZ; policy/test.yaml:80
 92: jge  8 -> 94 else 93                        ; lseek; policy/test.yaml:33
 93: jge  6 -> 114 else 113                      ; lstat; policy/test.yaml:31
 94: jeq  9 -> 99 else 95                        ; mmap; policy/test.yaml:50,51,52,53,54,55,56,57
 95: jeq  10 -> 111 else 96                      ; mprotect; policy/test.yaml:85
 96: jeq  13 -> 97 else 113                      ; rt_sigaction; policy/test.yaml:60
 97: ld   arg0.low                               ; rt_sigaction: sig; policy/test.yaml:60
 98: jeq  0x6 -> 113 else 114                    ; SIGABRT; policy/test.yaml:60
 99: ld   arg3.low                               ; mmap: flags; policy/test.yaml:50
100: jge  0x33 -> 101 else 105                   ; policy/test.yaml:50
101: jeq  0x4001 -> 111 else 102                 ; MAP_SHARED|MAP_NORESERVE; policy/test.yaml:54
102: jeq  0x4011 -> 111 else 103                 ; MAP_SHARED|MAP_FIXED|MAP_NORESERVE; policy/test.yaml:56
103: jeq  0x4022 -> 111 else 104                 ; MAP_PRIVATE|MAP_ANONYMOUS|MAP_NORESERVE; policy/test.yaml:55
104: jeq  0x8001 -> 111 else 114                 ; MAP_SHARED|MAP_POPULATE; policy/test.yaml:53
105: jeq  0x1 -> 111 else 106                    ; MAP_SHARED; policy/test.yaml:51
106: jeq  0x11 -> 107 else 109                   ; MAP_SHARED|MAP_FIXED; policy/test.yaml:57
107: ld   arg2.low                               ; mmap: prot; policy/test.yaml:50,51,52,53,54,55,56,57
108: jeq  0x3 -> 113 else 114                    ; PROT_READ|PROT_WRITE; policy/test.yaml:50,51,52,53,54,55,56,57
109: jeq  0x22 -> 111 else 110                   ; MAP_PRIVATE|MAP_ANONYMOUS; policy/test.yaml:52
110: jeq  0x32 -> 111 else 114                   ; MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS; policy/test.yaml:50
111: ld   arg2.low                               ; mmap, mprotect: prot; policy/test.yaml:50,51,52,53,54,55,56,57 and 1 more
112: jset 0x4 -> 114 else 113                    ; PROT_EXEC; policy/test.yaml:50,51,52,53,54,55,56,57 and 1 more
113: ret  0x7fff0000                             ; allow; policy/test.yaml:10,11,12,13,14,15,16,17 and 68 more
114: ret  0x30000                                ; trap(0)

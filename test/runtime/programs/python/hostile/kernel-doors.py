# The parts of the kernel in which most holes are found, and its own controls.
# expect-stdout: bpf EPERM
# expect-stdout: perf_event_open EPERM
# expect-stdout: userfaultfd EPERM
# expect-stdout: io_uring_setup ENOSYS
# expect-stdout: io_uring_enter ENOSYS
# expect-stdout: io_setup ENOSYS
# expect-stdout: init_module EPERM
# expect-stdout: finit_module EPERM
# expect-stdout: delete_module EPERM
# expect-stdout: kexec_load EPERM
# expect-stdout: reboot EPERM
# expect-stdout: syslog EPERM
# expect-stdout: acct EPERM
# expect-stdout: quotactl EPERM
# expect-stdout: settimeofday EPERM
# expect-stdout: clock_settime EPERM
# expect-stdout: adjtimex EPERM
# expect-stdout: sethostname EPERM
# expect-stdout: vhangup EPERM
# expect-stdout: fanotify_init EPERM
# expect-stdout: landlock_create_ruleset EPERM
# expect-stdout: vmsplice EPERM
# expect-stdout: splice EPERM
# expect-stdout: remap_file_pages EPERM
# expect-stdout: mlockall EPERM
# expect-stdout: sync EPERM
# expect-stdout: memfd_secret EPERM
# expect-stdout: membarrier of every process EPERM
# expect-stdout: futex with priority inheritance ENOSYS
# expect-stdout: pipe of kernel notices EPERM
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, numbers, *arguments):
    """Makes the call by its number on x86_64 or aarch64 and prints what came of it."""
    number = numbers[os.uname().machine == "aarch64"]
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])

call("bpf", (321, 280), 5, 0, 0)
call("perf_event_open", (298, 241), 0, 0, -1, -1, 0)
call("userfaultfd", (323, 282), 1)
call("io_uring_setup", (425, 425), 1, 0)
call("io_uring_enter", (426, 426), 0, 0, 0, 0, 0, 0)
call("io_setup", (206, 0), 1, 0)
call("init_module", (175, 105), 0, 0, 0)
call("finit_module", (313, 273), 0, 0, 0)
call("delete_module", (176, 106), 0, 0)
call("kexec_load", (246, 104), 0, 0, 0, 0)
call("reboot", (169, 142), 0, 0, 0, 0)
call("syslog", (103, 116), 3, 0, 0)
call("acct", (163, 89), 0)
call("quotactl", (179, 60), 0, 0, 0, 0)
call("settimeofday", (164, 170), 0, 0)
call("clock_settime", (227, 112), 0, 0)
call("adjtimex", (159, 171), 0)
call("sethostname", (170, 161), 0, 0)
call("vhangup", (153, 58))
call("fanotify_init", (300, 262), 0, 0)
call("landlock_create_ruleset", (444, 444), 0, 0, 1)
call("vmsplice", (278, 75), 0, 0, 0, 0)
call("splice", (275, 76), 0, 0, 0, 0, 0, 0)
call("remap_file_pages", (216, 234), 0, 0, 0, 0, 0)
call("mlockall", (151, 230), 1)
call("sync", (162, 81))
call("memfd_secret", (447, 447), 0)
call("membarrier of every process", (324, 283), 1, 0, 0)
word = ctypes.c_uint32(0)
call("futex with priority inheritance", (202, 98), ctypes.addressof(word), 11, 1, 0, ctypes.addressof(word), 0)
call("pipe of kernel notices", (293, 59), ctypes.addressof(word), 0o200)

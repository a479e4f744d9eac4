# What a processor's own calls reach: tables of segments, ports, other address spaces.
# arch: x86_64
# expect-stdout: modify_ldt EPERM
# expect-stdout: iopl EPERM
# expect-stdout: ioperm EPERM
# expect-stdout: uselib EPERM
# expect-stdout: sysfs EPERM
# expect-stdout: lookup_dcookie EPERM
# expect-stdout: move_pages EPERM
# expect-stdout: mbind ENOSYS
# expect-stdout: pkey_mprotect ENOSYS
# expect-stdout: map_shadow_stack ENOSYS
# expect-stdout: the gs base EPERM
# expect-stdout: faults of cpuid EPERM
import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)


def call(name, number, *arguments):
    words = [ctypes.c_ulong(word & 0xFFFFFFFFFFFFFFFF) for word in (number, *arguments)]
    print(name, "done" if libc.syscall(*words) >= 0 else errno.errorcode[ctypes.get_errno()])


call("modify_ldt", 154, 0, 0, 0)
call("iopl", 172, 3)
call("ioperm", 173, 0, 1, 1)
call("uselib", 134, 0)
call("sysfs", 139, 3)
call("lookup_dcookie", 212, 0, 0, 0)
call("move_pages", 279, 1, 0, 0, 0, 0, 0)
call("mbind", 237, 0, 0, 0, 0, 0, 0)
call("pkey_mprotect", 329, 0, 0, 1, 0)
call("map_shadow_stack", 453, 0, 4096, 0)
call("the gs base", 158, 0x1001, 0)
call("faults of cpuid", 158, 0x1012, 0)

/* Installs a seccomp program: the one place that does, shared by launcher, guests and addon. */
#ifndef CALLGATE_FILTER_H
#define CALLGATE_FILTER_H

#include <stddef.h>

/* Longest program that the kernel takes: BPF_MAXINSNS of linux/bpf_common.h, 8 bytes each. */
#define FILTER_BYTES_MAX (4096 * 8)

/*
 * Installs the program in `bytes` (struct sock_filter after struct sock_filter) on every
 * thread of the process; no_new_privs must be set. Returns -1 with errno; ESRCH: a thread
 * has a filter that this thread does not have.
 */
int filter_install(const void *bytes, size_t length);

/* The same; returns the listener of the calls that the program hands to a supervisor. */
int filter_install_listening(const void *bytes, size_t length);

/* What a guest writes on its report: this before it installs the filter, FAILED if that fails. */
#define FILTER_REPORT_ON 'S'
#define FILTER_REPORT_FAILED 'E'
#define FILTER_REPORT_BYTES 2

/*
 * Reads a program from `descriptor` to its end, closes it, installs the program and closes
 * `report`. The report is written before: afterwards the program may forbid it. Where
 * `handover` is a socket, the program's listener goes to the supervisor by it (listener.h),
 * and `is_before_exec` tells that an exec closes both. Returns -1 with errno.
 */
int filter_install_from(int descriptor, int report, int handover, int is_before_exec);

#endif

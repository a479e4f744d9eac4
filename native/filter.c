/* Installs a seccomp program. Must not allocate: the launcher calls it after fork. */
#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SECCOMP_FILTER_FLAG_TSYNC_ESRCH
#define SECCOMP_FILTER_FLAG_TSYNC_ESRCH (1UL << 4) /* linux/seccomp.h, Linux 5.7 */
#endif

int filter_install(const void *bytes, size_t length)
{
	struct sock_fprog program;

	if (length == 0 || length % sizeof(struct sock_filter) != 0 || length > FILTER_BYTES_MAX) {
		errno = EINVAL;
		return -1;
	}
	program.len = (unsigned short)(length / sizeof(struct sock_filter));
	program.filter = (struct sock_filter *)bytes;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			    SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH, &program);
}

static int read_program(int descriptor, unsigned char *program, size_t *length)
{
	ssize_t count;

	do {
		count = read(descriptor, program + *length, FILTER_BYTES_MAX + 1 - *length);
		if (count > 0)
			*length += (size_t)count;
	} while (count > 0 || (count < 0 && errno == EINTR));
	return (int)count;
}

int filter_install_from(int descriptor, int report)
{
	/* Not on the stack: 32 KiB is more than some threads have. Called once a process. */
	static unsigned char program[FILTER_BYTES_MAX + 1];
	size_t length = 0;
	int error;

	if (read_program(descriptor, program, &length) < 0 || close(descriptor) < 0)
		return -1;
	if (write(report, &(char){ FILTER_REPORT_ON }, 1) != 1)
		return -1;
	if (filter_install(program, length) == 0) {
		close(report);
		return 0;
	}
	error = errno;
	/* Where this fails too, the guest's end with an error tells the same. */
	if (write(report, &(char){ FILTER_REPORT_FAILED }, 1) != 1)
		return -1;
	errno = error;
	return -1;
}

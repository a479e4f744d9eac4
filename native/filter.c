/* Installs a seccomp program. Must not allocate: the launcher calls it after fork. */
#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "listener.h"

#ifndef SECCOMP_FILTER_FLAG_TSYNC_ESRCH
#define SECCOMP_FILTER_FLAG_TSYNC_ESRCH (1UL << 4) /* linux/seccomp.h, Linux 5.7 */
#endif
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5) /* linux/seccomp.h, Linux 5.19 */
#endif

static int install(const void *bytes, size_t length, unsigned long flags)
{
	struct sock_fprog program;

	if (length == 0 || length % sizeof(struct sock_filter) != 0 || length > FILTER_BYTES_MAX) {
		errno = EINVAL;
		return -1;
	}
	program.len = (unsigned short)(length / sizeof(struct sock_filter));
	program.filter = (struct sock_filter *)bytes;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			    flags | SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
			    &program);
}

int filter_install(const void *bytes, size_t length)
{
	return install(bytes, length, 0);
}

int filter_install_listening(const void *bytes, size_t length)
{
	const unsigned long listening = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	/* A call that waits for its answer is not begun again for every signal meanwhile. */
	int listener = install(bytes, length, listening | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);

	/* A kernel that does not know the flag. */
	return listener < 0 && errno == EINVAL ? install(bytes, length, listening) : listener;
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

/* The launcher gives a handover that is no socket where nobody observes. */
static int is_socket(int descriptor)
{
	struct stat status;

	return fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

static int install_observed(const void *bytes, size_t length, int handover, int is_before_exec)
{
	if (!is_socket(handover)) {
		close(handover);
		return filter_install(bytes, length);
	}
	return listener_install(bytes, length, handover,
				is_before_exec ? LISTENER_CLOSE_AT_EXEC : LISTENER_CLOSE_NOW);
}

int filter_install_from(int descriptor, int report, int handover, int is_before_exec)
{
	/* Not on the stack: 32 KiB is more than some threads have. Called once a process. */
	static unsigned char program[FILTER_BYTES_MAX + 1];
	size_t length = 0;
	int error;

	if (read_program(descriptor, program, &length) < 0 || close(descriptor) < 0)
		return -1;
	if (write(report, &(char){ FILTER_REPORT_ON }, 1) != 1)
		return -1;
	if (install_observed(program, length, handover, is_before_exec) == 0) {
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

/*
 * callgate-starter: starts a program behind a policy's run program and nothing else. Stdio,
 * terminal, environment and working folder are the caller's.
 *
 *   callgate-starter PATH NAME [ARGUMENT...]
 *
 * Descriptor 3 gives the run program, 4 takes what became of it, and by 5, where that is a
 * socket, the program's listener goes to the supervisor.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "filter.h"

#define PROGRAM_DESCRIPTOR 3
#define REPORT_DESCRIPTOR 4
#define HANDOVER_DESCRIPTOR 5
#define FIRST_FREE_DESCRIPTOR 6

enum stage {
	STAGE_DESCRIPTORS = 1,
	STAGE_NO_NEW_PRIVS = 2,
	STAGE_FILTER = 3,
	STAGE_EXEC = 4,
};

/* Outlives the report, which the filter's installation closes; closes at exec. */
static int failures = -1;

static _Noreturn void failed(enum stage stage)
{
	uint32_t record[] = { stage, (uint32_t)errno };

	/* The program may forbid to write: then the exit code alone tells. */
	_exit(write(failures, record, sizeof(record)) < 0 ? 126 : 127);
}

int main(int argc, char **argv)
{
	static const int own[] = { PROGRAM_DESCRIPTOR, REPORT_DESCRIPTOR, HANDOVER_DESCRIPTOR };

	failures = fcntl(REPORT_DESCRIPTOR, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
	if (argc < 3)
		errno = EINVAL;
	if (failures < 0 || argc < 3)
		failed(STAGE_DESCRIPTORS);
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (fcntl(own[i], F_SETFD, FD_CLOEXEC) < 0)
			failed(STAGE_DESCRIPTORS);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		failed(STAGE_NO_NEW_PRIVS);
	if (filter_install_from(PROGRAM_DESCRIPTOR, REPORT_DESCRIPTOR, HANDOVER_DESCRIPTOR, 1) < 0)
		failed(STAGE_FILTER);
	execve(argv[1], argv + 2, environ);
	failed(STAGE_EXEC);
}

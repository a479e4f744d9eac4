/*
 * The steps of a child, in the order of ../init.c. What costs time and needs no knowledge of
 * the run (child_isolate) is done ahead, while no run waits for it; the rest when its job
 * has come. Until the last line no foreign code runs here.
 */
#define _GNU_SOURCE
#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../credentials.h"
#include "../filter.h"
#include "../landlock.h"
#include "../rlimits.h"
#include "../status.h"
#include "scratch.h"

/* Where the line is once stdio has its places. */
#define LINE_DESCRIPTOR 3
#define FIRST_MEMBERS_DESCRIPTOR 4
/* Above every number that the child's descriptors are put on. */
#define FIRST_FREE_DESCRIPTOR 16

static _Noreturn void failed(enum step step, int item)
{
	status_send(STATUS_FAILED, step, errno, item, NULL);
	_exit(1);
}

static int takes(const struct child_start *start, enum step step)
{
	return !plan_skips(start->zygote, step);
}

/* Each to its number, by way of numbers that none of the targets has. */
static void take_descriptors(struct child_start *start)
{
	int moved[DESCRIPTORS_MAX];

	for (size_t i = 0; i < start->descriptor_count; i++) {
		moved[i] = fcntl(start->descriptors[i], F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
		if (moved[i] < 0)
			failed(STEP_DESCRIPTORS, 0);
	}
	for (size_t i = 0; i < start->descriptor_count; i++) {
		/* stdio stays open across exec as it does in any program; the rest does not. */
		int flags = i > DESCRIPTOR_STDERR ? O_CLOEXEC : 0;

		if (i <= DESCRIPTOR_STDERR || !start->keeps(start->descriptors[i]))
			close(start->descriptors[i]);
		start->descriptors[i] = moved[i];
		(void)flags;
	}
}

void child_isolate(struct child_start *start)
{
	(void)start;
}

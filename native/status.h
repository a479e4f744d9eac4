/*
 * What the launcher tells its supervisor: records of fixed size, each written with one
 * write() (shorter than PIPE_BUF, so records of several processes never mix).
 */
#ifndef CALLGATE_STATUS_H
#define CALLGATE_STATUS_H

#include <stdint.h>

#include "steps.h"

#define STATUS_MAGIC 0x53474c43u /* "CLGS" */

enum status_kind {
	/* A step failed: nothing went on. */
	STATUS_FAILED = 1,
	/* A probe's step failed: the probe went on. */
	STATUS_MISSING = 2,
	/*
	 * The guest's first process ended: values[0] is wait()'s status; [1] is 1 where its
	 * CPU time was up, [2] is 1 where its run filter went on, so that its code ran.
	 */
	STATUS_GUEST_ENDED = 3,
	/* All is over; values are listed at enum run_value. */
	STATUS_RUN_ENDED = 4,
	/* A zygote's child is isolated and waits for its job. */
	STATUS_CHILD_READY = 5,
	/* Its run filter is about to go on: what follows is its code, or a STATUS_FAILED. */
	STATUS_CHILD_STARTED = 6,
};

enum run_value {
	RUN_REASON = 0, /* enum run_reason */
	RUN_USER_US = 1, /* CPU time of every process of the run, in microseconds */
	RUN_SYSTEM_US = 2,
	RUN_MAX_RSS_BYTES = 3, /* of the largest process */
	RUN_OOM_KILLS = 4, /* as the cgroup counts them */
	RUN_INIT_STATUS = 5, /* wait()'s status of the run's first process */
};

enum run_reason {
	REASON_ENDED = 0,
	REASON_WALL_CLOCK = 1,
	REASON_STOPPED = 2, /* by the supervisor, or because it is gone */
};

/*
 *  0        4        8        12      14     16                        64
 *  | magic  | kind   | step   | errno | item | values[6], 8 bytes each |
 */
struct status_record {
	uint32_t magic;
	uint32_t kind;
	uint32_t step;
	uint16_t error;
	/* Which of the plan's sections of its kind the step was at, where it has several. */
	uint16_t item;
	uint64_t values[6];
};

_Static_assert(sizeof(struct status_record) == 64, "the supervisor reads 64 bytes");

/* Where records go. Set before the first fork. */
void status_open(int descriptor);

/* Writes a record; async-signal-safe. The supervisor may be gone: then nobody reads it. */
void status_send(enum status_kind kind, enum step step, int error, int item,
		 const uint64_t values[6]);

#endif

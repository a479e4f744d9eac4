/* A child of the zygote, from fork to the first line of foreign code. */
#ifndef CALLGATE_ZYGOTE_CHILD_H
#define CALLGATE_ZYGOTE_CHILD_H

#include <stddef.h>

#include "../plan.h"
#include "../root.h"
#include "protocol.h"

/* No descriptor of a zygote has this number or a higher one. */
#define CHILD_DESCRIPTORS_MAX 512

struct child_start {
	/* The zygote's own plan: where scratch is, what Landlock allows. */
	struct plan *zygote;
	run_id id;
	/* In the order of enum request_descriptor. */
	int descriptors[DESCRIPTORS_MAX];
	size_t descriptor_count;
	/* The network namespace to enter; -1: one of its own. */
	int network;
	/* No descriptor of the child's has a higher number. */
	int highest_descriptor;
	/* Whether the interpreter itself needs what has this number. */
	int (*keeps)(int descriptor);
};

/*
 * Takes over stdio, closes every descriptor that is not the child's, and enters namespaces,
 * mounts and control groups of its own. Ends the process at a failed step, with a record on
 * its line.
 */
void child_isolate(const struct child_start *start);

/*
 * Waits for the job, gives up every right and puts the run filter on. Returns the job's
 * arguments, which end with NULL. Ends the process where no job comes, and at a failed step.
 */
char **child_take_job(const struct child_start *start);

#endif

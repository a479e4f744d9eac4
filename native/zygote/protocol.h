/*
 * What supervisor and zygote say to each other: records of fixed size over a Unix stream
 * socket that only these two hold. A child closes its copy before anything else, so that no
 * message can be a child's.
 *
 * Each child has a line of its own to the supervisor, a second socket: the supervisor sends
 * the job on it (a plan, ../plan.h), the child its status records (../status.h). The child
 * closes it before foreign code runs.
 */
#ifndef CALLGATE_ZYGOTE_PROTOCOL_H
#define CALLGATE_ZYGOTE_PROTOCOL_H

#include <stdint.h>

#define ZYGOTE_MAGIC 0x5a474c43u /* "CLGZ" */

/* Children alive at once. Each has an id of its own in the zygote's range. */
#define CHILDREN_MAX 31
/* The ids of one zygote: its own and its children's. */
#define ZYGOTE_IDS (CHILDREN_MAX + 1)

/* The zygote's descriptors beside stdio, from the launcher. */
#define ZYGOTE_PLAN_DESCRIPTOR 3
#define ZYGOTE_CONTROL_DESCRIPTOR 4

enum request_kind {
	/* Makes a child. With it come descriptors in the order of enum request_descriptor. */
	REQUEST_FORK = 1,
	/* Starts a child's clocks: its job is on the way. */
	REQUEST_START = 2,
	/* Ends a child and all that it started. */
	REQUEST_KILL = 3,
	/* Asks whether the zygote is in its loop: ANSWER_ALIVE. */
	REQUEST_PING = 4,
};

enum request_descriptor {
	DESCRIPTOR_STDIN = 0,
	DESCRIPTOR_STDOUT = 1,
	DESCRIPTOR_STDERR = 2,
	DESCRIPTOR_LINE = 3,
	/* A socket for the run filter's listener (../listener.h). */
	DESCRIPTOR_HANDOVER = 4,
	/* Then cgroup.procs of each control group that the child enters. */
	DESCRIPTOR_MEMBERS = 5,
};

#define MEMBERS_MAX 2
#define DESCRIPTORS_MAX (DESCRIPTOR_MEMBERS + MEMBERS_MAX)

struct zygote_request {
	uint32_t magic;
	uint32_t kind; /* enum request_kind */
	uint32_t child; /* below CHILDREN_MAX; the supervisor's choice */
	uint32_t reserved;
	/* REQUEST_START: the wall clock and the CPU time from now on. */
	uint64_t wall_ms;
	uint64_t cpu_ms;
	uint64_t unused[4];
};

enum answer_kind {
	/* It is up; value is 1 where this interpreter can be forked, 0 where it can't. */
	ANSWER_READY = 1,
	/* A child and all that it started are gone. */
	ANSWER_ENDED = 2,
	/* No child was made; error says why, value is the step (../steps.h). */
	ANSWER_REFUSED = 3,
	ANSWER_ALIVE = 4,
};

/* Why the zygote ended a child; enum run_reason of ../status.h, and: */
#define ENDED_CPU_TIME 3

struct zygote_answer {
	uint32_t magic;
	uint32_t kind; /* enum answer_kind */
	uint32_t child;
	uint32_t error;
	uint32_t value;
	uint32_t reason; /* ANSWER_ENDED: enum run_reason or ENDED_CPU_TIME */
	uint32_t status; /* ANSWER_ENDED: wait()'s status of the guest */
	uint32_t reserved;
	uint64_t user_us;
	uint64_t system_us;
	uint64_t max_rss_bytes;
	uint64_t unused;
};

_Static_assert(sizeof(struct zygote_request) == 64, "src/runtime/zygote/ writes 64 bytes");
_Static_assert(sizeof(struct zygote_answer) == 64, "src/runtime/zygote/ reads 64 bytes");

#endif

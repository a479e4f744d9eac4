/* The first process of a run's pid namespace. */
#ifndef CALLGATE_INIT_H
#define CALLGATE_INIT_H

#include <signal.h>

#include "plan.h"
#include "root.h"

struct start {
	struct plan *plan;
	run_id id;
	/* The guest's run filter, to be read from RUN_FILTER_DESCRIPTOR. */
	int run_filter;
	/* A socket to who takes the run filter's listener; where nobody does, no socket. */
	int handover;
	/* A pipe on which the guest says that the filter went on; it never blocks. */
	int report[2];
	/* Ends when the launcher does. */
	int lifeline;
	/* Has a byte when this process is in its control groups, and ends when it won't be. */
	int entered;
	/* Where the working folder is sent to; -1: nowhere. */
	int folder_socket;
};

/* Where the guest finds its run filter: src/runtime/guests/ reads it there. */
#define RUN_FILTER_DESCRIPTOR 3
/* Where the guest says that the filter went on; closed before foreign code runs. */
#define REPORT_DESCRIPTOR 4
/* Where it hands the filter's listener over; closed before foreign code runs. */
#define HANDOVER_DESCRIPTOR 5

/* From the launcher: end the run and tell what it used. From inside, the signal means nothing. */
#define STOP_SIGNAL SIGUSR1

/* Takes every step up to the guest's start, starts it, and waits for its end. Never returns. */
_Noreturn void init_main(const struct start *start);

#endif

/* The control groups of one run: made, limited, joined, read and taken away. */
#ifndef CALLGATE_CGROUP_H
#define CALLGATE_CGROUP_H

#include <stdint.h>
#include <sys/types.h>

#include "plan.h"

/* Makes each group, writes its limits and opens what joining needs. -1 with errno. */
int cgroup_make(struct plan *plan, int *item);

/*
 * Puts the process `pid` into every group. Not the process itself: on v1 the first write waits
 * for an RCU grace period, some 7 ms, in which the process can do something else.
 */
int cgroup_enter(const struct plan *plan, pid_t pid, int *item);

/* How many processes of the run the kernel killed for want of memory. */
uint64_t cgroup_oom_kills(const struct plan *plan);

/* Takes the groups away; all their processes are dead. */
void cgroup_remove(struct plan *plan);

#endif

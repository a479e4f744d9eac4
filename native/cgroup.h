/* The control groups of one run: made, limited, joined, read and taken away. */
#ifndef CALLGATE_CGROUP_H
#define CALLGATE_CGROUP_H

#include <stdint.h>

#include "plan.h"

/* Makes each group, writes its limits and opens what joining needs. -1 with errno. */
int cgroup_make(struct plan *plan, int *item);

/* The calling process enters every group. */
int cgroup_join(const struct plan *plan, int *item);

/* How many processes of the run the kernel killed for want of memory. */
uint64_t cgroup_oom_kills(const struct plan *plan);

/* Takes the groups away; all their processes are dead. */
void cgroup_remove(struct plan *plan);

#endif

/* The kernel's limits on a process and what it starts. */
#ifndef CALLGATE_RLIMITS_H
#define CALLGATE_RLIMITS_H

#include "plan.h"

/* Sets the plan's limits. Returns -1 with errno; *item is then the limit it was at. */
int rlimits_set(const struct plan *plan, int *item);

#endif

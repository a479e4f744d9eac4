/* Sets the plan's rlimits. Runs between fork and exec: no allocation. */
#define _GNU_SOURCE
#include "rlimits.h"

#include <sys/resource.h>

int rlimits_set(const struct plan *plan, int *item)
{
	for (size_t i = 0; i < plan->rlimit_count; i++) {
		struct rlimit limit = { plan->rlimits[i].soft, plan->rlimits[i].hard };
		struct rlimit now;

		*item = (int)i;
		/* Never above what the launcher has: raising needs a right that root may lack. */
		if (getrlimit(plan->rlimits[i].resource, &now) < 0)
			return -1;
		if (limit.rlim_max > now.rlim_max)
			limit.rlim_max = now.rlim_max;
		if (limit.rlim_cur > limit.rlim_max)
			limit.rlim_cur = limit.rlim_max;
		if (setrlimit(plan->rlimits[i].resource, &limit) < 0)
			return -1;
	}
	*item = 0;
	return 0;
}

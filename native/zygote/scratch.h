/* A child's own scratch, in the root that it has from the zygote. */
#ifndef CALLGATE_ZYGOTE_SCRATCH_H
#define CALLGATE_ZYGOTE_SCRATCH_H

#include "../plan.h"
#include "../root.h"

/*
 * A new file system of the zygote's size over every folder of its scratch, with what the
 * plan has inside those folders on top; a mount namespace of its own is needed. Both return -1 with errno; *item is the entry it was at.
 */
int scratch_make(struct plan *zygote, run_id id, int *item);

/* Gives it the job's size and its files. */
int scratch_fill(const struct plan *zygote, const struct plan *job, run_id id, int *item);

#endif

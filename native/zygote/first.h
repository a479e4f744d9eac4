/* The first process of a run's pid namespace: its end ends all others there. */
#ifndef CALLGATE_ZYGOTE_FIRST_H
#define CALLGATE_ZYGOTE_FIRST_H

#include <sys/types.h>

/*
 * Starts it in the namespace that the next child is born into. It shares the zygote's
 * memory, so that no page table is copied for it, and uses none but the stack of `child`.
 * Returns its pid, or -1 with errno.
 */
pid_t first_start(unsigned int child);

#endif

/* Landlock: what files may be used for, whatever the mounts and ids allow. */
#ifndef CALLGATE_LANDLOCK_H
#define CALLGATE_LANDLOCK_H

#include "plan.h"

/* The kernel's Landlock ABI, or -1 with errno where it has none. */
int landlock_abi(void);

/*
 * Restricts this process to the plan's rules, and to no TCP, no abstract sockets and no
 * signals outside its domain where the ABI has them. Returns -1 with errno; *item is then
 * the rule it was at. Needs no_new_privs.
 */
int landlock_restrict(const struct plan *plan, int *item);

#endif

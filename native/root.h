/* The file system that a run sees: made from the plan's entries, read-only but for scratch. */
#ifndef CALLGATE_ROOT_H
#define CALLGATE_ROOT_H

#include <sys/types.h>

#include "plan.h"

/* The run's user and group, the same number. */
typedef uid_t run_id;

/*
 * Each returns 0, or -1 with errno; *item is then the plan's root entry it was at. All need
 * an own mount namespace. In this order:
 */

/* Copies every bound file and folder, read-only, before anything covers the host's tree. */
int root_copy_mounts(struct plan *plan, int *item);

/* A file system for the root, the current folder from then on, and one of limited size. */
int root_make(const struct plan *plan);

/* The plan's entries, in its order. */
int root_fill(struct plan *plan, run_id id, int *item);

/* Writes a new file with the entry's contents; `id` owns it where the entry says so. */
int root_file_write(const struct root_entry *entry, run_id id);

/* Makes a folder where there is none yet, with the entry's mode and owner. */
int root_folder_make(const struct root_entry *entry, run_id id);

/* Makes it read-only and the root; the host's tree is gone from sight. */
int root_pivot(void);

#endif

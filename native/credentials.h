/* What a run is allowed to be: groups, ids, capabilities. */
#ifndef CALLGATE_CREDENTIALS_H
#define CALLGATE_CREDENTIALS_H

#include <sys/types.h>

/* Each returns -1 with errno. They stand in the order in which they must be called. */

/* Gives this process, new in a user namespace, the id `inside`, standing for `outside`. */
int credentials_map(uid_t inside, uid_t outside_user, gid_t outside_group);

/* No program that this process starts can have any capability again. Needs CAP_SETPCAP. */
int credentials_drop_bounding_set(void);

int credentials_drop_groups(void);

int credentials_set_ids(uid_t id);

int credentials_drop_capabilities(void);

#endif

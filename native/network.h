/* A network namespace that somebody made for runs. */
#ifndef CALLGATE_NETWORK_H
#define CALLGATE_NETWORK_H

/*
 * Enters the network namespace of the file `path`: this process and all that it starts. NULL:
 * stays where it is. -1 with errno: EINVAL where the file is no network namespace's.
 */
int network_enter(const char *path);

#endif

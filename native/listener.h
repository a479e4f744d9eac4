/*
 * The listener of a program whose refusals are handed to the supervisor: made where the
 * program is installed, taken by the supervisor, and closed here before foreign code runs. Who
 * holds it can answer "continue" to a refused call.
 */
#ifndef CALLGATE_LISTENER_H
#define CALLGATE_LISTENER_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define LISTENER_MAGIC 0x4c474c43u /* "CLGL" */

/*
 * What the guest writes on the handover, a Unix stream whose receiver gets the sender's
 * credentials with it, so that it knows the process. The supervisor takes the listener
 * (pidfd_getfd), then writes one byte; where it can't, it closes its end.
 */
struct listener_offer {
	uint32_t magic;
	/* The number that the listener is going to have. */
	uint32_t number;
};

static_assert(sizeof(struct listener_offer) == 8, "the supervisor reads 8 bytes");

enum listener_close {
	/* At once, with the handover: foreign code follows. */
	LISTENER_CLOSE_NOW,
	/* At exec, with the handover: the program that is started may forbid close(). */
	LISTENER_CLOSE_AT_EXEC,
};

/*
 * Installs the program as filter_install does, and returns when the supervisor has its
 * listener. Returns -1 with errno: EPERM where the supervisor could not take it. The process
 * then must end.
 */
int listener_install(const void *bytes, size_t length, int handover, enum listener_close close);

#endif

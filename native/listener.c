/* The guest's side of the handover of a listener. Must not allocate: called after fork. */
#define _GNU_SOURCE
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "filter.h"

/* The lowest free number: what the kernel gives next. */
static int next_number(int any)
{
	int number = fcntl(any, F_DUPFD_CLOEXEC, 0);

	return number < 0 || close(number) < 0 ? -1 : number;
}

/* Said before the program is on: it may forbid to write. */
static int offer(int handover, int number)
{
	struct listener_offer message = { .magic = LISTENER_MAGIC, .number = (uint32_t)number };
	ssize_t length;

	do {
		length = write(handover, &message, sizeof(message));
	} while (length < 0 && errno == EINTR);
	return length == (ssize_t)sizeof(message) ? 0 : -1;
}

static int await_taker(int handover)
{
	char byte;
	ssize_t length;

	do {
		length = read(handover, &byte, 1);
	} while (length < 0 && errno == EINTR);
	/* Where the program refuses to read, somebody has answered so: it is taken as well. */
	return length == 0 ? -1 : 0;
}

int listener_install(const void *bytes, size_t length, int handover, enum listener_close when)
{
	int number = next_number(handover);
	int listener;

	if (number < 0 || offer(handover, number) < 0)
		return -1;
	listener = filter_install_listening(bytes, length);
	if (listener < 0)
		return -1;
	/* Another thread has opened something meanwhile: the supervisor looks at the wrong place. */
	if (listener != number) {
		close(listener);
		errno = EAGAIN;
		return -1;
	}
	if (await_taker(handover) < 0) {
		/* With nobody left who could answer, refused calls don't wait for an answer. */
		close(listener);
		errno = EPERM;
		return -1;
	}
	if (when == LISTENER_CLOSE_AT_EXEC)
		return 0;
	/* Foreign code must not run beside it. */
	return close(listener) < 0 || close(handover) < 0 ? -1 : 0;
}

/* Writes status records. Must not allocate: it is called between fork and exec. */
#include "status.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int status = -1;

void status_open(int descriptor)
{
	status = descriptor;
}

void status_send(enum status_kind kind, enum step step, int error, int item,
		 const uint64_t values[6])
{
	struct status_record record = {
		.magic = STATUS_MAGIC,
		.kind = kind,
		.step = step,
		.error = (uint16_t)error,
		.item = (uint16_t)item,
	};
	ssize_t written;

	if (values)
		memcpy(record.values, values, sizeof(record.values));
	do {
		written = write(status, &record, sizeof(record));
	} while (written < 0 && errno == EINTR);
}

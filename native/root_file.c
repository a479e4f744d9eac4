/* Writes the files and folders of a run's root that the plan brings along. Runs between fork and exec. */
#define _GNU_SOURCE
#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_all(int descriptor, struct bytes bytes)
{
	while (bytes.length > 0) {
		ssize_t count = write(descriptor, bytes.start, bytes.length);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		bytes.start += count;
		bytes.length -= (size_t)count;
	}
	return 0;
}

int root_file_write(const struct root_entry *entry, run_id id)
{
	int descriptor = open(entry->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			      entry->mode);

	if (descriptor < 0)
		return -1;
	if (write_all(descriptor, entry->contents) < 0 || fchmod(descriptor, entry->mode) < 0)
		return -1;
	if (entry->owned && fchown(descriptor, id, id) < 0)
		return -1;
	return close(descriptor);
}

int root_folder_make(const struct root_entry *entry, run_id id)
{
	if (mkdir(entry->path, entry->mode) < 0 && errno != EEXIST)
		return -1;
	if (chmod(entry->path, entry->mode) < 0)
		return -1;
	return entry->owned ? fchownat(AT_FDCWD, entry->path, id, id, AT_SYMLINK_NOFOLLOW) : 0;
}

/*
 * Control groups by their files, alike for v1 (a folder in each controller's hierarchy) and
 * v2 (one folder): the plan says which files get which values.
 */
#define _GNU_SOURCE
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int write_file(int folder, const char *file, const char *value)
{
	int descriptor = openat(folder, file, O_WRONLY | O_CLOEXEC);
	ssize_t written;
	int error;

	if (descriptor < 0)
		return -1;
	written = write(descriptor, value, strlen(value));
	error = errno;
	close(descriptor);
	errno = error;
	return written < 0 ? -1 : 0;
}

int cgroup_make(struct plan *plan, int *item)
{
	for (size_t i = 0; i < plan->cgroup_count; i++) {
		struct cgroup *cgroup = &plan->cgroups[i];

		*item = (int)i;
		if (mkdir(cgroup->folder, 0755) < 0)
			return -1;
		cgroup->directory = open(cgroup->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (cgroup->directory < 0)
			return -1;
		for (size_t j = 0; j < cgroup->setting_count; j++) {
			if (write_file(cgroup->directory, cgroup->settings[j].file,
				       cgroup->settings[j].value) < 0)
				return -1;
		}
		cgroup->members = openat(cgroup->directory, "cgroup.procs", O_WRONLY | O_CLOEXEC);
		if (cgroup->members < 0)
			return -1;
	}
	*item = 0;
	return 0;
}

int cgroup_enter(const struct plan *plan, pid_t pid, int *item)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%d", pid);

	for (size_t i = 0; i < plan->cgroup_count; i++) {
		*item = (int)i;
		if (write(plan->cgroups[i].members, text, (size_t)length) < 0)
			return -1;
	}
	*item = 0;
	return 0;
}

uint64_t cgroup_oom_kills(const struct plan *plan)
{
	uint64_t kills = 0;

	for (size_t i = 0; i < plan->cgroup_count; i++) {
		const struct cgroup *cgroup = &plan->cgroups[i];
		char text[512];
		const char *line = text;
		ssize_t length;
		int descriptor;

		if (!cgroup->events[0] || cgroup->directory < 0)
			continue;
		descriptor = openat(cgroup->directory, cgroup->events, O_RDONLY | O_CLOEXEC);
		if (descriptor < 0)
			continue;
		length = read(descriptor, text, sizeof(text) - 1);
		close(descriptor);
		text[length < 0 ? 0 : length] = 0;
		/* memory.oom_control of v1 and memory.events of v2 both have "oom_kill N". */
		for (; line; line = strchr(line, '\n')) {
			line += *line == '\n';
			if (strncmp(line, "oom_kill ", 9) == 0)
				kills += strtoull(line + 9, NULL, 10);
		}
	}
	return kills;
}

void cgroup_remove(struct plan *plan)
{
	const struct timespec pause = { .tv_nsec = 1000000 };

	for (size_t i = 0; i < plan->cgroup_count; i++) {
		struct cgroup *cgroup = &plan->cgroups[i];

		if (cgroup->directory < 0)
			continue;
		/* EBUSY: the last process is reaped, and not yet off the kernel's list. */
		for (int attempt = 0; attempt < 200; attempt++) {
			if (rmdir(cgroup->folder) == 0 || errno != EBUSY)
				break;
			nanosleep(&pause, NULL);
		}
	}
}

/* Drops rights. Runs between fork and exec: no allocation. */
#define _GNU_SOURCE
#include "credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int write_text(const char *path, const char *text)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written;
	int error;

	if (descriptor < 0)
		return -1;
	written = write(descriptor, text, strlen(text));
	error = errno;
	close(descriptor);
	errno = error;
	return written < 0 ? -1 : 0;
}

int credentials_map(uid_t inside, uid_t outside_user, gid_t outside_group)
{
	char line[64];

	/* user_namespaces(7): a group may be mapped only after setgroups is given up. */
	if (write_text("/proc/self/setgroups", "deny") < 0)
		return -1;
	snprintf(line, sizeof(line), "%u %u 1", inside, outside_user);
	if (write_text("/proc/self/uid_map", line) < 0)
		return -1;
	snprintf(line, sizeof(line), "%u %u 1", inside, outside_group);
	return write_text("/proc/self/gid_map", line);
}

int credentials_drop_bounding_set(void)
{
	/* EINVAL: past the last capability that this kernel knows. */
	for (int capability = 0;; capability++) {
		if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0)
			continue;
		if (errno == EINVAL && capability > 0)
			break;
		return -1;
	}
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0)
		return -1;
	/* Id 0 means nothing from here on, and that cannot be undone. */
	return prctl(PR_SET_SECUREBITS,
		     SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP_LOCKED |
			     SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE |
			     SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED,
		     0, 0, 0);
}

int credentials_drop_groups(void)
{
	return setgroups(0, NULL);
}

int credentials_set_ids(uid_t id)
{
	if (setresgid(id, id, id) < 0)
		return -1;
	return setresuid(id, id, id);
}

int credentials_drop_capabilities(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];

	memset(none, 0, sizeof(none));
	return (int)syscall(SYS_capset, &header, none);
}

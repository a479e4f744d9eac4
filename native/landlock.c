/*
 * Landlock by the kernel's ABI. The structure and constants that newer ABIs added are
 * written here (linux/landlock.h), so that older headers build the same launcher. Runs
 * between fork and exec: no allocation.
 */
#define _GNU_SOURCE
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

#define CREATE_RULESET_VERSION (1u << 0)
#define RULE_PATH_BENEATH 1

#define FS_EXECUTE (1ull << 0)
#define FS_WRITE_FILE (1ull << 1)
#define FS_READ_FILE (1ull << 2)
#define FS_READ_DIR (1ull << 3)
#define FS_REMOVE_DIR (1ull << 4)
#define FS_REMOVE_FILE (1ull << 5)
#define FS_MAKE_DIR (1ull << 7)
#define FS_MAKE_REG (1ull << 8)
#define FS_MAKE_SOCK (1ull << 9)
#define FS_MAKE_FIFO (1ull << 10)
#define FS_MAKE_SYM (1ull << 12)
#define FS_REFER (1ull << 13) /* ABI 2 */
#define FS_TRUNCATE (1ull << 14) /* ABI 3 */
#define FS_IOCTL_DEV (1ull << 15) /* ABI 5 */
#define FS_ABI_1 ((1ull << 13) - 1)

#define NET_BIND_TCP (1ull << 0) /* ABI 4 */
#define NET_CONNECT_TCP (1ull << 1)
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ull << 0) /* ABI 6 */
#define SCOPE_SIGNAL (1ull << 1)

/* What a rule on something that is no folder may name; the kernel refuses the rest. */
#define FS_OF_A_FILE (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

struct ruleset {
	uint64_t handled_access_fs;
	uint64_t handled_access_net;
	uint64_t scoped;
};

struct path_beneath {
	uint64_t allowed_access;
	int32_t parent_fd;
} __attribute__((packed));

int landlock_abi(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
}

/* What an ABI can restrict, and how much of the structure it knows. */
static size_t ruleset_of(int abi, int network, struct ruleset *ruleset)
{
	ruleset->handled_access_fs = FS_ABI_1;
	ruleset->handled_access_net = 0;
	ruleset->scoped = 0;
	if (abi >= 2)
		ruleset->handled_access_fs |= FS_REFER;
	if (abi >= 3)
		ruleset->handled_access_fs |= FS_TRUNCATE;
	if (abi >= 5)
		ruleset->handled_access_fs |= FS_IOCTL_DEV;
	if (abi >= 4 && !network)
		ruleset->handled_access_net = NET_BIND_TCP | NET_CONNECT_TCP;
	if (abi >= 6)
		ruleset->scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
	if (abi >= 6)
		return 24;
	return abi >= 4 ? 16 : 8;
}

static uint64_t rights_of(uint32_t access)
{
	uint64_t rights = 0;

	if (access & ACCESS_READ)
		rights |= FS_READ_FILE | FS_READ_DIR;
	if (access & ACCESS_WRITE)
		rights |= FS_WRITE_FILE | FS_TRUNCATE | FS_REMOVE_DIR | FS_REMOVE_FILE |
			  FS_MAKE_DIR | FS_MAKE_REG | FS_MAKE_SOCK | FS_MAKE_FIFO | FS_MAKE_SYM |
			  FS_REFER;
	if (access & ACCESS_EXECUTE)
		rights |= FS_EXECUTE;
	return rights;
}

static int add_rule(int ruleset, const struct landlock_rule *rule, uint64_t handled)
{
	struct path_beneath beneath = { .allowed_access = rights_of(rule->access) & handled };
	struct stat target;
	int result = -1;

	beneath.parent_fd = open(rule->path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return -1;
	if (fstat(beneath.parent_fd, &target) == 0) {
		if (!S_ISDIR(target.st_mode))
			beneath.allowed_access &= FS_OF_A_FILE;
		result = (int)syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &beneath,
				      0);
	}
	close(beneath.parent_fd);
	return result;
}

int landlock_restrict(const struct plan *plan, int *item)
{
	struct ruleset attributes;
	int abi = landlock_abi();
	int network = (plan->settings.flags & PLAN_NETWORK) != 0;
	size_t size;
	int ruleset;

	if (abi < 0)
		return -1;
	size = ruleset_of(abi, network, &attributes);
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
	if (ruleset < 0)
		return -1;
	for (size_t i = 0; i < plan->landlock_count; i++) {
		*item = (int)i;
		if (add_rule(ruleset, &plan->landlock[i], attributes.handled_access_fs) < 0)
			return -1;
	}
	*item = 0;
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		return -1;
	return close(ruleset);
}

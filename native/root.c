/*
 * Makes the root of a run with the mount calls of Linux 5.12: each bound file or folder is a
 * detached copy (open_tree), made read-only as a whole with its submounts (mount_setattr),
 * then put at its place (move_mount). Runs between fork and exec: no allocation.
 */
#define _GNU_SOURCE
#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc has these in <sys/mount.h>, which can't be included beside <linux/mount.h>. */
extern int mount(const char *source, const char *target, const char *type, unsigned long flags,
		 const void *data);
extern int umount2(const char *target, int flags);

#define MNT_DETACH 2

#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000 /* linux/fcntl.h */
#endif

/*
 * Where the root is made: a folder that every host has, covered in this namespace only. Not
 * /proc: the kernel lets a user namespace mount a proc only where it sees one uncovered.
 */
#define STAGE "/dev"
/* Where the scratch file system is, below the stage, while its folders are bound. */
#define SCRATCH ".scratch"

static int attributes_set(int mount, unsigned int flags, uint64_t attributes)
{
	struct mount_attr change = { .attr_set = attributes };

	return (int)syscall(SYS_mount_setattr, mount, "", flags | AT_EMPTY_PATH, &change,
			    sizeof(change));
}

static int move_to(int mount, const char *path)
{
	return (int)syscall(SYS_move_mount, mount, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH);
}

static int own(const char *path, run_id id)
{
	return fchownat(AT_FDCWD, path, id, id, AT_SYMLINK_NOFOLLOW);
}

int root_copy_mounts(struct plan *plan, int *item)
{
	/* Nothing that follows may reach the host's mounts. */
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return -1;
	for (size_t i = 0; i < plan->root_count; i++) {
		struct root_entry *entry = &plan->root[i];
		/* A device must stay one: nodev would make it a dead name. */
		uint64_t attributes = MOUNT_ATTR_NOSUID | (entry->operation == ROOT_DEVICE ?
								   MOUNT_ATTR_NOEXEC :
								   MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV);

		if (entry->operation != ROOT_BIND && entry->operation != ROOT_DEVICE)
			continue;
		*item = (int)i;
		entry->mount = (int)syscall(SYS_open_tree, AT_FDCWD, entry->source,
					    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
		if (entry->mount < 0)
			return -1;
		if (attributes_set(entry->mount, AT_RECURSIVE, attributes) < 0)
			return -1;
	}
	*item = 0;
	return 0;
}

static int make_file(const char *path, mode_t mode)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	return descriptor < 0 ? -1 : close(descriptor);
}

static int place_mount(struct root_entry *entry)
{
	struct stat target;
	int result;

	if (fstat(entry->mount, &target) < 0)
		return -1;
	if (S_ISDIR(target.st_mode)) {
		/* May be there already, as the parent of an earlier entry. */
		if (mkdir(entry->path, 0755) < 0 && errno != EEXIST)
			return -1;
	} else if (make_file(entry->path, 0444) < 0) {
		return -1;
	}
	result = move_to(entry->mount, entry->path);
	close(entry->mount);
	entry->mount = -1;
	return result;
}

/* Binds one folder of the scratch file system at the place of the same name. */
static int place_scratch(const struct root_entry *entry, run_id id, size_t number)
{
	char folder[sizeof(SCRATCH) + 24];
	int tree;
	int result;

	snprintf(folder, sizeof(folder), SCRATCH "/%zu", number);
	if (mkdir(folder, entry->mode) < 0 || chmod(folder, entry->mode) < 0)
		return -1;
	if (entry->owned && own(folder, id) < 0)
		return -1;
	if (mkdir(entry->path, 0755) < 0 && errno != EEXIST)
		return -1;
	tree = (int)syscall(SYS_open_tree, AT_FDCWD, folder, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	if (tree < 0)
		return -1;
	result = move_to(tree, entry->path);
	close(tree);
	return result;
}

static int mount_proc(const struct root_entry *entry, int optional)
{
	if (mkdir(entry->path, 0555) < 0)
		return -1;
	if (mount("proc", entry->path, "proc", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
		  "hidepid=2,subset=pid") == 0)
		return 0;
	/* EPERM: the container covers parts of its /proc, so that this one would show more. */
	return errno == EPERM && optional ? 0 : -1;
}

int root_make(const struct plan *plan)
{
	char options[96];

	/* Its entries are folders, links, mount points and a few small files. */
	if (mount("callgate", STAGE, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
		  "size=64m,nr_inodes=4096,mode=0755") < 0)
		return -1;
	if (chdir(STAGE) < 0 || mkdir(SCRATCH, 0700) < 0)
		return -1;
	snprintf(options, sizeof(options), "size=%llu,nr_inodes=%llu,mode=0755",
		 (unsigned long long)plan->settings.scratch_bytes,
		 (unsigned long long)plan->settings.scratch_inodes);
	return mount("scratch", SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options);
}

int root_fill(struct plan *plan, run_id id, int *item)
{
	for (size_t i = 0; i < plan->root_count; i++) {
		struct root_entry *entry = &plan->root[i];
		int result = 0;

		*item = (int)i;
		switch (entry->operation) {
		case ROOT_FOLDER:
			result = root_folder_make(entry, id);
			break;
		case ROOT_LINK:
			result = symlink(entry->source, entry->path);
			break;
		case ROOT_BIND:
		case ROOT_DEVICE:
			result = place_mount(entry);
			break;
		case ROOT_FILE:
			result = root_file_write(entry, id);
			break;
		case ROOT_SCRATCH:
			result = place_scratch(entry, id, i);
			break;
		case ROOT_PROC:
			result = mount_proc(entry, plan->settings.flags & PLAN_PROC_OPTIONAL);
			break;
		}
		if (result < 0)
			return -1;
	}
	*item = 0;
	/* The bound folders keep it alive; nothing else of it stays in sight. */
	if (umount2(SCRATCH, MNT_DETACH) < 0)
		return -1;
	return rmdir(SCRATCH);
}

int root_pivot(void)
{
	int stage = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (stage < 0)
		return -1;
	if (attributes_set(stage, 0, MOUNT_ATTR_RDONLY) < 0)
		return -1;
	close(stage);
	/* The same folder twice: the old root ends up on top of the new one, and is taken off. */
	if (syscall(SYS_pivot_root, ".", ".") < 0)
		return -1;
	if (umount2(".", MNT_DETACH) < 0)
		return -1;
	return chdir("/");
}

/*
 * One file system of limited size, of which each folder of the scratch is a part. It is
 * mounted where the first of them is, divided, taken off again, and its parts put in place.
 */
#define _GNU_SOURCE
#include "scratch.h"

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

#define MS_NOSUID 2
#define MS_NODEV 4
#define MS_NOEXEC 8
#define MS_REMOUNT 32
#define MNT_DETACH 2

#define PARTS_MAX 8
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000 /* linux/fcntl.h */
#endif

#define FLAGS (MS_NOSUID | MS_NODEV | MS_NOEXEC)

static void size_options(char *options, size_t length, const struct plan *plan)
{
	snprintf(options, length, "size=%llu,nr_inodes=%llu,mode=0755",
		 (unsigned long long)plan->settings.scratch_bytes,
		 (unsigned long long)plan->settings.scratch_inodes);
}

static int scratch_mount(const struct plan *plan, const char *path, unsigned long flags)
{
	char options[96];

	size_options(options, sizeof(options), plan);
	return mount("scratch", path, "tmpfs", FLAGS | flags, options);
}

/* A folder of the file system that the current folder is the top of, as a mount of its own. */
static int take_part(const struct root_entry *entry, run_id id, size_t number)
{
	char name[24];

	snprintf(name, sizeof(name), "%zu", number);
	if (mkdir(name, entry->mode) < 0 || chmod(name, entry->mode) < 0)
		return -1;
	if (entry->owned && chown(name, id, id) < 0)
		return -1;
	return (int)syscall(SYS_open_tree, AT_FDCWD, name, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
}

/* Paths of a plan's entries have no slash in front: they are taken from the root. */
static int put_part(int part, const char *path)
{
	int result = (int)syscall(SYS_move_mount, part, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH);

	close(part);
	return result;
}

/* Whether the entry lies in a folder of the scratch: an interpreter below /tmp, say. */
static int is_covered(const struct plan *plan, const struct root_entry *entry)
{
	for (size_t i = 0; i < plan->root_count; i++) {
		const char *folder = plan->root[i].path;
		size_t length = strlen(folder);

		if (plan->root[i].operation == ROOT_SCRATCH && &plan->root[i] != entry &&
		    strncmp(entry->path, folder, length) == 0 && entry->path[length] == '/')
			return 1;
	}
	return 0;
}

/* Takes hold of what the scratch is about to cover. */
static int hold_covered(struct plan *plan, int *item)
{
	for (size_t i = 0; i < plan->root_count; i++) {
		struct root_entry *entry = &plan->root[i];

		if (entry->operation != ROOT_BIND || !is_covered(plan, entry))
			continue;
		*item = (int)i;
		entry->mount = (int)syscall(SYS_open_tree, AT_FDCWD, entry->path,
					    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
		if (entry->mount < 0)
			return -1;
	}
	return 0;
}

static int put_bind(const struct root_entry *entry)
{
	struct stat target;
	int place;

	if (fstat(entry->mount, &target) < 0)
		return -1;
	if (S_ISDIR(target.st_mode)) {
		if (mkdir(entry->path, 0755) < 0 && errno != EEXIST)
			return -1;
	} else {
		place = open(entry->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
		if (place < 0 || close(place) < 0)
			return -1;
	}
	return put_part(entry->mount, entry->path);
}

/* Puts it back, in the plan's order, on top of the scratch. */
static int put_covered(const struct plan *plan, int *item)
{
	for (size_t i = 0; i < plan->root_count; i++) {
		const struct root_entry *entry = &plan->root[i];
		int result = 0;

		if (!is_covered(plan, entry))
			continue;
		*item = (int)i;
		if (entry->operation == ROOT_FOLDER)
			result = mkdir(entry->path, entry->mode) < 0 && errno != EEXIST ? -1 : 0;
		else if (entry->operation == ROOT_LINK)
			result = symlink(entry->source, entry->path);
		else if (entry->operation == ROOT_BIND)
			result = put_bind(entry);
		if (result < 0)
			return -1;
	}
	return 0;
}

int scratch_make(struct plan *zygote, run_id id, int *item)
{
	int parts[PARTS_MAX];
	const struct root_entry *places[PARTS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < zygote->root_count; i++) {
		const struct root_entry *entry = &zygote->root[i];

		if (entry->operation != ROOT_SCRATCH)
			continue;
		*item = (int)i;
		if (count == PARTS_MAX) {
			errno = E2BIG;
			return -1;
		}
		places[count++] = entry;
	}
	if (count == 0)
		return 0;
	if (chdir("/") < 0 || hold_covered(zygote, item) < 0)
		return -1;
	if (scratch_mount(zygote, places[0]->path, 0) < 0 || chdir(places[0]->path) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		parts[i] = take_part(places[i], id, i);
		if (parts[i] < 0)
			return -1;
	}
	if (chdir("/") < 0 || umount2(places[0]->path, MNT_DETACH) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (put_part(parts[i], places[i]->path) < 0)
			return -1;
	}
	return put_covered(zygote, item);
}

static int resize(const struct plan *zygote, const struct plan *job)
{
	if (zygote->settings.scratch_bytes == job->settings.scratch_bytes &&
	    zygote->settings.scratch_inodes == job->settings.scratch_inodes)
		return 0;
	for (size_t i = 0; i < zygote->root_count; i++)
		if (zygote->root[i].operation == ROOT_SCRATCH)
			return scratch_mount(job, zygote->root[i].path, MS_REMOUNT);
	return 0;
}

int scratch_fill(const struct plan *zygote, const struct plan *job, run_id id, int *item)
{
	if (resize(zygote, job) < 0)
		return -1;
	for (size_t i = 0; i < job->root_count; i++) {
		const struct root_entry *entry = &job->root[i];
		int result = 0;

		*item = (int)i;
		if (entry->operation == ROOT_FOLDER)
			result = root_folder_make(entry, id);
		else if (entry->operation == ROOT_FILE)
			result = root_file_write(entry, id);
		if (result < 0)
			return -1;
	}
	*item = 0;
	return 0;
}

/*
 * The plan of a run, as the supervisor wrote it: what each step is to do. The launcher
 * decides nothing that stands here. Layout, in the machine's own byte order:
 *
 *   header    | magic u32 | version u32 | length u32 | sections u32 |
 *   section   | kind u32 | length u32 | payload, padded to 8 bytes |   (sections times)
 *
 * `length` of the header counts the header; `length` of a section is its payload without
 * padding. Texts end with a NUL that their length counts. src/runtime/plan-bytes.ts writes
 * this layout.
 */
#ifndef CALLGATE_PLAN_H
#define CALLGATE_PLAN_H

#include <stddef.h>
#include <stdint.h>

#define PLAN_MAGIC 0x50474c43u /* "CLGP" */
#define PLAN_VERSION 1u
#define PLAN_BYTES_MAX (64u << 20)

struct plan_header {
	uint32_t magic;
	uint32_t version;
	uint32_t length;
	uint32_t sections;
};

enum section_kind {
	SECTION_SETTINGS = 1, /* struct plan_settings */
	SECTION_ARGUMENT = 2, /* text; the first is the program's path */
	SECTION_ENVIRONMENT = 3, /* text: NAME=VALUE */
	SECTION_RLIMIT = 4, /* struct plan_rlimit */
	SECTION_CGROUP = 5, /* texts: folder, events file or "", then pairs of file and value */
	SECTION_ROOT = 6, /* struct plan_root_entry, then texts: path, source */
	SECTION_LANDLOCK = 7, /* u32 access, then text: path */
	SECTION_BOOT_FILTER = 8, /* struct sock_filter after struct sock_filter */
	SECTION_RUN_FILTER = 9, /* the same, for the guest */
	SECTION_WORKING_FOLDER = 10, /* text */
	SECTION_NETWORK = 11, /* text: the file of a network namespace, for PLAN_NETWORK */
};

enum plan_flag {
	/* Has the rights of root: no user namespace; ids from a range, groups dropped. */
	PLAN_PRIVILEGED = 1 << 0,
	/* Tries every step, goes on after a failure, starts nothing. */
	PLAN_PROBE = 1 << 1,
	/* The run filter is installed here: the program that starts installs none itself. */
	PLAN_FILTER_IS_FINAL = 1 << 2,
	/* /proc may be refused without loss of isolation (a container that masks its own). */
	PLAN_PROC_OPTIONAL = 1 << 3,
	/* Has a network: no namespace of its own, no TCP rule in Landlock. */
	PLAN_NETWORK = 1 << 4,
	/* A job's stdin is empty: /dev/null, as where the launcher is told so by its caller. */
	PLAN_EMPTY_STDIN = 1 << 5,
	/* The supervisor gets the working folder, open: over the socket that it sends for that. */
	PLAN_GIVE_FOLDER = 1 << 6,
	/* A job's run filter hands refused calls to the supervisor, who takes its listener. */
	PLAN_OBSERVED = 1 << 7,
	/* No run can put a name into a network namespace: a zygote's children use some in turn. */
	PLAN_REUSES_NETWORKS = 1 << 8,
};

struct plan_settings {
	uint32_t flags; /* enum plan_flag */
	/* Privileged: the run's id is first_id + the launcher's pid % ids. Else the id inside. */
	uint32_t first_id;
	uint32_t ids;
	uint32_t cgroup_version;
	/* Steps left out, as bits 1 << enum step: layers that the caller allowed to be missing. */
	uint64_t skipped;
	uint64_t wall_ms;
	uint64_t cpu_ms;
	uint64_t scratch_bytes;
	uint64_t scratch_inodes;
};

struct plan_rlimit {
	uint32_t resource; /* RLIMIT_* of sys/resource.h */
	uint32_t reserved;
	uint64_t soft;
	uint64_t hard;
};

enum root_operation {
	ROOT_FOLDER = 1, /* made with mode */
	ROOT_LINK = 2, /* a symbolic link to source */
	ROOT_BIND = 3, /* source, a file or a folder, read-only */
	ROOT_FILE = 4, /* contents: all that follows the path */
	ROOT_SCRATCH = 5, /* a folder of the scratch file system, with mode */
	ROOT_DEVICE = 6, /* source, a device node */
	ROOT_PROC = 7, /* the proc of the run's pid namespace: processes, nothing of the machine */
};

struct plan_root_entry {
	uint32_t operation; /* enum root_operation */
	uint32_t mode;
	/* Belongs to the run's id. Else to whoever the launcher is. */
	uint32_t owned;
	uint32_t reserved;
};

enum plan_access {
	ACCESS_READ = 1 << 0,
	ACCESS_WRITE = 1 << 1,
	ACCESS_EXECUTE = 1 << 2,
};

/* A section's payload inside the plan's bytes. */
struct bytes {
	const unsigned char *start;
	size_t length;
};

struct root_entry {
	enum root_operation operation;
	uint32_t mode;
	int owned;
	const char *path;
	const char *source;
	struct bytes contents;
	/* ROOT_BIND and ROOT_DEVICE: the detached mount, while the root is being made. */
	int mount;
};

struct landlock_rule {
	uint32_t access; /* enum plan_access */
	const char *path;
};

struct cgroup_setting {
	const char *file;
	const char *value;
};

struct cgroup {
	const char *folder;
	const char *events;
	struct cgroup_setting *settings;
	size_t setting_count;
	/* The folder itself and its cgroup.procs, opened while the host's root is in sight. */
	int directory;
	int members;
};

struct plan {
	struct plan_settings settings;
	char **arguments;
	char **environment;
	struct plan_rlimit *rlimits;
	size_t rlimit_count;
	struct cgroup *cgroups;
	size_t cgroup_count;
	struct root_entry *root;
	size_t root_count;
	struct landlock_rule *landlock;
	size_t landlock_count;
	struct bytes boot_filter;
	struct bytes run_filter;
	const char *working_folder;
	/* NULL: PLAN_NETWORK is the network namespace that the launcher is in. */
	const char *network;
};

/* Whether the plan leaves `step` out. */
int plan_skips(const struct plan *plan, int step);

/*
 * Reads a whole plan from `descriptor` and checks every length and text in it. Its memory
 * is never freed: it lives as long as the process. Returns -1 with errno: EPROTO for bytes
 * that are no plan.
 */
int plan_read(int descriptor, struct plan *plan);

#endif

/*
 * Reads and checks a plan. Everything it allocates is allocated here, before the first
 * fork, and what the plan says is trusted only after its bounds were looked at.
 */
#include "plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct section_header {
	uint32_t kind;
	uint32_t length;
};

int plan_skips(const struct plan *plan, int step)
{
	return (plan->settings.skipped >> step) & 1;
}

static int malformed(void)
{
	errno = EPROTO;
	return -1;
}

static int read_all(int descriptor, void *to, size_t length)
{
	unsigned char *at = to;

	while (length > 0) {
		ssize_t count = read(descriptor, at, length);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if (count == 0)
			return malformed();
		at += count;
		length -= (size_t)count;
	}
	return 0;
}

/* The next text of `rest`, which shrinks by it; NULL where no NUL ends one. */
static const char *take_text(struct bytes *rest)
{
	const char *text = (const char *)rest->start;
	const void *end = memchr(rest->start, 0, rest->length);
	size_t size;

	if (!end)
		return NULL;
	size = (size_t)((const char *)end - text) + 1;
	rest->start += size;
	rest->length -= size;
	return text;
}

static int take_struct(struct bytes *rest, void *to, size_t size)
{
	if (rest->length < size)
		return malformed();
	memcpy(to, rest->start, size);
	rest->start += size;
	rest->length -= size;
	return 0;
}

/* Counts the sections of each kind, so that each array is allocated once. */
struct counts {
	size_t of[SECTION_NETWORK + 1];
};

typedef int (*section_reader)(struct plan *plan, uint32_t kind, struct bytes payload);

static int each_section(struct bytes body, uint32_t sections, struct plan *plan,
			section_reader read_section)
{
	for (uint32_t i = 0; i < sections; i++) {
		struct section_header header;
		struct bytes payload;
		size_t padded;

		if (take_struct(&body, &header, sizeof(header)) < 0)
			return -1;
		if (header.length > body.length || header.kind < SECTION_SETTINGS ||
		    header.kind > SECTION_NETWORK)
			return malformed();
		padded = ((size_t)header.length + 7) & ~(size_t)7;
		if (padded > body.length)
			return malformed();
		payload = (struct bytes){ body.start, header.length };
		if (read_section(plan, header.kind, payload) < 0)
			return -1;
		body.start += padded;
		body.length -= padded;
	}
	return body.length == 0 ? 0 : malformed();
}

static struct counts counts;

static int count_section(struct plan *plan, uint32_t kind, struct bytes payload)
{
	(void)plan;
	(void)payload;
	counts.of[kind]++;
	return 0;
}

static int append_text(char **list, size_t capacity, struct bytes payload)
{
	const char *text = take_text(&payload);
	size_t at = 0;

	if (!text || payload.length != 0)
		return malformed();
	while (at < capacity && list[at])
		at++;
	if (at == capacity)
		return malformed();
	list[at] = (char *)text;
	return 0;
}

static int read_cgroup(struct plan *plan, struct bytes payload)
{
	struct cgroup *cgroup = &plan->cgroups[plan->cgroup_count];
	size_t texts = 0;

	for (size_t i = 0; i < payload.length; i++)
		texts += payload.start[i] == 0;
	if (texts < 2 || texts % 2 != 0)
		return malformed();
	cgroup->settings = calloc(texts / 2, sizeof(*cgroup->settings));
	if (!cgroup->settings)
		return -1;
	cgroup->directory = -1;
	cgroup->members = -1;
	cgroup->folder = take_text(&payload);
	cgroup->events = take_text(&payload);
	if (!cgroup->folder || !cgroup->events)
		return malformed();
	while (payload.length > 0) {
		struct cgroup_setting *setting = &cgroup->settings[cgroup->setting_count];

		setting->file = take_text(&payload);
		setting->value = setting->file ? take_text(&payload) : NULL;
		if (!setting->value)
			return malformed();
		cgroup->setting_count++;
	}
	plan->cgroup_count++;
	return 0;
}

static int read_root_entry(struct plan *plan, struct bytes payload)
{
	struct root_entry *entry = &plan->root[plan->root_count];
	struct plan_root_entry fixed;

	if (take_struct(&payload, &fixed, sizeof(fixed)) < 0)
		return -1;
	if (fixed.operation < ROOT_FOLDER || fixed.operation > ROOT_PROC)
		return malformed();
	entry->operation = (enum root_operation)fixed.operation;
	entry->mode = fixed.mode & 07777;
	entry->owned = fixed.owned != 0;
	entry->mount = -1;
	entry->path = take_text(&payload);
	/* Paths are below the new root: nothing absolute, nothing that climbs. */
	if (!entry->path || entry->path[0] == '/' || entry->path[0] == 0)
		return malformed();
	for (const char *part = entry->path; part; part = strchr(part, '/')) {
		part += *part == '/';
		if (part[0] == '.' && part[1] == '.' && (part[2] == '/' || part[2] == 0))
			return malformed();
	}
	if (entry->operation == ROOT_FILE) {
		entry->contents = payload;
	} else {
		entry->source = take_text(&payload);
		if (!entry->source || payload.length != 0)
			return malformed();
	}
	plan->root_count++;
	return 0;
}

static int read_landlock(struct plan *plan, struct bytes payload)
{
	struct landlock_rule *rule = &plan->landlock[plan->landlock_count];

	if (take_struct(&payload, &rule->access, sizeof(rule->access)) < 0)
		return -1;
	rule->path = take_text(&payload);
	if (!rule->path || payload.length != 0)
		return malformed();
	plan->landlock_count++;
	return 0;
}

static int read_section(struct plan *plan, uint32_t kind, struct bytes payload)
{
	switch ((enum section_kind)kind) {
	case SECTION_SETTINGS:
		if (payload.length != sizeof(plan->settings))
			return malformed();
		return take_struct(&payload, &plan->settings, sizeof(plan->settings));
	case SECTION_ARGUMENT:
		return append_text(plan->arguments, counts.of[kind], payload);
	case SECTION_ENVIRONMENT:
		return append_text(plan->environment, counts.of[kind], payload);
	case SECTION_RLIMIT:
		if (payload.length != sizeof(*plan->rlimits))
			return malformed();
		return take_struct(&payload, &plan->rlimits[plan->rlimit_count++],
				   sizeof(*plan->rlimits));
	case SECTION_CGROUP:
		return read_cgroup(plan, payload);
	case SECTION_ROOT:
		return read_root_entry(plan, payload);
	case SECTION_LANDLOCK:
		return read_landlock(plan, payload);
	case SECTION_BOOT_FILTER:
		plan->boot_filter = payload;
		return 0;
	case SECTION_RUN_FILTER:
		plan->run_filter = payload;
		return 0;
	case SECTION_WORKING_FOLDER:
		plan->working_folder = take_text(&payload);
		return plan->working_folder ? 0 : malformed();
	case SECTION_NETWORK:
		plan->network = take_text(&payload);
		return plan->network ? 0 : malformed();
	}
	return malformed();
}

/* One element more than counted: argv and envp end with NULL, and nothing is of size 0. */
static int allocate(struct plan *plan)
{
	plan->arguments = calloc(counts.of[SECTION_ARGUMENT] + 1, sizeof(char *));
	plan->environment = calloc(counts.of[SECTION_ENVIRONMENT] + 1, sizeof(char *));
	plan->rlimits = calloc(counts.of[SECTION_RLIMIT] + 1, sizeof(*plan->rlimits));
	plan->cgroups = calloc(counts.of[SECTION_CGROUP] + 1, sizeof(*plan->cgroups));
	plan->root = calloc(counts.of[SECTION_ROOT] + 1, sizeof(*plan->root));
	plan->landlock = calloc(counts.of[SECTION_LANDLOCK] + 1, sizeof(*plan->landlock));
	if (!plan->arguments || !plan->environment || !plan->rlimits || !plan->cgroups ||
	    !plan->root || !plan->landlock)
		return -1;
	return 0;
}

/* What must stand in every plan that starts a program. */
static int is_whole(const struct plan *plan)
{
	const struct plan_settings *settings = &plan->settings;

	if (counts.of[SECTION_SETTINGS] != 1 || settings->ids == 0)
		return 0;
	if (settings->flags & PLAN_PROBE)
		return 1;
	return plan->arguments[0] && plan->working_folder && settings->wall_ms > 0 &&
	       plan->run_filter.length > 0;
}

int plan_read(int descriptor, struct plan *plan)
{
	struct plan_header header;
	struct bytes body;
	unsigned char *memory;

	memset(plan, 0, sizeof(*plan));
	memset(&counts, 0, sizeof(counts));
	if (read_all(descriptor, &header, sizeof(header)) < 0)
		return -1;
	if (header.magic != PLAN_MAGIC || header.version != PLAN_VERSION ||
	    header.length < sizeof(header) || header.length > PLAN_BYTES_MAX)
		return malformed();
	body.length = header.length - sizeof(header);
	memory = malloc(body.length + 1);
	if (!memory)
		return -1;
	body.start = memory;
	if (read_all(descriptor, memory, body.length) < 0)
		return -1;
	if (each_section(body, header.sections, plan, count_section) < 0)
		return -1;
	if (allocate(plan) < 0)
		return -1;
	if (each_section(body, header.sections, plan, read_section) < 0)
		return -1;
	return is_whole(plan) ? 0 : malformed();
}

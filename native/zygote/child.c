/*
 * The steps of a child, in the order of ../init.c. What costs time and needs no knowledge of
 * the run (child_isolate) is done ahead, while nobody waits for it; the rest when its job
 * has come. No foreign code runs before the last line.
 */
#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../credentials.h"
#include "../filter.h"
#include "../folder.h"
#include "../landlock.h"
#include "../listener.h"
#include "../rlimits.h"
#include "../status.h"
#include "scratch.h"

static _Noreturn void failed(enum step step, int item)
{
	status_send(STATUS_FAILED, step, errno, item, NULL);
	_exit(1);
}

static int takes(const struct child_start *start, enum step step)
{
	return !plan_skips(start->zygote, step);
}

static int is_own(const struct child_start *start, int descriptor)
{
	for (size_t i = DESCRIPTOR_LINE; i < start->descriptor_count; i++)
		if (start->descriptors[i] == descriptor)
			return 1;
	return descriptor == start->network || start->keeps(descriptor);
}

/* From the first up to the one before `end`. */
static void close_between(int first, int end)
{
	if (first < end && syscall(SYS_close_range, first, end - 1, 0) < 0)
		failed(STEP_DESCRIPTORS, 0);
}

static void take_descriptors(const struct child_start *start)
{
	int from = STDERR_FILENO + 1;

	for (int i = DESCRIPTOR_STDIN; i <= DESCRIPTOR_STDERR; i++)
		if (dup2(start->descriptors[i], i) < 0 || close(start->descriptors[i]) < 0)
			failed(STEP_DESCRIPTORS, 0);
	for (int i = from; i <= start->highest_descriptor; i++) {
		if (!is_own(start, i))
			continue;
		close_between(from, i);
		from = i + 1;
	}
	if (syscall(SYS_close_range, from, ~0u, 0) < 0)
		failed(STEP_DESCRIPTORS, 0);
}

/* On v1, and where the kernel has no CLONE_INTO_CGROUP, this waits for an RCU grace period. */
static void join_cgroups(const struct child_start *start)
{
	for (size_t i = DESCRIPTOR_MEMBERS; i < start->descriptor_count; i++) {
		/* 0 is the writer itself, whatever its pid namespace. */
		if (write(start->descriptors[i], "0", 1) < 0)
			failed(STEP_CGROUP_JOIN, (int)(i - DESCRIPTOR_MEMBERS));
		close(start->descriptors[i]);
	}
}

/* One of its own, or what an earlier child has left empty. */
static void enter_network(const struct child_start *start)
{
	if (start->zygote->settings.flags & PLAN_NETWORK)
		return;
	if (start->network < 0) {
		if (unshare(CLONE_NEWNET) < 0)
			failed(STEP_NETWORK_NAMESPACE, 0);
	} else if (setns(start->network, CLONE_NEWNET) < 0 || close(start->network) < 0) {
		failed(STEP_NETWORK_NAMESPACE, 0);
	}
}

static void enter_namespaces(const struct child_start *start)
{
	static const struct {
		enum step step;
		int flag;
	} namespaces[] = {
		{ STEP_MOUNT_NAMESPACE, CLONE_NEWNS },
		{ STEP_NETWORK_NAMESPACE, CLONE_NEWNET },
		{ STEP_IPC_NAMESPACE, CLONE_NEWIPC },
		{ STEP_UTS_NAMESPACE, CLONE_NEWUTS },
		{ STEP_CGROUP_NAMESPACE, CLONE_NEWCGROUP },
	};

	for (size_t i = 0; i < sizeof(namespaces) / sizeof(*namespaces); i++) {
		if (!takes(start, namespaces[i].step))
			continue;
		if (namespaces[i].flag == CLONE_NEWNET) {
			enter_network(start);
			continue;
		}
		if (unshare(namespaces[i].flag) < 0)
			failed(namespaces[i].step, 0);
	}
}

/* Over the zygote's: it shows this pid namespace alone. */
static void mount_proc(const struct child_start *start)
{
	const struct plan *plan = start->zygote;

	for (size_t i = 0; i < plan->root_count; i++) {
		if (plan->root[i].operation != ROOT_PROC)
			continue;
		if (mount("proc", plan->root[i].path, "proc",
			  MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=2,subset=pid") == 0)
			continue;
		/* As root_fill has met it where a container covers parts of its /proc. */
		if (errno != EPERM || !(plan->settings.flags & PLAN_PROC_OPTIONAL))
			failed(STEP_ROOT, (int)i);
	}
}

void child_isolate(const struct child_start *start)
{
	sigset_t none;
	int item = 0;

	status_open(start->descriptors[DESCRIPTOR_LINE]);
	take_descriptors(start);
	sigemptyset(&none);
	if (sigprocmask(SIG_SETMASK, &none, NULL) < 0)
		failed(STEP_GUEST, 0);
	if (takes(start, STEP_SESSION) && setsid() < 0)
		failed(STEP_SESSION, 0);
	join_cgroups(start);
	enter_namespaces(start);
	if (scratch_make(start->zygote, start->id, &item) < 0)
		failed(STEP_ROOT, item);
	mount_proc(start);
}

static void drop_rights(const struct child_start *start)
{
	/* Before the ids: afterwards it may not. */
	if (takes(start, STEP_BOUNDING_SET) && credentials_drop_bounding_set() < 0)
		failed(STEP_BOUNDING_SET, 0);
	/* In an ordinary user's namespace the kernel refuses setgroups; the groups have no names. */
	if ((start->zygote->settings.flags & PLAN_PRIVILEGED) && takes(start, STEP_GROUPS) &&
	    credentials_drop_groups() < 0)
		failed(STEP_GROUPS, 0);
	if (takes(start, STEP_IDS) && credentials_set_ids(start->id) < 0)
		failed(STEP_IDS, 0);
	if (takes(start, STEP_CAPABILITIES) && credentials_drop_capabilities() < 0)
		failed(STEP_CAPABILITIES, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		failed(STEP_NO_NEW_PRIVS, 0);
	/* As an exec would: the zygote, whose memory this is a copy of, was not to be read. */
	if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0)
		failed(STEP_GUEST, 0);
}

/* What was opened ahead is a pipe, and code can tell. */
static void empty_stdin(void)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || close(nothing) < 0)
		failed(STEP_DESCRIPTORS, 0);
}

static int install_run_filter(const struct child_start *start, const struct plan *job)
{
	int handover = start->descriptors[DESCRIPTOR_HANDOVER];
	struct bytes program = job->run_filter;

	if (job->settings.flags & PLAN_OBSERVED)
		return listener_install(program.start, program.length, handover, LISTENER_CLOSE_NOW);
	return close(handover) < 0 ? -1 : filter_install(program.start, program.length);
}

static void give_folder(const struct child_start *start, int socket)
{
	if (socket < 0)
		errno = EPROTO;
	if (socket < 0 || folder_give(socket, start->zygote->working_folder) < 0)
		failed(STEP_FOLDER, 0);
}

char **child_take_job(const struct child_start *start)
{
	static struct plan job;
	int line = start->descriptors[DESCRIPTOR_LINE];
	int item = 0;
	int socket;

	status_send(STATUS_CHILD_READY, STEP_GUEST, 0, 0, NULL);
	socket = folder_take_socket(line);
	/* Where the line ends without one, the child is no longer needed. */
	if (plan_read(line, &job) < 0)
		_exit(0);
	if (job.settings.flags & PLAN_EMPTY_STDIN)
		empty_stdin();
	if (scratch_fill(start->zygote, &job, start->id, &item) < 0 ||
	    chdir(start->zygote->working_folder) < 0)
		failed(STEP_ROOT, item);
	if (job.settings.flags & PLAN_GIVE_FOLDER)
		give_folder(start, socket);
	if (takes(start, STEP_RLIMITS) && rlimits_set(&job, &item) < 0)
		failed(STEP_RLIMITS, item);
	drop_rights(start);
	if (takes(start, STEP_LANDLOCK) && landlock_restrict(start->zygote, &item) < 0)
		failed(STEP_LANDLOCK, item);
	/* Said before: afterwards the filter may forbid it. */
	status_send(STATUS_CHILD_STARTED, STEP_RUN_FILTER, 0, 0, NULL);
	if (install_run_filter(start, &job) < 0)
		failed(STEP_RUN_FILTER, 0);
	if (close(line) < 0)
		_exit(1);
	/* The first stands for the program. */
	return job.arguments + 1;
}

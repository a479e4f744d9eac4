/*
 * callgate-zygote: starts an interpreter that forks a child for each run. It takes the plan
 * from descriptor 3 and reports on descriptor 4; descriptor 5 is the zygote's control socket.
 * When descriptor 3 ends, so does the zygote with all its children.
 *
 *   launcher (this file)      outside: waits
 *     └─ first                first in the pid namespace
 *          └─ interpreter     behind the boot filter, in serve.c's loop once it is up
 *
 * The interpreter needs rights to isolate its children, and must have none of the host's. So
 * root gives it a user namespace whose ids are a range of the host's that nobody has: its
 * rights hold for what belongs to that namespace, and nowhere else. The root is made before,
 * outside it, so that the kernel locks the mounts (user_namespaces(7)): inside, none can be
 * made writable or taken off. An ordinary user's zygote is in a namespace of that one user.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../network.h"
#include "../plan.h"
#include "../root.h"
#include "../status.h"
#include "interpreter.h"
#include "protocol.h"

#define PLAN_DESCRIPTOR 3
#define STATUS_DESCRIPTOR 4
#define CONTROL_DESCRIPTOR 5
/* Above all numbers that descriptors are put on. */
#define FIRST_FREE_DESCRIPTOR 8

static struct plan plan;
/* The plan's bytes, for the interpreter to read again. */
static int plan_file = -1;
static int control = -1;

static _Noreturn void failed(enum step step, int item)
{
	status_send(STATUS_FAILED, step, errno, item, NULL);
	_exit(1);
}

static int takes(enum step step)
{
	return !plan_skips(&plan, step);
}

static int is_privileged(void)
{
	return (plan.settings.flags & PLAN_PRIVILEGED) != 0;
}

static int moved(int descriptor)
{
	int result = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);

	if (result < 0 || close(descriptor) < 0)
		failed(STEP_DESCRIPTORS, 0);
	return result;
}

static void take_descriptors(void)
{
	if (syscall(SYS_close_range, CONTROL_DESCRIPTOR + 1, ~0u, 0) < 0)
		failed(STEP_DESCRIPTORS, 0);
	status_open(moved(STATUS_DESCRIPTOR));
	control = moved(CONTROL_DESCRIPTOR);
	if (fcntl(PLAN_DESCRIPTOR, F_SETFD, FD_CLOEXEC) < 0)
		failed(STEP_DESCRIPTORS, 0);
}

/* Reads the plan by way of a file in memory, which the interpreter reads too. */
static void read_plan(void)
{
	static unsigned char buffer[65536];
	size_t length = 0;
	size_t whole = sizeof(struct plan_header);

	plan_file = memfd_create("plan", MFD_CLOEXEC);
	if (plan_file < 0)
		failed(STEP_PLAN, 0);
	while (length < whole) {
		size_t most = whole - length < sizeof(buffer) ? whole - length : sizeof(buffer);
		ssize_t count = read(PLAN_DESCRIPTOR, buffer, most);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0 || write(plan_file, buffer, (size_t)count) != count)
			failed(STEP_PLAN, 0);
		/* A pipe gives so few bytes whole, as they were written at once. */
		if (length == 0)
			whole = ((struct plan_header *)(void *)buffer)->length;
		length += (size_t)count;
		if (whole < sizeof(struct plan_header) || whole > PLAN_BYTES_MAX)
			failed(STEP_PLAN, 0);
	}
	if (lseek(plan_file, 0, SEEK_SET) < 0 || plan_read(plan_file, &plan) < 0 ||
	    lseek(plan_file, 0, SEEK_SET) < 0)
		failed(STEP_PLAN, 0);
}

static void make_root(run_id owner)
{
	int item = 0;

	if (root_copy_mounts(&plan, &item) < 0 || root_make(&plan) < 0)
		failed(STEP_ROOT, item);
	if (root_fill(&plan, owner, &item) < 0)
		failed(STEP_ROOT, item);
	if (root_pivot() < 0)
		failed(STEP_PIVOT, 0);
}

static uint64_t namespaces(void)
{
	static const struct {
		enum step step;
		uint64_t flag;
	} all[] = {
		{ STEP_MOUNT_NAMESPACE, CLONE_NEWNS },	 { STEP_PID_NAMESPACE, CLONE_NEWPID },
		{ STEP_NETWORK_NAMESPACE, CLONE_NEWNET }, { STEP_IPC_NAMESPACE, CLONE_NEWIPC },
		{ STEP_UTS_NAMESPACE, CLONE_NEWUTS },
	};
	uint64_t flags = is_privileged() ? CLONE_NEWUSER : 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (all[i].flag == CLONE_NEWNET && (plan.settings.flags & PLAN_NETWORK))
			continue;
		if (takes(all[i].step))
			flags |= all[i].flag;
	}
	return flags;
}

/* The ids of the zygote: from the range, by the launcher's pid, ZYGOTE_IDS of them. */
static uint32_t first_id(void)
{
	return plan.settings.first_id + (uint32_t)getpid() % plan.settings.ids * ZYGOTE_IDS;
}

static int write_map(int proc, pid_t pid, const char *file, uint32_t outside)
{
	char path[64];
	char line[64];
	int descriptor;
	int result;

	snprintf(path, sizeof(path), "%d/%s", pid, file);
	snprintf(line, sizeof(line), "0 %u %u", outside, ZYGOTE_IDS);
	descriptor = openat(proc, path, O_WRONLY | O_CLOEXEC);
	if (descriptor < 0)
		return -1;
	result = write(descriptor, line, strlen(line)) < 0 ? -1 : 0;
	close(descriptor);
	return result;
}

static pid_t start_first(int lifeline[2], int *pidfd)
{
	struct clone_args arguments = {
		.flags = namespaces() | CLONE_PIDFD,
		.pidfd = (uint64_t)(uintptr_t)pidfd,
		.exit_signal = SIGCHLD,
	};

	if (pipe2(lifeline, O_CLOEXEC) < 0)
		return -1;
	return (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
}

/* Waits until the first process ends, and ends it when the supervisor wants no more. */
static void wait_for_end(int pidfd)
{
	struct pollfd events[] = {
		{ .fd = pidfd, .events = POLLIN },
		{ .fd = PLAN_DESCRIPTOR, .events = POLLIN },
	};

	while (poll(events, 2, -1) < 0)
		;
	if (!events[0].revents)
		syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
}

/* What only a terminal or a careless kill would send: the end comes through descriptor 3. */
static void ignore_signals(void)
{
	static const int ignored[] = { SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE };

	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_IGN);
}

static _Noreturn void first_main(int lifeline)
{
	struct interpreter_start start = {
		.plan = &plan,
		.plan_file = plan_file,
		.control = control,
		.lifeline = lifeline,
		.make_root = is_privileged() ? NULL : make_root,
	};

	for (int number = 1; number < SIGRTMIN; number++)
		signal(number, SIG_DFL);
	interpreter_main(&start);
}

int main(void)
{
	int lifeline[2];
	int pidfd = -1;
	int proc;
	uid_t user = geteuid();
	gid_t group = getegid();
	pid_t pid;

	status_open(STATUS_DESCRIPTOR);
	ignore_signals();
	take_descriptors();
	read_plan();
	if (takes(STEP_SESSION) && setsid() < 0)
		failed(STEP_SESSION, 0);
	/* Before any user namespace: in that it would have no rights over another's. */
	if (network_enter(plan.network) < 0)
		failed(STEP_NETWORK_NAMESPACE, 0);
	/* Kept in reach: the host's tree is out of sight when the ids are mapped. */
	proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (proc < 0)
		failed(STEP_USER_NAMESPACE, 0);
	if (is_privileged()) {
		if (unshare(CLONE_NEWNS) < 0)
			failed(STEP_MOUNT_NAMESPACE, 0);
		make_root(first_id());
	} else if (takes(STEP_USER_NAMESPACE)) {
		if (unshare(CLONE_NEWUSER) < 0 ||
		    credentials_map(plan.settings.first_id, user, group) < 0)
			failed(STEP_USER_NAMESPACE, 0);
	}
	pid = start_first(lifeline, &pidfd);
	if (pid < 0)
		failed(STEP_INIT, 0);
	if (pid == 0) {
		close(lifeline[1]);
		first_main(lifeline[0]);
	}
	close(control);
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		close(i);
	if (is_privileged() && (write_map(proc, pid, "uid_map", first_id()) < 0 ||
				write_map(proc, pid, "gid_map", first_id()) < 0)) {
		int error = errno;

		kill(pid, SIGKILL);
		errno = error;
		failed(STEP_USER_NAMESPACE, 0);
	}
	/* Its sign to go on. */
	if (write(lifeline[1], "", 1) != 1)
		failed(STEP_INIT, 0);
	wait_for_end(pidfd);
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
	return 0;
}

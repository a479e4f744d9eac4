/*
 * callgate-launcher: starts one run behind every layer that its plan names, waits for its
 * end and cleans up. It takes the plan from descriptor 3 and reports on descriptor 4; the
 * guest gets descriptors 0 to 2. When descriptor 3 ends, so does the run. Descriptor 5 is
 * there where the plan has PLAN_GIVE_FOLDER. By descriptor 6, where that is a socket, the
 * guest hands its filter's listener over.
 *
 *   launcher (this file)          outside: waits, keeps the clock, removes the cgroup
 *     └─ init (init.c)            first in the pid namespace: every layer, then waits
 *          └─ guest               the interpreter, behind the boot filter
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cgroup.h"
#include "credentials.h"
#include "init.h"
#include "network.h"
#include "plan.h"
#include "status.h"

#define PLAN_DESCRIPTOR 3
#define STATUS_DESCRIPTOR 4
/* A socket for the working folder, where the plan gives that to the supervisor. */
#define FOLDER_DESCRIPTOR 5
/* A socket where the run is observed. */
#define OBSERVER_DESCRIPTOR 6
/* Above the numbers that init.h gives a guest's descriptors. */
#define FIRST_FREE_DESCRIPTOR 8

static struct plan plan;

/* Ends the launcher at a failed step, cleaning up; a probe notes it and goes on. */
static void failed(enum step step, int item)
{
	int error = errno;

	if (plan.settings.flags & PLAN_PROBE) {
		status_send(STATUS_MISSING, step, error, item, NULL);
		return;
	}
	status_send(STATUS_FAILED, step, error, item, NULL);
	cgroup_remove(&plan);
	_exit(1);
}

static int takes(enum step step)
{
	return !plan_skips(&plan, step);
}

/* Off the guest's numbers; without one, something that is no socket. */
static int move_handover(void)
{
	int given = OBSERVER_DESCRIPTOR;
	int handover;

	if (fcntl(given, F_GETFD) < 0)
		given = open("/dev/null", O_RDONLY | O_CLOEXEC);
	handover = fcntl(given, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
	if (handover < 0 || close(given) < 0)
		failed(STEP_DESCRIPTORS, 0);
	return handover;
}

/* Only the plan's descriptors stay, and the status pipe moves off the guest's numbers. */
static void close_descriptors(void)
{
	int status;

	if (syscall(SYS_close_range, OBSERVER_DESCRIPTOR + 1, ~0u, 0) < 0)
		failed(STEP_DESCRIPTORS, 0);
	status = fcntl(STATUS_DESCRIPTOR, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
	if (status < 0 || fcntl(PLAN_DESCRIPTOR, F_SETFD, FD_CLOEXEC) < 0)
		failed(STEP_DESCRIPTORS, 0);
	status_open(status);
	if (close(STATUS_DESCRIPTOR) < 0)
		failed(STEP_DESCRIPTORS, 0);
}

/* Above the guest's numbers; -1 where the plan has none, and then nobody keeps what is there. */
static int take_folder_socket(void)
{
	int socket = -1;

	if (plan.settings.flags & PLAN_GIVE_FOLDER) {
		socket = fcntl(FOLDER_DESCRIPTOR, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
		if (socket < 0)
			failed(STEP_FOLDER, 0);
	}
	if (close(FOLDER_DESCRIPTOR) < 0 && errno != EBADF)
		failed(STEP_DESCRIPTORS, 0);
	return socket;
}

static void enter_user_namespace(void)
{
	uid_t user = geteuid();
	gid_t group = getegid();

	if (plan.settings.flags & PLAN_PRIVILEGED)
		return;
	if (!takes(STEP_USER_NAMESPACE))
		return;
	if (unshare(CLONE_NEWUSER) < 0 ||
	    credentials_map(plan.settings.first_id, user, group) < 0)
		failed(STEP_USER_NAMESPACE, 0);
}

/* The guest's run filter as a file in memory that nobody can write any more. */
static int run_filter_descriptor(void)
{
	struct bytes program = plan.run_filter;
	int descriptor = memfd_create("run-filter", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (descriptor < 0)
		failed(STEP_RUN_FILTER, 0);
	while (program.length > 0) {
		ssize_t count = write(descriptor, program.start, program.length);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			failed(STEP_RUN_FILTER, 0);
		program.start += count;
		program.length -= (size_t)count;
	}
	if (lseek(descriptor, 0, SEEK_SET) < 0 ||
	    fcntl(descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
		failed(STEP_RUN_FILTER, 0);
	return descriptor;
}

/*
 * fork() that gives a pidfd too. On cgroup v2 the child starts inside its group: joining
 * later would wait for an RCU grace period, some 7 ms.
 */
static pid_t fork_init(int *pidfd)
{
	int into = plan.settings.cgroup_version == 2 && plan.cgroup_count == 1 &&
		   plan.cgroups[0].directory >= 0;
	struct clone_args arguments = {
		.flags = CLONE_PIDFD | (into ? CLONE_INTO_CGROUP : 0),
		.pidfd = (uint64_t)(uintptr_t)pidfd,
		.exit_signal = SIGCHLD,
		.cgroup = into ? (uint64_t)plan.cgroups[0].directory : 0,
	};

	if (into)
		plan.settings.skipped |= 1ull << STEP_CGROUP_JOIN;
	return (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
}

/* Puts the run's first process into its groups while it makes its root. */
static void enter_cgroups(pid_t pid, int entered)
{
	int item = 0;

	if (takes(STEP_CGROUP_JOIN) && cgroup_enter(&plan, pid, &item) < 0) {
		int error = errno;

		/* A group with a process in it could not be taken away. */
		if (!(plan.settings.flags & PLAN_PROBE)) {
			kill(pid, SIGKILL);
			waitpid(pid, NULL, __WALL);
		}
		errno = error;
		failed(STEP_CGROUP_JOIN, item);
	}
	/* Fails where that process has ended: it has said why. */
	if (write(entered, "", 1) != 1)
		return;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How long the run's first process may take to end the others and report. */
#define STOP_MS 500

static void signal_init(int pidfd, int number)
{
	/* It may have ended just now. */
	syscall(SYS_pidfd_send_signal, pidfd, number, NULL, 0);
}

/* Waits for events until `deadline`; whether there are any. */
static int wait_until(int64_t deadline, struct pollfd *events, nfds_t count)
{
	for (;;) {
		int64_t left = deadline - now_ms();

		if (left <= 0)
			return 0;
		if (poll(events, count, left > INT_MAX ? INT_MAX : (int)left) > 0)
			return 1;
	}
}

/* Waits until the run's first process ends, and ends it when it must. */
static enum run_reason wait_for_end(int pidfd)
{
	struct pollfd events[] = {
		{ .fd = pidfd, .events = POLLIN },
		{ .fd = PLAN_DESCRIPTOR, .events = POLLIN },
	};
	int64_t deadline = now_ms() + (int64_t)plan.settings.wall_ms;
	enum run_reason reason = REASON_ENDED;

	if (!wait_until(deadline, events, 2))
		reason = REASON_WALL_CLOCK;
	else if (!events[0].revents)
		reason = REASON_STOPPED;
	if (reason == REASON_ENDED)
		return reason;
	signal_init(pidfd, STOP_SIGNAL);
	/* One death ends it for sure: the kernel kills the rest of the namespace first. */
	if (!wait_until(now_ms() + STOP_MS, events, 1))
		signal_init(pidfd, SIGKILL);
	return reason;
}

static uint64_t microseconds(struct timeval time)
{
	return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

static void report(enum run_reason reason, int status, const struct rusage *usage)
{
	uint64_t values[6] = {
		[RUN_REASON] = reason,
		[RUN_USER_US] = microseconds(usage->ru_utime),
		[RUN_SYSTEM_US] = microseconds(usage->ru_stime),
		[RUN_MAX_RSS_BYTES] = (uint64_t)usage->ru_maxrss * 1024,
		[RUN_OOM_KILLS] = cgroup_oom_kills(&plan),
		[RUN_INIT_STATUS] = (uint64_t)status,
	};

	cgroup_remove(&plan);
	status_send(STATUS_RUN_ENDED, STEP_INIT, 0, 0, values);
}

/* What only a terminal or a careless kill would send: the run ends through descriptor 3. */
static void ignore_signals(void)
{
	static const int ignored[] = { SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE };

	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_IGN);
}

static int block_signal(int number)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	return sigprocmask(SIG_BLOCK, &set, NULL);
}

static void restore_signals(void)
{
	for (int number = 1; number < SIGRTMIN; number++)
		signal(number, SIG_DFL);
}

int main(void)
{
	struct start start = { .plan = &plan };
	struct rusage usage = { 0 };
	enum run_reason reason;
	int lifeline[2];
	int entered[2];
	int pidfd = -1;
	int status = 0;
	int item = 0;
	pid_t pid;

	status_open(STATUS_DESCRIPTOR);
	ignore_signals();
	close_descriptors();
	start.handover = move_handover();
	if (plan_read(PLAN_DESCRIPTOR, &plan) < 0)
		failed(STEP_PLAN, 0);
	start.folder_socket = take_folder_socket();
	if (takes(STEP_SESSION) && setsid() < 0)
		failed(STEP_SESSION, 0);
	/* Before the user namespace: in that it would have no rights over another's. */
	if (network_enter(plan.network) < 0)
		failed(STEP_NETWORK_NAMESPACE, 0);
	enter_user_namespace();
	if (takes(STEP_CGROUP) && cgroup_make(&plan, &item) < 0)
		failed(STEP_CGROUP, item);
	if (takes(STEP_PID_NAMESPACE) && unshare(CLONE_NEWPID) < 0)
		failed(STEP_PID_NAMESPACE, 0);
	start.run_filter = run_filter_descriptor();
	start.id = plan.settings.first_id +
		   (plan.settings.flags & PLAN_PRIVILEGED ? (uint32_t)getpid() % plan.settings.ids : 0);
	if (pipe2(lifeline, O_CLOEXEC | O_NONBLOCK) < 0 || pipe2(entered, O_CLOEXEC) < 0 ||
	    pipe2(start.report, O_CLOEXEC | O_NONBLOCK) < 0)
		failed(STEP_INIT, 0);
	start.lifeline = lifeline[0];
	start.entered = entered[0];
	/* A signal that comes before init can take it waits. */
	if (block_signal(STOP_SIGNAL) < 0)
		failed(STEP_INIT, 0);
	pid = fork_init(&pidfd);
	if (pid < 0) {
		failed(STEP_INIT, 0);
		return 1;
	}
	if (pid == 0) {
		close(lifeline[1]);
		close(entered[1]);
		restore_signals();
		init_main(&start);
	}
	/* The guest's ends of these are the only ones: the supervisor sees them close. */
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	close(start.handover);
	if (start.folder_socket >= 0)
		close(start.folder_socket);
	enter_cgroups(pid, entered[1]);
	reason = wait_for_end(pidfd);
	while (wait4(pid, &status, __WALL, &usage) < 0 && errno == EINTR)
		;
	report(reason, status, &usage);
	return 0;
}

/*
 * The first process of a run: puts every layer around itself, starts the guest as its child
 * and waits. It stays, so that the guest is an ordinary process (the kernel ignores many
 * signals to the first of a namespace), and its end ends whatever the guest left behind.
 */
#define _GNU_SOURCE
#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "credentials.h"
#include "filter.h"
#include "folder.h"
#include "landlock.h"
#include "rlimits.h"
#include "status.h"

/* Ends the process at a failed step; a probe notes it and goes on. */
static void failed(const struct plan *plan, enum step step, int item)
{
	int error = errno;

	if (plan->settings.flags & PLAN_PROBE) {
		status_send(STATUS_MISSING, step, error, item, NULL);
		return;
	}
	status_send(STATUS_FAILED, step, error, item, NULL);
	_exit(1);
}

/* Whether the step is taken: the plan does not leave it out. */
static int takes(const struct plan *plan, enum step step)
{
	return !plan_skips(plan, step);
}

/* A session keyring is inherited like a session: whoever has it may read and write its keys. */
static int leave_keyring(void)
{
	if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) >= 0)
		return 0;
	/* A kernel without keys has none to share. */
	return errno == ENOSYS ? 0 : -1;
}

/* Enters the namespace of `step`. Whether it did: a probe may have been refused. */
static int enter_namespace(const struct plan *plan, enum step step, int flag)
{
	if (!takes(plan, step))
		return 0;
	if (unshare(flag) == 0)
		return 1;
	failed(plan, step, 0);
	return 0;
}

/* Whether the mounts are its own from now on. */
static int enter_namespaces(const struct plan *plan)
{
	int own_mounts = enter_namespace(plan, STEP_MOUNT_NAMESPACE, CLONE_NEWNS);

	if (!(plan->settings.flags & PLAN_NETWORK))
		enter_namespace(plan, STEP_NETWORK_NAMESPACE, CLONE_NEWNET);
	enter_namespace(plan, STEP_IPC_NAMESPACE, CLONE_NEWIPC);
	if (enter_namespace(plan, STEP_UTS_NAMESPACE, CLONE_NEWUTS) && sethostname("callgate", 8) < 0)
		failed(plan, STEP_UTS_NAMESPACE, 0);
	return own_mounts;
}

static void enter_root(const struct start *start, int own_mounts)
{
	static const enum step steps[] = { STEP_ROOT, STEP_PIVOT };
	struct plan *plan = start->plan;
	int item = 0;

	/* In the host's mount namespace none of this may happen. */
	for (size_t i = 0; !own_mounts && i < sizeof(steps) / sizeof(*steps); i++) {
		errno = EPERM;
		if (takes(plan, steps[i]))
			failed(plan, steps[i], 0);
	}
	if (!own_mounts || !takes(plan, STEP_ROOT))
		return;
	if (root_copy_mounts(plan, &item) < 0 || root_make(plan) < 0) {
		failed(plan, STEP_ROOT, item);
		return;
	}
	if (root_fill(plan, start->id, &item) < 0)
		failed(plan, STEP_ROOT, item);
	if (root_pivot() < 0)
		failed(plan, STEP_PIVOT, 0);
}

/* The launcher has put this process into its groups meanwhile, or has said why not. */
static void wait_for_cgroups(const struct start *start)
{
	char byte;
	ssize_t length;

	do {
		length = read(start->entered, &byte, 1);
	} while (length < 0 && errno == EINTR);
	if (length != 1)
		_exit(1);
}

static void drop_rights(const struct start *start)
{
	const struct plan *plan = start->plan;
	int privileged = plan->settings.flags & PLAN_PRIVILEGED;

	/* Before the ids: afterwards it may not. */
	if (takes(plan, STEP_BOUNDING_SET) && credentials_drop_bounding_set() < 0)
		failed(plan, STEP_BOUNDING_SET, 0);
	/* In a user namespace the kernel refuses setgroups; the groups have no names there. */
	if (privileged && takes(plan, STEP_GROUPS) && credentials_drop_groups() < 0)
		failed(plan, STEP_GROUPS, 0);
	if (takes(plan, STEP_IDS) && credentials_set_ids(start->id) < 0)
		failed(plan, STEP_IDS, 0);
	if (takes(plan, STEP_CAPABILITIES) && credentials_drop_capabilities() < 0)
		failed(plan, STEP_CAPABILITIES, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		failed(plan, STEP_NO_NEW_PRIVS, 0);
}

/* The launcher's end is this process's end, and with it the whole namespace's. */
static void follow_launcher(const struct start *start)
{
	char byte;

	/* Again after the ids: a change of ids clears it (prctl(2)). */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
		failed(start->plan, STEP_INIT, 0);
	/* It may have died before the line above. */
	if (read(start->lifeline, &byte, 1) == 0)
		_exit(1);
}

/* The guest keeps stdio, its run filter, report and handover; all else closes at exec. */
static int hold_descriptors(const struct start *start)
{
	/* The launcher made them above these numbers. */
	if (dup2(start->run_filter, RUN_FILTER_DESCRIPTOR) < 0 ||
	    dup2(start->report[1], REPORT_DESCRIPTOR) < 0 ||
	    dup2(start->handover, HANDOVER_DESCRIPTOR) < 0)
		return -1;
	return (int)syscall(SYS_close_range, HANDOVER_DESCRIPTOR + 1, ~0u, CLOSE_RANGE_CLOEXEC);
}

/* The program that follows knows of no filter: it starts behind it, with nothing of ours. */
static void install_final_filter(const struct plan *plan)
{
	/*
	 * The supervisor takes the listener out of this process, which is not dumpable since its
	 * ids changed; the memory that could be read so is thrown away by the exec.
	 */
	if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0 ||
	    fcntl(HANDOVER_DESCRIPTOR, F_SETFD, FD_CLOEXEC) < 0 ||
	    filter_install_from(RUN_FILTER_DESCRIPTOR, REPORT_DESCRIPTOR, HANDOVER_DESCRIPTOR, 1) < 0)
		failed(plan, STEP_RUN_FILTER, 0);
}

static _Noreturn void guest_main(const struct start *start)
{
	struct plan *plan = start->plan;
	int item = 0;

	/* Without a pid namespace the end of its parent would not end it. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
		failed(plan, STEP_GUEST, 0);
	if (hold_descriptors(start) < 0)
		failed(plan, STEP_DESCRIPTORS, 0);
	if (plan->working_folder && chdir(plan->working_folder) < 0)
		failed(plan, STEP_ROOT, 0);
	if (takes(plan, STEP_LANDLOCK) && landlock_restrict(plan, &item) < 0)
		failed(plan, STEP_LANDLOCK, item);
	if (plan->boot_filter.length > 0 &&
	    filter_install(plan->boot_filter.start, plan->boot_filter.length) < 0)
		failed(plan, STEP_BOOT_FILTER, 0);
	if (plan->settings.flags & PLAN_FILTER_IS_FINAL)
		install_final_filter(plan);
	if (plan->settings.flags & PLAN_PROBE)
		_exit(0);
	execve(plan->arguments[0], plan->arguments, plan->environment);
	failed(plan, STEP_EXEC, 0);
	_exit(1);
}

static pid_t guest;
static volatile sig_atomic_t cpu_is_up;

/* Every process of the run but this one. */
static void kill_all(void)
{
	/* Outside a pid namespace of its own, -1 would be everyone of this id. */
	kill(getpid() == 1 ? -1 : guest, SIGKILL);
}

static void on_cpu_time(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	/* The guest has the same id and may send any signal: only the timer's counts. */
	if (info->si_code != SI_TIMER)
		return;
	cpu_is_up = 1;
	kill_all();
}

static void on_stop(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	/* The launcher's only. It is outside the namespace, so that it has no pid in it. */
	if (info->si_pid != getppid())
		return;
	/* Nothing foreign has started yet: there is nothing to tell. */
	if (guest == 0)
		_exit(1);
	kill_all();
}

static int handle(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };

	return sigaction(signal, &action, NULL);
}

static int unblock_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	return sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Counts the guest's CPU time, all its threads together, and ends it when that is used up. */
static int limit_cpu(uint64_t cpu_ms)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
	struct itimerspec when = {
		.it_value = { .tv_sec = (time_t)(cpu_ms / 1000),
			      .tv_nsec = (long)(cpu_ms % 1000) * 1000000 },
	};
	clockid_t clock;
	timer_t timer;
	int error = clock_getcpuclockid(guest, &clock);

	if (error) {
		errno = error;
		return -1;
	}
	if (handle(SIGRTMIN, on_cpu_time) < 0)
		return -1;
	if (timer_create(clock, &event, &timer) < 0)
		return -1;
	return timer_settime(timer, 0, &when, NULL);
}

/* Whether the run filter went on: the report's last word (filter.h). */
static int filter_went_on(const struct start *start)
{
	char report[FILTER_REPORT_BYTES];
	ssize_t length = read(start->report[0], report, sizeof(report));

	return length > 0 && report[length - 1] == FILTER_REPORT_ON;
}

/* Reaps whatever ends, as the first process must, until the guest itself has ended. */
static int wait_for_guest(void)
{
	int status = 0;
	pid_t pid;

	do {
		pid = waitpid(-1, &status, __WALL);
	} while (pid != guest && (pid >= 0 || errno == EINTR));
	return status;
}

/* What the guest left behind ends here, so that its CPU time is counted too. */
static void end_the_rest(void)
{
	if (getpid() != 1)
		return;
	kill(-1, SIGKILL);
	while (waitpid(-1, NULL, __WALL) >= 0 || errno == EINTR)
		;
}

_Noreturn void init_main(const struct start *start)
{
	struct plan *plan = start->plan;
	uint64_t values[6] = { 0 };
	int item = 0;

	follow_launcher(start);
	if (takes(plan, STEP_SESSION) && leave_keyring() < 0)
		failed(plan, STEP_SESSION, 0);
	if (handle(STOP_SIGNAL, on_stop) < 0 || unblock_signals() < 0)
		failed(plan, STEP_INIT, 0);
	enter_root(start, enter_namespaces(plan));
	if (takes(plan, STEP_RLIMITS) && rlimits_set(plan, &item) < 0)
		failed(plan, STEP_RLIMITS, item);
	wait_for_cgroups(start);
	if (takes(plan, STEP_CGROUP_NAMESPACE) && unshare(CLONE_NEWCGROUP) < 0)
		failed(plan, STEP_CGROUP_NAMESPACE, 0);
	drop_rights(start);
	follow_launcher(start);
	/* The guest has the same id: it may neither trace this process nor read its memory. */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		failed(plan, STEP_INIT, 0);
	if (start->folder_socket >= 0 && folder_give(start->folder_socket, plan->working_folder) < 0)
		failed(plan, STEP_FOLDER, 0);
	guest = fork();
	if (guest < 0) {
		failed(plan, STEP_GUEST, 0);
		_exit(1);
	}
	if (guest == 0)
		guest_main(start);
	close(start->handover);
	if (plan->settings.cpu_ms > 0 && limit_cpu(plan->settings.cpu_ms) < 0)
		failed(plan, STEP_RLIMITS, 0);
	values[0] = (uint64_t)wait_for_guest();
	end_the_rest();
	values[1] = (uint64_t)cpu_is_up;
	values[2] = (uint64_t)filter_went_on(start);
	status_send(STATUS_GUEST_ENDED, STEP_GUEST, 0, 0, values);
	/* Its ends of the status pipe and of stdio close here. */
	_exit(0);
}

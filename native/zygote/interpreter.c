/*
 * The first process of a zygote's namespaces. It takes the namespace's first id, mounts its
 * /proc and starts the interpreter with as few rights as isolating children takes, behind
 * the boot filter. Its end ends every child.
 */
#define _GNU_SOURCE
#include "interpreter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../filter.h"
#include "../status.h"
#include "protocol.h"

static _Noreturn void failed(enum step step, int item)
{
	status_send(STATUS_FAILED, step, errno, item, NULL);
	_exit(1);
}

static void await_ids(const struct interpreter_start *start)
{
	char byte;

	if (read(start->lifeline, &byte, 1) != 1)
		_exit(1);
	if (!(start->plan->settings.flags & PLAN_PRIVILEGED))
		return;
	if (credentials_drop_groups() < 0 || credentials_set_ids(0) < 0)
		failed(STEP_IDS, 0);
}

static void follow_launcher(const struct interpreter_start *start)
{
	char byte;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 ||
	    fcntl(start->lifeline, F_SETFL, O_NONBLOCK) < 0)
		failed(STEP_INIT, 0);
	/* It may have died before the line above. */
	if (read(start->lifeline, &byte, 1) == 0)
		_exit(1);
}

/* Of this pid namespace, over the launcher's. Children may mount theirs because it is there. */
static void mount_proc(const struct plan *plan)
{
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

static uint64_t rights(void)
{
	/* To enter namespaces and mount; to make scratch a child's; to become it and end it. */
	static const int needed[] = { CAP_SYS_ADMIN, CAP_CHOWN,	 CAP_DAC_OVERRIDE, CAP_FOWNER,
				      CAP_SETUID,    CAP_SETGID, CAP_SETPCAP,	   CAP_KILL };
	uint64_t set = 0;

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		set |= 1ull << needed[i];
	return set;
}

/* These and no others, across exec too: root's exec would give all. */
static int keep_rights(uint64_t set)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	if (prctl(PR_SET_SECUREBITS, SECBIT_NOROOT, 0, 0, 0) < 0)
		return -1;
	for (int capability = 0;; capability++) {
		if (capability < 64 && (set >> capability & 1))
			continue;
		if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0)
			continue;
		/* EINVAL: past the last capability that this kernel knows. */
		if (errno == EINVAL)
			break;
		return -1;
	}
	for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
		uint32_t word = (uint32_t)(set >> (32 * i));

		data[i] = (struct __user_cap_data_struct){ word, word, word };
	}
	if (syscall(SYS_capset, &header, data) < 0)
		return -1;
	for (int capability = 0; capability < 64; capability++) {
		if ((set >> capability & 1) &&
		    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0)
			return -1;
	}
	return 0;
}

/* stdio, the plan and the control socket stay; all else closes at exec. */
static int hold_descriptors(const struct interpreter_start *start)
{
	if (dup2(start->plan_file, ZYGOTE_PLAN_DESCRIPTOR) < 0 ||
	    dup2(start->control, ZYGOTE_CONTROL_DESCRIPTOR) < 0)
		return -1;
	return (int)syscall(SYS_close_range, ZYGOTE_CONTROL_DESCRIPTOR + 1, ~0u, CLOSE_RANGE_CLOEXEC);
}

static _Noreturn void become_interpreter(const struct interpreter_start *start)
{
	const struct plan *plan = start->plan;
	/* Not 0, of which a core_pattern that names a program takes no notice (core(5)). */
	struct rlimit no_core = { 1, 1 };

	if (hold_descriptors(start) < 0)
		failed(STEP_DESCRIPTORS, 0);
	if (chdir(plan->working_folder) < 0)
		failed(STEP_ROOT, 0);
	if (setrlimit(RLIMIT_CORE, &no_core) < 0)
		failed(STEP_RLIMITS, 0);
	if (keep_rights(rights()) < 0)
		failed(STEP_CAPABILITIES, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		failed(STEP_NO_NEW_PRIVS, 0);
	if (filter_install(plan->boot_filter.start, plan->boot_filter.length) < 0)
		failed(STEP_BOOT_FILTER, 0);
	execve(plan->arguments[0], plan->arguments, plan->environment);
	failed(STEP_EXEC, 0);
}

/* Pid 2 is what every child of the zygote is in its namespace: libraries compare such numbers. */
static void skip_pid(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		failed(STEP_GUEST, 0);
}

_Noreturn void interpreter_main(const struct interpreter_start *start)
{
	struct plan *plan = start->plan;
	uint64_t values[6] = { 0 };
	int status = 0;
	pid_t interpreter;
	pid_t pid;

	await_ids(start);
	follow_launcher(start);
	if (!plan_skips(plan, STEP_UTS_NAMESPACE) && sethostname("callgate", 8) < 0)
		failed(STEP_UTS_NAMESPACE, 0);
	if (start->make_root)
		start->make_root(plan->settings.first_id);
	else
		mount_proc(plan);
	skip_pid();
	interpreter = fork();
	if (interpreter < 0)
		failed(STEP_GUEST, 0);
	if (interpreter == 0)
		become_interpreter(start);
	close(start->control);
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		close(i);
	do {
		pid = waitpid(-1, &status, __WALL);
	} while (pid != interpreter && (pid >= 0 || errno == EINTR));
	values[0] = (uint64_t)status;
	status_send(STATUS_GUEST_ENDED, STEP_GUEST, 0, 0, values);
	_exit(0);
}

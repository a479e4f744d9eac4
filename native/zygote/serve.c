/*
 * The zygote's loop. It runs in place of the interpreter's own, which sleeps as it was when
 * the zygote had booted: no line of its code runs between two forks.
 *
 * A child's life: FREE - (fork) - ALIVE - (its guest ends, or is killed) - DYING - (the first
 * process of its namespace, and all others there, are gone) - FREE.
 */
#define _GNU_SOURCE
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../plan.h"
#include "../status.h"
#include "child.h"
#include "first.h"
#include "protocol.h"

/* glibc 2.36 and older have no name for it (asm-generic/siginfo.h). */
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

enum child_state { FREE, ALIVE, DYING };

struct child {
	enum child_state state;
	pid_t first;
	pid_t guest;
	int first_pidfd;
	int guest_pidfd;
	/* 0: its clock does not run. */
	int64_t deadline_ms;
	timer_t cpu_timer;
	int has_cpu_timer;
	uint32_t reason;
	uint32_t status;
	struct rusage usage;
};

static struct child children[CHILDREN_MAX];
static struct plan plan;
/* This process: it stays in its own pid namespace, whatever its children are born into. */
static int own_process = -1;
/* None where the zygote has no /proc to open it in. */
static int own_network = -1;
static int cpu_signals = -1;
/* Of each child's number, once it was needed; -1 before. */
static int networks[CHILDREN_MAX];
/* No descriptor of this process has, or had, a higher number. */
static int highest_descriptor;

/* Descriptors that an interpreter makes in a child right after fork: libuv's for signals. */
#define MADE_AFTER_FORK 8

static int noted(int descriptor)
{
	if (descriptor >= CHILD_DESCRIPTORS_MAX - MADE_AFTER_FORK)
		_exit(1);
	if (descriptor > highest_descriptor)
		highest_descriptor = descriptor;
	return descriptor;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint64_t microseconds(struct timeval time)
{
	return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

static void answer(const struct zygote_answer *record)
{
	ssize_t sent;

	do {
		sent = send(ZYGOTE_CONTROL_DESCRIPTOR, record, sizeof(*record), MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	/* The supervisor is gone, and with it every reason to be. */
	if (sent != (ssize_t)sizeof(*record))
		_exit(0);
}

static void refuse(uint32_t child, enum step step, int error)
{
	struct zygote_answer record = {
		.magic = ZYGOTE_MAGIC,
		.kind = ANSWER_REFUSED,
		.child = child,
		.error = (uint32_t)error,
		.value = step,
	};

	answer(&record);
}

static void answer_ping(void)
{
	struct zygote_answer record = { .magic = ZYGOTE_MAGIC, .kind = ANSWER_ALIVE };

	answer(&record);
}

static void kill_all_of(struct child *child, uint32_t reason)
{
	if (child->state != ALIVE)
		return;
	child->reason = reason;
	child->deadline_ms = 0;
	syscall(SYS_pidfd_send_signal, child->first_pidfd, SIGKILL, NULL, 0);
}

/* In a namespace of its own. Gone when the guest can't be made too. */
static pid_t make_first(uint32_t number, int *pidfd)
{
	pid_t pid;

	if (unshare(CLONE_NEWPID) < 0)
		return -1;
	pid = first_start(number);
	if (pid < 0)
		return -1;
	*pidfd = noted((int)syscall(SYS_pidfd_open, pid, 0));
	if (*pidfd < 0) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, __WALL);
		return -1;
	}
	return pid;
}

/* Back to its own: without that no further namespace could be made. */
static void leave_namespace(void)
{
	if (setns(own_process, CLONE_NEWPID) < 0)
		_exit(1);
}

/*
 * The kernel takes its time to make a network namespace and more to take one away. What no
 * run could put anything into is as good as new.
 */
static int make_network(uint32_t number)
{
	if (networks[number] >= 0)
		return 0;
	if (unshare(CLONE_NEWNET) < 0)
		return -1;
	networks[number] = noted(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
	if (setns(own_network, CLONE_NEWNET) < 0)
		_exit(1);
	return networks[number] < 0 ? -1 : 0;
}

static int reuses_networks(void)
{
	return own_network >= 0 && (plan.settings.flags & PLAN_REUSES_NETWORKS) &&
	       !(plan.settings.flags & PLAN_NETWORK) && !plan_skips(&plan, STEP_NETWORK_NAMESPACE);
}

/* 0 in the child; in the zygote 1, or -1 with errno and *step. */
static int make_child(uint32_t number, const struct interpreter *interpreter, enum step *step)
{
	struct child *child = &children[number];
	pid_t first;
	pid_t guest;
	int error;

	*step = STEP_NETWORK_NAMESPACE;
	if (reuses_networks() && make_network(number) < 0)
		return -1;
	*step = STEP_PID_NAMESPACE;
	first = make_first(number, &child->first_pidfd);
	if (first < 0) {
		error = errno;
		leave_namespace();
		errno = error;
		return -1;
	}
	*step = STEP_GUEST;
	interpreter->before_fork();
	guest = fork();
	if (guest == 0)
		return 0;
	error = errno;
	interpreter->after_fork_in_zygote();
	leave_namespace();
	if (guest > 0)
		child->guest_pidfd = noted((int)syscall(SYS_pidfd_open, guest, 0));
	if (guest < 0 || child->guest_pidfd < 0) {
		kill(first, SIGKILL);
		if (guest > 0) {
			error = errno;
			waitpid(guest, NULL, 0);
		}
		waitpid(first, NULL, __WALL);
		close(child->first_pidfd);
		errno = error;
		return -1;
	}
	child->state = ALIVE;
	child->first = first;
	child->guest = guest;
	child->deadline_ms = 0;
	child->has_cpu_timer = 0;
	child->reason = REASON_ENDED;
	return 1;
}

static void start_clocks(struct child *child, const struct zygote_request *request)
{
	struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN };
	struct itimerspec when = {
		.it_value = { .tv_sec = (time_t)(request->cpu_ms / 1000),
			      .tv_nsec = (long)(request->cpu_ms % 1000) * 1000000 },
	};
	clockid_t clock;

	if (child->state != ALIVE)
		return;
	child->deadline_ms = now_ms() + (int64_t)request->wall_ms;
	event.sigev_value.sival_int = (int)(child - children);
	event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
	if (clock_getcpuclockid(child->guest, &clock) != 0)
		return;
	if (timer_create(clock, &event, &child->cpu_timer) < 0) {
		kill_all_of(child, REASON_STOPPED);
		return;
	}
	child->has_cpu_timer = 1;
	if (timer_settime(child->cpu_timer, 0, &when, NULL) < 0)
		kill_all_of(child, REASON_STOPPED);
}

/* The guest has ended: so does whatever it left. */
static void guest_ended(struct child *child)
{
	int status = 0;

	if (wait4(child->guest, &status, __WALL, &child->usage) != child->guest)
		_exit(1);
	child->status = (uint32_t)status;
	child->state = DYING;
	child->deadline_ms = 0;
	close(child->guest_pidfd);
	if (child->has_cpu_timer)
		timer_delete(child->cpu_timer);
	syscall(SYS_pidfd_send_signal, child->first_pidfd, SIGKILL, NULL, 0);
}

static void all_ended(uint32_t number)
{
	struct child *child = &children[number];
	struct zygote_answer record = {
		.magic = ZYGOTE_MAGIC,
		.kind = ANSWER_ENDED,
		.child = number,
		.reason = child->reason,
		.status = child->status,
		.user_us = microseconds(child->usage.ru_utime),
		.system_us = microseconds(child->usage.ru_stime),
		.max_rss_bytes = (uint64_t)child->usage.ru_maxrss * 1024,
	};

	if (waitpid(child->first, NULL, __WALL) != child->first)
		_exit(1);
	close(child->first_pidfd);
	child->state = FREE;
	answer(&record);
}

static void cpu_time_is_up(void)
{
	struct signalfd_siginfo info;

	while (read(cpu_signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		struct child *child;

		if (info.ssi_code != SI_TIMER || (uint32_t)info.ssi_int >= CHILDREN_MAX)
			continue;
		child = &children[info.ssi_int];
		if (child->has_cpu_timer)
			kill_all_of(child, ENDED_CPU_TIME);
	}
}

/* Receives one request whole, with its descriptors. 0: the supervisor closed the socket. */
static int receive(struct zygote_request *request, struct child_start *start)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int) * DESCRIPTORS_MAX)];
	} control;
	struct iovec data = { .iov_base = request, .iov_len = sizeof(*request) };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	ssize_t length;

	do {
		length = recvmsg(ZYGOTE_CONTROL_DESCRIPTOR, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL);
	} while (length < 0 && errno == EINTR);
	start->descriptor_count = 0;
	for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part;
	     part = CMSG_NXTHDR(&message, part)) {
		size_t size = part->cmsg_len - CMSG_LEN(0);

		if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS ||
		    size > sizeof(start->descriptors))
			_exit(1);
		memcpy(start->descriptors, CMSG_DATA(part), size);
		start->descriptor_count = size / sizeof(int);
		for (size_t i = 0; i < start->descriptor_count; i++)
			noted(start->descriptors[i]);
	}
	/* Half a request: the supervisor died while it wrote. Another magic: no supervisor. */
	return length == (ssize_t)sizeof(*request) && request->magic == ZYGOTE_MAGIC &&
	       request->child < CHILDREN_MAX && !(message.msg_flags & MSG_CTRUNC);
}

static void close_received(const struct child_start *start)
{
	for (size_t i = 0; i < start->descriptor_count; i++)
		close(start->descriptors[i]);
}

/* 1 in a child that was made; 0 in the zygote. */
static int take_request(const struct interpreter *interpreter, struct child_start *start)
{
	struct zygote_request request;
	enum step step = STEP_GUEST;
	int made;

	if (!receive(&request, start))
		_exit(0);
	switch ((enum request_kind)request.kind) {
	case REQUEST_FORK:
		errno = EINVAL;
		made = -1;
		if (children[request.child].state == FREE &&
		    start->descriptor_count >= DESCRIPTOR_MEMBERS)
			made = make_child(request.child, interpreter, &step);
		if (made == 0) {
			start->id = plan.settings.first_id;
			if (plan.settings.flags & PLAN_PRIVILEGED)
				start->id = 1 + request.child;
			start->network = networks[request.child];
			start->highest_descriptor = highest_descriptor + MADE_AFTER_FORK;
			return 1;
		}
		if (made < 0)
			refuse(request.child, step, errno);
		break;
	case REQUEST_START:
		start_clocks(&children[request.child], &request);
		break;
	case REQUEST_KILL:
		kill_all_of(&children[request.child], REASON_STOPPED);
		break;
	case REQUEST_PING:
		answer_ping();
		break;
	}
	close_received(start);
	return 0;
}

/* Milliseconds to the first deadline; -1: there is none. Ends what is over. */
static int next_deadline(void)
{
	int64_t now = now_ms();
	int64_t next = -1;

	for (size_t i = 0; i < CHILDREN_MAX; i++) {
		struct child *child = &children[i];
		int64_t left = child->deadline_ms - now;

		if (child->state != ALIVE || child->deadline_ms == 0)
			continue;
		if (left <= 0)
			kill_all_of(child, REASON_WALL_CLOCK);
		else if (next < 0 || left < next)
			next = left;
	}
	return next > 1 << 30 ? 1 << 30 : (int)next;
}

enum { EVENT_CONTROL, EVENT_CPU, EVENT_CHILDREN };

static void await_event(struct pollfd *events)
{
	events[EVENT_CONTROL] = (struct pollfd){ ZYGOTE_CONTROL_DESCRIPTOR, POLLIN, 0 };
	events[EVENT_CPU] = (struct pollfd){ cpu_signals, POLLIN, 0 };
	for (size_t i = 0; i < CHILDREN_MAX; i++) {
		const struct child *child = &children[i];
		int pidfd = child->state == ALIVE ? child->guest_pidfd :
			    child->state == DYING ? child->first_pidfd :
						    -1;

		events[EVENT_CHILDREN + i] = (struct pollfd){ pidfd, POLLIN, 0 };
	}
	if (poll(events, EVENT_CHILDREN + CHILDREN_MAX, next_deadline()) < 0 && errno != EINTR)
		_exit(1);
}

static void open_own(void)
{
	sigset_t timers;

	sigemptyset(&timers);
	sigaddset(&timers, SIGRTMIN);
	for (int i = 0; i < CHILD_DESCRIPTORS_MAX; i++)
		if (fcntl(i, F_GETFD) >= 0)
			noted(i);
	for (size_t i = 0; i < CHILDREN_MAX; i++)
		networks[i] = -1;
	own_process = noted((int)syscall(SYS_pidfd_open, getpid(), 0));
	own_network = noted(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
	if (own_network < 0 && !(errno == ENOENT && (plan.settings.flags & PLAN_PROC_OPTIONAL)))
		_exit(1);
	if (own_process < 0 || sigprocmask(SIG_BLOCK, &timers, NULL) < 0)
		_exit(1);
	cpu_signals = noted(signalfd(-1, &timers, SFD_CLOEXEC | SFD_NONBLOCK));
	/* Nobody may look into this process, whatever ids there are. */
	if (cpu_signals < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		_exit(1);
}

char **zygote_serve(const struct interpreter *interpreter)
{
	static struct child_start start;
	struct pollfd events[EVENT_CHILDREN + CHILDREN_MAX];
	struct zygote_answer ready = {
		.magic = ZYGOTE_MAGIC,
		.kind = ANSWER_READY,
		.value = (uint32_t)interpreter->forkable,
	};

	if (plan_read(ZYGOTE_PLAN_DESCRIPTOR, &plan) < 0 || close(ZYGOTE_PLAN_DESCRIPTOR) < 0)
		_exit(1);
	start.zygote = &plan;
	start.keeps = interpreter->keeps;
	open_own();
	answer(&ready);
	for (;;) {
		await_event(events);
		for (uint32_t i = 0; i < CHILDREN_MAX; i++) {
			if (!events[EVENT_CHILDREN + i].revents)
				continue;
			if (children[i].state == ALIVE)
				guest_ended(&children[i]);
			else
				all_ended(i);
		}
		if (events[EVENT_CPU].revents)
			cpu_time_is_up();
		if (events[EVENT_CONTROL].revents && take_request(interpreter, &start))
			break;
	}
	child_isolate(&start);
	interpreter->after_fork_in_child();
	return child_take_job(&start);
}

/* A run under observation. All of it is called by the observer's thread, or under its lock. */
#include "watch.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" {
#include "../bpf.h"
#include "../listener.h"
}

/* linux/seccomp.h, Linux 6.6 */
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#endif
#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

namespace callgate {

namespace {

/* Refused calls of a run that are answered at once. Each one after them waits longer. */
constexpr uint64_t answers_at_once = 10000;
constexpr int64_t delay_step_ns = 10;
constexpr int64_t delay_max_ns = 50'000'000;

void close_one(int &descriptor)
{
	if (descriptor >= 0)
		close(descriptor);
	descriptor = -1;
}

/* The kernel's structs may be longer than ours: room for all that it writes. */
union Request {
	seccomp_notif notif;
	unsigned char room[512];
};
union Response {
	seccomp_notif_resp notif;
	unsigned char room[512];
};

bool is_listener(int descriptor)
{
	uint64_t nobody = 0;

	/* Anything else answers ENOTTY. */
	return ioctl(descriptor, SECCOMP_IOCTL_NOTIF_ID_VALID, &nobody) == 0 || errno == ENOENT;
}

int take(int pidfd, int number)
{
	return static_cast<int>(syscall(SYS_pidfd_getfd, pidfd, number, 0));
}

/* The thread group that the thread `tid` belongs to; -1 where it is gone. */
pid_t group_of(pid_t tid)
{
	std::string path = "/proc/" + std::to_string(tid) + "/status";
	FILE *file = fopen(path.c_str(), "re");
	char line[256];
	int group = -1;

	if (!file)
		return -1;
	while (group < 0 && fgets(line, sizeof(line), file))
		if (sscanf(line, "Tgid: %d", &group) != 1)
			group = -1;
	fclose(file);
	return group;
}

} // namespace

bool CallKey::operator==(const CallKey &other) const
{
	return arch == other.arch && nr == other.nr && std::equal(args, args + 6, other.args);
}

size_t CallHash::operator()(const CallKey &key) const
{
	/* FNV-1a over the words. */
	uint64_t hash = 0xcbf29ce484222325;
	auto add = [&hash](uint64_t word) { hash = (hash ^ word) * 0x100000001b3; };

	add(key.arch);
	add(static_cast<uint64_t>(key.nr));
	for (uint64_t argument : key.args)
		add(argument);
	return static_cast<size_t>(hash);
}

Watch::Watch(int handover, Mode mode, std::vector<sock_filter> program,
	     std::vector<Signature> signatures, size_t calls_max, OnNew on_new)
	: mode_(mode), program_(std::move(program)), signatures_(std::move(signatures)),
	  calls_max_(calls_max), on_new_(std::move(on_new)), handover_(handover),
	  before_exec_(mode != Mode::DENY)
{
}

Watch::~Watch()
{
	end();
}

void Watch::end()
{
	close_one(handover_);
	close_one(listener_);
	close_one(pidfd_);
	state_ = State::OVER;
}

/* The guest sees its handover end, and ends too; where it has ended before, nothing failed. */
void Watch::fail(int error)
{
	error_ = error == ESRCH ? 0 : error;
	end();
}

int Watch::descriptor() const
{
	switch (state_) {
	case State::OFFER:
		return handover_;
	case State::CALLS:
		return listener_;
	case State::LISTENER:
	case State::OVER:
		break;
	}
	return -1;
}

void Watch::take_offer()
{
	listener_offer offer = {};
	alignas(cmsghdr) char control[CMSG_SPACE(sizeof(ucred))];
	iovec data = { &offer, sizeof(offer) };
	msghdr message = {};
	ucred sender = {};

	message.msg_iov = &data;
	message.msg_iovlen = 1;
	message.msg_control = control;
	message.msg_controllen = sizeof(control);
	ssize_t length = recvmsg(handover_, &message, MSG_DONTWAIT);
	if (length < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	/* It ended before it had a filter: whoever started it says why. */
	if (length <= 0)
		return end();
	cmsghdr *part = CMSG_FIRSTHDR(&message);
	if (length != static_cast<ssize_t>(sizeof(offer)) || offer.magic != LISTENER_MAGIC || !part ||
	    part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_CREDENTIALS)
		return fail(EPROTO);
	std::memcpy(&sender, CMSG_DATA(part), sizeof(sender));
	pid_ = sender.pid;
	number_ = static_cast<int>(offer.number);
	pidfd_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
	if (pidfd_ < 0)
		return fail(errno);
	state_ = State::LISTENER;
}

void Watch::take_listener()
{
	char byte = 0;
	int taken = take(pidfd_, number_);

	if (taken < 0 && errno != EBADF)
		return fail(errno);
	if (taken < 0 || !is_listener(taken)) {
		close_one(taken);
		/* It has given up, or was ended. */
		if (recv(handover_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
			end();
		return;
	}
	listener_ = taken;
	/* Optional: who waits for an answer is woken where the answer is made. */
	uint64_t flags = SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP;
	ioctl(listener_, SECCOMP_IOCTL_NOTIF_SET_FLAGS, flags);
	state_ = State::CALLS;
	if (send(handover_, &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) != 1)
		return end();
	close_one(handover_);
}

/*
 * Exec closes the guest's own copy of the listener before the new program's first
 * instruction: while it is there, what calls is the launcher.
 */
bool Watch::is_before_exec()
{
	if (!before_exec_)
		return false;
	int copy = take(pidfd_, number_);
	before_exec_ = copy >= 0 && is_listener(copy);
	close_one(copy);
	return before_exec_;
}

CallKey Watch::key_of(const seccomp_data &call) const
{
	CallKey key = { call.arch, call.nr, {} };
	auto at = static_cast<size_t>(call.nr);

	if (call.nr < 0 || at >= signatures_.size())
		return key;
	const Signature &signature = signatures_[at];
	for (int i = 0; i < 6; i++) {
		if (signature.wide >> i & 1)
			key.args[i] = call.args[i];
		else if (signature.values >> i & 1)
			key.args[i] = static_cast<uint32_t>(call.args[i]);
		else if (signature.pointers >> i & 1)
			key.args[i] = call.args[i] != 0;
	}
	return key;
}

void Watch::write_down(const seccomp_data &call, uint32_t answer)
{
	CallKey key = key_of(call);
	auto found = index_.find(key);

	if (found != index_.end()) {
		calls_[found->second].count++;
	} else if (calls_.size() < calls_max_) {
		index_.emplace(key, calls_.size());
		calls_.push_back({ call, answer, 1 });
		if (on_new_)
			on_new_();
	} else {
		omitted_++;
	}
}

/*
 * Ends the calling process. Its pidfd is opened first: where the notification is still valid
 * after that, the number was not somebody else's.
 */
bool Watch::kill(const seccomp_notif &request)
{
	uint64_t id = request.id;
	auto caller = static_cast<pid_t>(request.pid);
	int pidfd = static_cast<int>(syscall(SYS_pidfd_open, caller, 0));

	/* A thread's number, not its process's. */
	if (pidfd < 0) {
		pid_t group = group_of(caller);
		if (group > 0)
			pidfd = static_cast<int>(syscall(SYS_pidfd_open, group, 0));
	}
	if (pidfd < 0)
		return false;
	bool is_valid = ioctl(listener_, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
	bool result = is_valid && syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0) == 0;
	close(pidfd);
	return result;
}

void Watch::decide(const seccomp_notif &request, seccomp_notif_resp &response, bool &answers)
{
	const seccomp_data &call = request.data;
	uint32_t answer = bpf_answer(program_.data(), program_.size(), &call);

	if (is_before_exec()) {
		bool is_own_exec = call.nr == SYS_execve &&
				   static_cast<pid_t>(request.pid) == pid_ && !has_continued_;
		if (mode_ == Mode::LEARN || is_own_exec) {
			has_continued_ = has_continued_ || call.nr == SYS_execve;
			response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
			return;
		}
	} else {
		write_down(call, answer);
	}
	switch (answer & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ERRNO:
		/* MAX_ERRNO of linux/err.h. */
		response.error = -static_cast<int>(std::min<uint32_t>(answer & SECCOMP_RET_DATA, 4095));
		return;
	case SECCOMP_RET_KILL_PROCESS:
	case SECCOMP_RET_KILL_THREAD:
		/* What can't be ended is not answered: it waits until the run's time is up. */
		kill(request);
		answers = false;
		return;
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
		/* In a sandbox the kernel lets these through by itself. */
		if (mode_ == Mode::LEARN)
			response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		else
			response.error = -EPERM;
		return;
	default:
		/* As the kernel does where a tracer or a supervisor is asked for and there is none. */
		response.error = -ENOSYS;
		return;
	}
}

int64_t Watch::answer_one()
{
	Request request = {};
	Response response = {};
	bool answers = true;

	if (ioctl(listener_, SECCOMP_IOCTL_NOTIF_RECV, &request.notif) < 0)
		/* ENOENT: the caller was ended meanwhile. */
		return 0;
	decide(request.notif, response.notif, answers);
	response.notif.id = request.notif.id;
	if (answers)
		/* Fails where the caller is gone: there is nobody to tell. */
		ioctl(listener_, SECCOMP_IOCTL_NOTIF_SEND, &response.notif);
	answered_++;
	if (mode_ == Mode::LEARN || answered_ <= answers_at_once)
		return 0;
	return std::min(static_cast<int64_t>(answered_ - answers_at_once) * delay_step_ns, delay_max_ns);
}

} // namespace callgate

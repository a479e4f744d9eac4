/* One run under observation: its listener, the program that decides, and the calls so far. */
#ifndef CALLGATE_ADDON_WATCH_H
#define CALLGATE_ADDON_WATCH_H

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/types.h>

namespace callgate {

/* What the thread does with a notification. */
enum class Mode : uint32_t {
	/* Answers as the program says. */
	DENY = 0,
	/* The same, but the launcher's own execve, before any foreign code, goes on. */
	DENY_AFTER_EXEC = 1,
	/* What the program allows goes on, and is written down. For programs that are trusted. */
	LEARN = 2,
};

/* How calls of one number are told apart, by bits 1 << argument. */
struct Signature {
	/* By value, 32 bits of it. */
	uint8_t values;
	/* Of these, by all 64 bits. */
	uint8_t wide;
	/* By whether it is 0: pointers. */
	uint8_t pointers;
};

/* Calls that are one entry of the result. */
struct CallKey {
	uint32_t arch;
	int nr;
	uint64_t args[6];

	bool operator==(const CallKey &other) const;
};

struct CallHash {
	size_t operator()(const CallKey &key) const;
};

struct SeenCall {
	/* The first of them. */
	seccomp_data call;
	/* SECCOMP_RET_* of the program. */
	uint32_t answer;
	uint64_t count;
};

/* Is told that there is a new kind in calls(). Must not wait. */
using OnNew = std::function<void()>;

class Watch {
public:
	Watch(int handover, Mode mode, std::vector<sock_filter> program,
	      std::vector<Signature> signatures, size_t calls_max, OnNew on_new);
	~Watch();
	Watch(const Watch &) = delete;
	Watch &operator=(const Watch &) = delete;

	/* What the thread waits for next. */
	enum class State {
		/* The guest's offer on the handover. */
		OFFER,
		/* The moment when the guest's listener is there. */
		LISTENER,
		/* Refused calls. */
		CALLS,
		/* Nothing any more. */
		OVER,
	};

	State state() const { return state_; }
	/* What to poll in this state; -1: nothing. */
	int descriptor() const;

	/* The handover has something to read, or has ended. */
	void take_offer();
	/* Tries to take the listener; stays in LISTENER where it is not there yet. */
	void take_listener();
	/* Answers one notification; how long to leave the next one, in nanoseconds. */
	int64_t answer_one();
	/* Nobody is left who could call. */
	void end();
	/* The same where it can't be observed; ESRCH is no failure: it has ended before. */
	void fail(int error);

	/* errno of what kept it from observing; 0 where nothing did. */
	int error() const { return error_; }
	const std::vector<SeenCall> &calls() const { return calls_; }
	/* Calls of kinds that found no room in calls(). */
	uint64_t omitted() const { return omitted_; }

private:
	bool is_before_exec();
	CallKey key_of(const seccomp_data &call) const;
	void write_down(const seccomp_data &call, uint32_t answer);
	void decide(const seccomp_notif &request, seccomp_notif_resp &response, bool &answers);
	bool kill(const seccomp_notif &request);

	State state_ = State::OFFER;
	const Mode mode_;
	const std::vector<sock_filter> program_;
	const std::vector<Signature> signatures_;
	const size_t calls_max_;
	const OnNew on_new_;
	int handover_;
	int pidfd_ = -1;
	int listener_ = -1;
	pid_t pid_ = 0;
	/* The listener's number in the guest. */
	int number_ = -1;
	int error_ = 0;
	/* The guest may still be the launcher's own code. */
	bool before_exec_;
	bool has_continued_ = false;
	uint64_t answered_ = 0;
	uint64_t omitted_ = 0;
	std::vector<SeenCall> calls_;
	std::unordered_map<CallKey, size_t, CallHash> index_;
};

} // namespace callgate

#endif

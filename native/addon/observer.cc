/*
 * The thread that answers refused calls, for all runs of this process, and what JavaScript
 * asks of it. It is started with the first run that is observed and stays: it answers whatever
 * JavaScript does meanwhile, and it ends with the process.
 */
#include "descriptors.h"
#include "error.h"
#include "observer.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "watch.h"

extern "C" {
#include "../bpf.h"
}

using callgate::Mode;
using callgate::Signature;
using callgate::Watch;

using callgate::system_error;

namespace {

int64_t now_ns()
{
	timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return static_cast<int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

class Observer {
public:
	/* 0, or errno. */
	int start();
	/* The number that it is known by from now on. */
	uint32_t add(std::unique_ptr<Watch> watch);
	std::unique_ptr<Watch> remove(uint32_t number);
	/* Shows it, where there is one, as it is: nothing is answered meanwhile. */
	void look_at(uint32_t number, const std::function<void(const Watch &)> &look);

private:
	void run();
	int64_t until_next();
	void look_at_due(int64_t now);
	void handle(uint32_t number, Watch &watch, uint32_t events);
	void poll_for(uint32_t number, Watch &watch, int previous);
	void later(uint32_t number, Watch &watch, int64_t at);

	std::mutex mutex_;
	int epoll_ = -1;
	uint32_t next_ = 1;
	std::map<uint32_t, std::unique_ptr<Watch>> watches_;
	/* What is to be looked at without an event: when, and which. */
	std::set<std::pair<int64_t, uint32_t>> due_;
};

/* How soon a listener that was not there yet is looked for again. */
constexpr int64_t retry_ns = 20'000;

int Observer::start()
{
	std::lock_guard<std::mutex> lock(mutex_);
	sigset_t all;
	sigset_t before;
	int error = 0;

	if (epoll_ >= 0)
		return 0;
	epoll_ = epoll_create1(EPOLL_CLOEXEC);
	if (epoll_ < 0)
		return errno;
	/* Signals are for the threads that expect them. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	try {
		std::thread([this] { run(); }).detach();
	} catch (const std::system_error &refused) {
		/* No process is left to this user: the next run tries again. */
		error = refused.code().value();
		close(epoll_);
		epoll_ = -1;
	}
	pthread_sigmask(SIG_SETMASK, &before, nullptr);
	return error;
}

uint32_t Observer::add(std::unique_ptr<Watch> watch)
{
	std::lock_guard<std::mutex> lock(mutex_);
	uint32_t number = next_++;

	poll_for(number, *watch, -1);
	watches_.emplace(number, std::move(watch));
	return number;
}

std::unique_ptr<Watch> Observer::remove(uint32_t number)
{
	std::lock_guard<std::mutex> lock(mutex_);
	auto found = watches_.find(number);

	if (found == watches_.end())
		return nullptr;
	auto watch = std::move(found->second);
	watches_.erase(found);
	if (watch->descriptor() >= 0)
		epoll_ctl(epoll_, EPOLL_CTL_DEL, watch->descriptor(), nullptr);
	watch->end();
	return watch;
}

void Observer::look_at(uint32_t number, const std::function<void(const Watch &)> &look)
{
	std::lock_guard<std::mutex> lock(mutex_);
	auto found = watches_.find(number);

	if (found != watches_.end())
		look(*found->second);
}

void Observer::poll_for(uint32_t number, Watch &watch, int previous)
{
	int descriptor = watch.descriptor();
	epoll_event event = {};

	if (descriptor == previous || descriptor < 0)
		return;
	event.events = EPOLLIN;
	event.data.u64 = number;
	/* Unobserved it must not go on: without an answer its refused calls wait for ever. */
	if (epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) < 0)
		watch.fail(errno);
}

/* Leaves the next one waiting until `at`. */
void Observer::later(uint32_t number, Watch &watch, int64_t at)
{
	epoll_event nothing = {};

	nothing.data.u64 = number;
	if (watch.state() == Watch::State::CALLS)
		epoll_ctl(epoll_, EPOLL_CTL_MOD, watch.descriptor(), &nothing);
	due_.emplace(at, number);
}

void Observer::handle(uint32_t number, Watch &watch, uint32_t events)
{
	int64_t delay = 0;
	int before = watch.descriptor();

	switch (watch.state()) {
	case Watch::State::OFFER:
		watch.take_offer();
		if (watch.state() == Watch::State::LISTENER) {
			epoll_ctl(epoll_, EPOLL_CTL_DEL, before, nullptr);
			later(number, watch, now_ns());
		}
		break;
	case Watch::State::LISTENER:
		watch.take_listener();
		if (watch.state() == Watch::State::LISTENER)
			later(number, watch, now_ns() + retry_ns);
		break;
	case Watch::State::CALLS:
		if (events & EPOLLIN)
			delay = watch.answer_one();
		else if (events & (EPOLLHUP | EPOLLERR))
			watch.end();
		if (delay > 0)
			later(number, watch, now_ns() + delay);
		break;
	case Watch::State::OVER:
		break;
	}
	poll_for(number, watch, before);
}

int64_t Observer::until_next()
{
	std::lock_guard<std::mutex> lock(mutex_);

	return due_.empty() ? -1 : std::max<int64_t>(0, due_.begin()->first - now_ns());
}

void Observer::look_at_due(int64_t now)
{
	while (!due_.empty() && due_.begin()->first <= now) {
		uint32_t number = due_.begin()->second;
		auto found = watches_.find(number);

		due_.erase(due_.begin());
		if (found == watches_.end())
			continue;
		Watch &watch = *found->second;
		if (watch.state() != Watch::State::CALLS) {
			handle(number, watch, 0);
			continue;
		}
		epoll_event event = {};
		event.events = EPOLLIN;
		event.data.u64 = number;
		epoll_ctl(epoll_, EPOLL_CTL_MOD, watch.descriptor(), &event);
	}
}

void Observer::run()
{
	constexpr int events_max = 16;
	epoll_event events[events_max];

	/* Waits end when they should, not up to 50 microseconds later. */
	prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
	prctl(PR_SET_NAME, "callgate-observe", 0, 0, 0);
	/* Runs wait for it. Where this process has no right to that, they wait a little longer. */
	setpriority(PRIO_PROCESS, 0, -5);
	for (;;) {
		int64_t wait = until_next();
		timespec timeout = { static_cast<time_t>(wait / 1'000'000'000),
				     static_cast<long>(wait % 1'000'000'000) };
		/* By number: C libraries of the age of the kernel call (5.11) have no name for it. */
		long count = syscall(SYS_epoll_pwait2, epoll_, events, events_max,
				     wait < 0 ? nullptr : &timeout, nullptr, 0);
		std::lock_guard<std::mutex> lock(mutex_);

		for (long i = 0; i < count; i++) {
			auto number = static_cast<uint32_t>(events[i].data.u64);
			auto found = watches_.find(number);

			if (found != watches_.end())
				handle(number, *found->second, events[i].events);
		}
		look_at_due(now_ns());
	}
}

/* Never destroyed: its thread may be at work while the process ends. */
Observer &observer()
{
	static auto *one = new Observer;

	return *one;
}

/* handoverPair(): [the observer's end, the guest's]. */
Napi::Value handover_pair(const Napi::CallbackInfo &info)
{
	int on = 1;
	int low[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, low) < 0)
		throw system_error(info.Env(), "socketpair", errno);
	if (setsockopt(low[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) < 0) {
		int error = errno;

		close(low[0]);
		close(low[1]);
		throw system_error(info.Env(), "setsockopt", error);
	}
	return callgate::moved_pair(info.Env(), low);
}

template <typename Element> std::vector<Element> elements(const Napi::Value &value)
{
	auto bytes = value.As<Napi::Uint8Array>();
	std::vector<Element> result(bytes.ByteLength() / sizeof(Element));

	std::memcpy(result.data(), bytes.Data(), result.size() * sizeof(Element));
	return result;
}

Napi::Value seen_call(Napi::Env env, const callgate::SeenCall &seen)
{
	auto result = Napi::Object::New(env);
	auto args = Napi::Array::New(env, 6);

	for (uint32_t i = 0; i < 6; i++)
		args.Set(i, Napi::BigInt::New(env, static_cast<uint64_t>(seen.call.args[i])));
	result.Set("arch", seen.call.arch);
	result.Set("nr", static_cast<uint32_t>(seen.call.nr));
	result.Set("args", args);
	result.Set("answer", seen.answer);
	result.Set("count", static_cast<double>(seen.count));
	return result;
}

/*
 * Wakes a JavaScript thread, which makes and destroys it. By Node-API alone: its C++ classes end
 * the process where a thread that is being ended refuses a call.
 */
class Bell {
public:
	Bell(Napi::Env env, Napi::Function callback)
	{
		/* One that has not been heard yet says it all. */
		constexpr size_t unheard_max = 1;
		Napi::String name = Napi::String::New(env, "callgate-refused-call");

		if (napi_create_threadsafe_function(env, callback, nullptr, name, unheard_max, 1, nullptr,
						    nullptr, nullptr, hear, &function_) != napi_ok)
			throw system_error(env, "napi_create_threadsafe_function", ENOMEM);
		/* No reason for the process to stay. */
		napi_unref_threadsafe_function(env, function_);
	}
	~Bell() { napi_release_threadsafe_function(function_, napi_tsfn_release); }
	Bell(const Bell &) = delete;
	Bell &operator=(const Bell &) = delete;

	/* By any thread. */
	void ring() { napi_call_threadsafe_function(function_, nullptr, napi_tsfn_nonblocking); }

private:
	static void hear(napi_env env, napi_value callback, void *, void *)
	{
		napi_value undefined;

		if (env && napi_get_undefined(env, &undefined) == napi_ok)
			napi_call_function(env, undefined, callback, 0, nullptr, nullptr);
	}

	napi_threadsafe_function function_;
};

callgate::OnNew on_new_of(Napi::Env env, const Napi::Value &callback)
{
	if (!callback.IsFunction())
		return {};
	auto bell = std::make_shared<Bell>(env, callback.As<Napi::Function>());
	return [bell] { bell->ring(); };
}

/* A JavaScript thread ends before its run: with nobody to tell, the run has no answers either. */
void end_with_thread(void *number)
{
	observer().remove(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(number)));
}

void *hook_argument(uint32_t number)
{
	return reinterpret_cast<void *>(static_cast<uintptr_t>(number));
}

/* With what observe() was given. Throws where nothing can observe it; the handover is closed then. */
std::unique_ptr<Watch> watch_of(const Napi::CallbackInfo &info)
{
	int handover = info[0].As<Napi::Number>().Int32Value();
	auto mode = static_cast<Mode>(info[1].As<Napi::Number>().Uint32Value());
	callgate::OnNew on_new;

	try {
		int error = observer().start();

		if (error != 0)
			throw system_error(info.Env(), "observe", error);
		on_new = on_new_of(info.Env(), info[5]);
	} catch (const Napi::Error &) {
		close(handover);
		throw;
	}
	return std::make_unique<Watch>(handover, mode, elements<sock_filter>(info[2]),
				       elements<Signature>(info[3]),
				       info[4].As<Napi::Number>().Uint32Value(), std::move(on_new));
}

/*
 * observe(handover, mode, program, signatures, callsMax, onNew): takes the descriptor over; a
 * number. onNew, a function or undefined, is called when seen() has more kinds of calls.
 */
Napi::Value observe(const Napi::CallbackInfo &info)
{
	uint32_t number = observer().add(watch_of(info));
	napi_add_env_cleanup_hook(info.Env(), end_with_thread, hook_argument(number));
	return Napi::Number::New(info.Env(), number);
}

Napi::Value seen_by(Napi::Env env, const Watch &watch)
{
	auto result = Napi::Object::New(env);
	auto calls = Napi::Array::New(env);
	uint32_t at = 0;

	for (const auto &seen : watch.calls())
		calls.Set(at++, seen_call(env, seen));
	result.Set("errno", watch.error());
	result.Set("calls", calls);
	result.Set("omitted", static_cast<double>(watch.omitted()));
	return result;
}

/* seen(number): what was seen so far. */
Napi::Value seen(const Napi::CallbackInfo &info)
{
	auto env = info.Env();
	Napi::Value result;

	observer().look_at(info[0].As<Napi::Number>().Uint32Value(),
			   [&](const Watch &watch) { result = seen_by(env, watch); });
	if (result.IsEmpty())
		throw system_error(env, "seen", EINVAL);
	return result;
}

/* observed(number): what was seen, once the run is over; it is no longer observed. */
Napi::Value observed(const Napi::CallbackInfo &info)
{
	auto env = info.Env();
	auto number = info[0].As<Napi::Number>().Uint32Value();
	auto watch = observer().remove(number);

	if (!watch)
		throw system_error(env, "observed", EINVAL);
	napi_remove_env_cleanup_hook(env, end_with_thread, hook_argument(number));
	return seen_by(env, *watch);
}

/* programAnswer(program, call): what a program answers to a struct seccomp_data. */
Napi::Value program_answer(const Napi::CallbackInfo &info)
{
	auto program = elements<sock_filter>(info[0]);
	auto bytes = info[1].As<Napi::Uint8Array>();
	seccomp_data call = {};

	if (bytes.ByteLength() != sizeof(call))
		throw system_error(info.Env(), "programAnswer", EINVAL);
	std::memcpy(&call, bytes.Data(), sizeof(call));
	return Napi::Number::New(info.Env(), bpf_answer(program.data(), program.size(), &call));
}

} // namespace

void export_observer(Napi::Env env, Napi::Object exports)
{
	exports.Set("handoverPair", Napi::Function::New(env, handover_pair));
	exports.Set("observe", Napi::Function::New(env, observe));
	exports.Set("programAnswer", Napi::Function::New(env, program_answer));
	exports.Set("seen", Napi::Function::New(env, seen));
	exports.Set("observed", Napi::Function::New(env, observed));
}

/*
 * Reads a process's filters by PTRACE_SECCOMP_GET_FILTER (Linux 4.4), which takes
 * CAP_SYS_ADMIN and a caller that runs under no filter itself. The process is stopped for
 * as long as that takes and then goes on, whatever happened here: all of it is done by a
 * thread of its own, and the kernel detaches what a thread that ends has traced.
 */
#include "dump.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <linux/filter.h>
#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef PTRACE_SECCOMP_GET_FILTER
#define PTRACE_SECCOMP_GET_FILTER 0x420c
#endif

namespace {

constexpr long STOP_MS_MAX = 5000;

struct Dump {
	/* The oldest first, as struct sock_filter after struct sock_filter. */
	std::vector<std::vector<sock_filter>> filters;
	/* What failed, and its errno; null where nothing did. */
	const char *call = nullptr;
	int error = 0;
};

/* By its number: the library's wrapper takes an enumeration that lacks newer requests. */
long request(long what, pid_t pid, unsigned long address, const void *data)
{
	return syscall(SYS_ptrace, what, pid, address, data);
}

/* Waits until the process has stopped; its wait status, or -1 with errno. */
int wait_for_stop(pid_t pid)
{
	const timespec pause = { 0, 1000 * 1000 };

	for (long waited = 0; waited < STOP_MS_MAX; waited++) {
		int status = 0;
		pid_t found = waitpid(pid, &status, __WALL | WNOHANG);

		if (found == pid)
			return status;
		if (found < 0 && errno != EINTR)
			return -1;
		nanosleep(&pause, nullptr);
	}
	errno = ETIMEDOUT;
	return -1;
}

void fail(Dump *dump, const char *call)
{
	dump->call = call;
	dump->error = errno;
}

/* One filter after the other until there is none of that number. */
void read_filters(pid_t pid, Dump *dump)
{
	for (unsigned long number = 0;; number++) {
		long length = request(PTRACE_SECCOMP_GET_FILTER, pid, number, nullptr);

		if (length < 0) {
			if (errno != ENOENT)
				fail(dump, "PTRACE_SECCOMP_GET_FILTER");
			return;
		}
		std::vector<sock_filter> filter(static_cast<size_t>(length));
		if (request(PTRACE_SECCOMP_GET_FILTER, pid, number, filter.data()) != length) {
			fail(dump, "PTRACE_SECCOMP_GET_FILTER");
			return;
		}
		dump->filters.push_back(std::move(filter));
	}
}

void dump_filters(pid_t pid, Dump *dump)
{
	int status;
	long handed_back = 0;

	/* Seized, not attached: no signal is sent to it. */
	if (request(PTRACE_SEIZE, pid, 0, nullptr) < 0)
		return fail(dump, "PTRACE_SEIZE");
	if (request(PTRACE_INTERRUPT, pid, 0, nullptr) < 0)
		return fail(dump, "PTRACE_INTERRUPT");
	status = wait_for_stop(pid);
	if (status < 0)
		return fail(dump, "waitpid");
	if (!WIFSTOPPED(status)) {
		errno = ESRCH;
		return fail(dump, "waitpid");
	}
	/* A signal that was on its way came first: it is delivered after all. */
	if (status >> 16 != PTRACE_EVENT_STOP)
		handed_back = WSTOPSIG(status);
	read_filters(pid, dump);
	if (request(PTRACE_DETACH, pid, 0, reinterpret_cast<void *>(handed_back)) < 0 &&
	    dump->call == nullptr)
		fail(dump, "PTRACE_DETACH");
}

/* filtersOf(pid): the filters of a process or thread, the oldest first. */
Napi::Value filters_of(const Napi::CallbackInfo &info)
{
	Napi::Env env = info.Env();
	pid_t pid = info[0].As<Napi::Number>().Int32Value();
	Dump dump;

	std::thread(dump_filters, pid, &dump).join();
	if (dump.call != nullptr) {
		auto error = Napi::Error::New(env, std::string(dump.call) + ": " +
							   std::strerror(dump.error));

		error.Set("errno", Napi::Number::New(env, dump.error));
		error.Set("syscall", Napi::String::New(env, dump.call));
		throw error;
	}
	auto filters = Napi::Array::New(env, dump.filters.size());
	for (size_t i = 0; i < dump.filters.size(); i++) {
		const auto &filter = dump.filters[i];
		size_t size = filter.size() * sizeof(sock_filter);
		auto bytes = Napi::Uint8Array::New(env, size);

		std::memcpy(bytes.Data(), filter.data(), size);
		filters.Set(static_cast<uint32_t>(i), bytes);
	}
	return filters;
}

} // namespace

void export_dump(Napi::Env env, Napi::Object exports)
{
	exports.Set("filtersOf", Napi::Function::New(env, filters_of));
}

/* Descriptors that this process hands to JavaScript, and JavaScript to programs that it starts. */
#ifndef CALLGATE_ADDON_DESCRIPTORS_H
#define CALLGATE_ADDON_DESCRIPTORS_H

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "error.h"

namespace callgate {

/* Above the numbers that a started program's descriptors are put on (addon.cc). */
constexpr int first_number = 16;

/* `low` under a number from there on; closed in any case. Throws the system's error. */
inline int moved(Napi::Env env, int low)
{
	int descriptor = fcntl(low, F_DUPFD_CLOEXEC, first_number);
	int error = errno;

	close(low);
	if (descriptor < 0)
		throw system_error(env, "fcntl", error);
	return descriptor;
}

/* The two ends of `low` as an array, as `moved` has each; on an error none stays open. */
inline Napi::Array moved_pair(Napi::Env env, const int (&low)[2])
{
	auto result = Napi::Array::New(env, 2);
	int first = fcntl(low[0], F_DUPFD_CLOEXEC, first_number);
	int error = errno;

	close(low[0]);
	if (first < 0) {
		close(low[1]);
		throw system_error(env, "fcntl", error);
	}
	try {
		result.Set(1u, moved(env, low[1]));
	} catch (const Napi::Error &) {
		close(first);
		throw;
	}
	result.Set(0u, first);
	return result;
}

} // namespace callgate

#endif

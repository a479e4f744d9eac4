/*
 * The addon of the process that uses callgate: what Node.js has no call for. It decides
 * nothing; failures are thrown as errors with the system's errno.
 */
#include <napi.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "descriptors.h"
#include "error.h"
#include "channel.h"
#include "dump.h"
#include "files.h"
#include "observer.h"

extern "C" {
#include "../filter.h"
#include "../landlock.h"
}

using callgate::moved;
using callgate::moved_pair;
using callgate::system_error;

namespace {

/* installFilter(program: Uint8Array): the whole process, all threads, for good. */
void install_filter(const Napi::CallbackInfo &info)
{
	auto program = info[0].As<Napi::Uint8Array>();

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		throw system_error(info.Env(), "prctl", errno);
	if (filter_install(program.Data(), program.ByteLength()) < 0)
		throw system_error(info.Env(), "seccomp", errno);
}

/* pipe(): [read, write], numbers above those that a child's stdio is put on. */
Napi::Value make_pipe(const Napi::CallbackInfo &info)
{
	int low[2];

	if (pipe2(low, O_CLOEXEC) < 0)
		throw system_error(info.Env(), "pipe2", errno);
	return moved_pair(info.Env(), low);
}

/* open(path, writes): a descriptor that Node.js keeps no list of. */
Napi::Value open_file(const Napi::CallbackInfo &info)
{
	std::string path = info[0].As<Napi::String>();
	int low = open(path.c_str(), (info[1].As<Napi::Boolean>() ? O_RDWR : O_RDONLY) | O_CLOEXEC);

	if (low < 0)
		throw system_error(info.Env(), "open", errno);
	return Napi::Number::New(info.Env(), moved(info.Env(), low));
}

/* close(descriptor) */
void close_descriptor(const Napi::CallbackInfo &info)
{
	close(info[0].As<Napi::Number>().Int32Value());
}

/* Frees what posix_spawn was told, in every way out. */
class SpawnSettings {
public:
	SpawnSettings()
	{
		posix_spawn_file_actions_init(&actions);
		posix_spawnattr_init(&attributes);
	}
	~SpawnSettings()
	{
		posix_spawn_file_actions_destroy(&actions);
		posix_spawnattr_destroy(&attributes);
	}
	SpawnSettings(const SpawnSettings &) = delete;
	SpawnSettings &operator=(const SpawnSettings &) = delete;

	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
};

/*
 * spawn(path, descriptors): starts a program with an empty environment whose descriptor N is
 * descriptors[N]; its pid. By vfork, so that the size of this process costs nothing.
 */
Napi::Value spawn_program(const Napi::CallbackInfo &info)
{
	std::string path = info[0].As<Napi::String>();
	auto list = info[1].As<Napi::Array>();
	SpawnSettings settings;
	sigset_t all;
	sigset_t none;
	pid_t pid = -1;

	for (uint32_t i = 0; i < list.Length(); i++) {
		int descriptor = list.Get(i).As<Napi::Number>().Int32Value();

		/* A source below the last target might be replaced before it is used. */
		if (descriptor < static_cast<int>(list.Length()) &&
		    descriptor != static_cast<int>(i))
			throw system_error(info.Env(), "posix_spawn", EBADF);
		posix_spawn_file_actions_adddup2(&settings.actions, descriptor, static_cast<int>(i));
	}
	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_setsigdefault(&settings.attributes, &all);
	posix_spawnattr_setsigmask(&settings.attributes, &none);
	posix_spawnattr_setflags(&settings.attributes,
				 POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	char *arguments[] = { path.data(), nullptr };
	char *environment[] = { nullptr };
	int error = posix_spawn(&pid, path.c_str(), &settings.actions, &settings.attributes,
				arguments, environment);
	if (error != 0)
		throw system_error(info.Env(), "posix_spawn", error);
	return Napi::Number::New(info.Env(), pid);
}

/* reap(pid): waits for a child that has closed everything it had, so is about to end. */
Napi::Value reap(const Napi::CallbackInfo &info)
{
	pid_t pid = info[0].As<Napi::Number>().Int32Value();
	int status = 0;
	pid_t result;

	do {
		result = waitpid(pid, &status, 0);
	} while (result < 0 && errno == EINTR);
	if (result < 0)
		throw system_error(info.Env(), "waitpid", errno);
	return Napi::Number::New(info.Env(), status);
}

/* landlockAbi(): the kernel's, 0 where it has none. */
Napi::Value landlock_version(const Napi::CallbackInfo &info)
{
	int abi = landlock_abi();

	return Napi::Number::New(info.Env(), abi < 0 ? 0 : abi);
}

/* hasUserNotification(): whether refused calls can be handed to a supervisor. */
Napi::Value has_user_notification(const Napi::CallbackInfo &info)
{
	struct seccomp_notif_sizes sizes;
	long result = syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes);

	return Napi::Boolean::New(info.Env(), result == 0);
}

Napi::Object initialize(Napi::Env env, Napi::Object exports)
{
	exports.Set("installFilter", Napi::Function::New(env, install_filter));
	exports.Set("pipe", Napi::Function::New(env, make_pipe));
	exports.Set("open", Napi::Function::New(env, open_file));
	exports.Set("close", Napi::Function::New(env, close_descriptor));
	exports.Set("spawn", Napi::Function::New(env, spawn_program));
	exports.Set("reap", Napi::Function::New(env, reap));
	exports.Set("landlockAbi", Napi::Function::New(env, landlock_version));
	exports.Set("hasUserNotification", Napi::Function::New(env, has_user_notification));
	export_channel(env, exports);
	export_dump(env, exports);
	export_files(env, exports);
	export_observer(env, exports);
	return exports;
}

} // namespace

NODE_API_MODULE(callgate, initialize)

/*
 * The Node zygote's addon: serve() returns in children, with the job's arguments. What it
 * takes to fork a Node.js process, each point learned from a crash or a hang:
 *
 * - V8 marks its heap MADV_DONTFORK, so that a plain fork dies on its first bytecode.
 * - libuv's loop shares its epoll and wake-up descriptors with the zygote's: uv_loop_fork.
 * - The threads of Node's platform are not there in a child. V8, told to be single-threaded,
 *   still posts jobs to them, does the work itself, and Node waits for those jobs when a loop
 *   ends (NodePlatform::DrainTasks). In zygotes that waits for nobody: the entry in the
 *   platform's table of virtual functions is replaced.
 * - Exit joins those threads and destroys what they wait on. Children leave by _exit, after
 *   everything that a program can see of its exit has been done.
 * - OpenSSL sees a fork by the pid, and pids repeat in pid namespaces: it is seeded anew.
 *
 * It is built against one Node.js's headers and runs in all: beside Node-API it uses only
 * names that are looked up at run time, and libuv's loop, whose layout libuv 1 keeps.
 * Where one of them is missing, this Node.js can't be forked, and serve() says so.
 */
#include <node_api.h>
#include <uv.h>

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

extern "C" {
#include "serve.h"
}
#include "node_random.h"

namespace node {
class Environment;
}

namespace {

/* Of a descriptor that the zygote had before its first fork. */
struct Descriptor {
	enum Kind { NONE, PIPE, EVENT, OTHER } kind;
	ino_t inode;
};

/* CHILD_DESCRIPTORS_MAX of child.h: a zygote has some twenty. */
constexpr int descriptors_max = 512;

uv_loop_t *loop;
Descriptor descriptors[descriptors_max];
napi_ref emit;
int32_t exit_code;

template <typename Function> Function symbol(const char *name)
{
	return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

/* bool NodePlatform::FlushForegroundTasks(v8::Isolate *) */
using FlushForegroundTasks = bool (*)(void *platform, void *isolate);
FlushForegroundTasks flush_foreground_tasks;

/* NodePlatform::DrainTasks without the wait for threads that are not there. */
void drain_tasks(void *platform, void *isolate)
{
	while (flush_foreground_tasks(platform, isolate))
		;
}

/* Replaces the entry for `function` in a table of virtual functions. */
bool replace_virtual(void **table, void *function, void *replacement)
{
	/* The tables of such classes have some 25 entries. */
	constexpr int entries = 64;
	const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));

	for (int i = 0; table && function && i < entries; i++) {
		if (table[i] != function)
			continue;
		auto *start = reinterpret_cast<void *>(reinterpret_cast<uintptr_t>(&table[i]) & ~(page - 1));
		if (mprotect(start, page, PROT_READ | PROT_WRITE) < 0)
			return false;
		table[i] = replacement;
		/* Relocated tables are read-only once the loader is done (RELRO). */
		return mprotect(start, page, PROT_READ) == 0;
	}
	return false;
}

bool replace_drain_tasks()
{
	flush_foreground_tasks = symbol<FlushForegroundTasks>(
		"_ZN4node12NodePlatform20FlushForegroundTasksEPN2v87IsolateE");
	return flush_foreground_tasks &&
	       replace_virtual(symbol<void **>("_ZTVN4node12NodePlatformE"),
			       symbol<void *>("_ZN4node12NodePlatform10DrainTasksEPN2v87IsolateE"),
			       reinterpret_cast<void *>(drain_tasks));
}

/* process.exit and uncaught errors end here, after all that a program sees of its end. */
bool leave_by_exit_handler()
{
	using CurrentIsolate = void *(*)();
	using CurrentContext = void *(*)(void *isolate);
	using CurrentEnvironment = node::Environment *(*)(void *context);
	using Handler = std::function<void(node::Environment *, int)>;
	using SetHandler = void (*)(node::Environment *, Handler &&);
	auto isolate = symbol<CurrentIsolate>("_ZN2v87Isolate10GetCurrentEv");
	auto context = symbol<CurrentContext>("_ZN2v87Isolate17GetCurrentContextEv");
	auto environment = symbol<CurrentEnvironment>(
		"_ZN4node21GetCurrentEnvironmentEN2v85LocalINS0_7ContextEEE");
	auto set = symbol<SetHandler>(
		"_ZN4node21SetProcessExitHandlerEPNS_11EnvironmentEOSt8functionIFvS1_iEE");

	if (!isolate || !context || !environment || !set)
		return false;
	/* A v8::Local is one pointer, returned and passed as such. */
	set(environment(context(isolate())), [](node::Environment *, int code) {
		fflush(nullptr);
		_exit(code);
	});
	return true;
}

/* The code that Node.js would leave with: given, unless a listener of "exit" has set another. */
void note_exit_code(napi_env env, napi_value process, napi_value given)
{
	napi_value code;
	napi_valuetype type;

	if (napi_get_named_property(env, process, "exitCode", &code) != napi_ok ||
	    napi_typeof(env, code, &type) != napi_ok || type == napi_undefined || type == napi_null)
		code = given;
	/* Node.js takes whole numbers and their texts. */
	if (napi_coerce_to_number(env, code, &code) == napi_ok)
		napi_get_value_int32(env, code, &exit_code);
}

/* process.emit: as before, but what "exit" was told is known. In C: no frame in a trace. */
napi_value emit_event(napi_env env, napi_callback_info info)
{
	napi_value process;
	napi_value original;
	napi_value result = nullptr;
	size_t count = 0;
	size_t length = 0;
	char name[8] = "";

	if (napi_get_cb_info(env, info, &count, nullptr, nullptr, nullptr) != napi_ok)
		return nullptr;
	std::vector<napi_value> arguments(count);
	if (napi_get_cb_info(env, info, &count, arguments.data(), &process, nullptr) != napi_ok ||
	    napi_get_reference_value(env, emit, &original) != napi_ok)
		return nullptr;
	if (count > 0)
		napi_get_value_string_utf8(env, arguments[0], name, sizeof(name), &length);
	if (napi_call_function(env, process, original, count, arguments.data(), &result) != napi_ok)
		return nullptr;
	if (count > 1 && strcmp(name, "exit") == 0)
		note_exit_code(env, process, arguments[1]);
	return result;
}

/* The loop has ended by itself, "exit" was emitted: what would follow is taking Node.js apart. */
void leave(void *)
{
	fflush(nullptr);
	_exit(exit_code);
}

/* On the prototype of `process`, where only the truly curious find it. */
bool leave_by_cleanup(napi_env env)
{
	napi_value global;
	napi_value process;
	napi_value prototype;
	napi_value original;
	napi_value replacement;
	napi_property_descriptor property = {};

	if (napi_get_global(env, &global) != napi_ok ||
	    napi_get_named_property(env, global, "process", &process) != napi_ok ||
	    napi_get_prototype(env, process, &prototype) != napi_ok ||
	    napi_get_named_property(env, process, "emit", &original) != napi_ok ||
	    napi_create_reference(env, original, 1, &emit) != napi_ok ||
	    napi_create_function(env, "emit", NAPI_AUTO_LENGTH, emit_event, nullptr, &replacement) !=
		    napi_ok)
		return false;
	property.utf8name = "emit";
	property.value = replacement;
	property.attributes = static_cast<napi_property_attributes>(napi_writable | napi_configurable);
	return napi_define_properties(env, prototype, 1, &property) == napi_ok &&
	       napi_add_env_cleanup_hook(env, leave, nullptr) == napi_ok;
}

/* Every mapping, V8's heap among them, is a child's too from now on. */
bool share_memory()
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	uintptr_t start;
	uintptr_t end;

	if (!maps)
		return false;
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &start, &end) != 2)
			continue;
		/* The kernel's own mappings refuse, and are in every process. */
		madvise(reinterpret_cast<void *>(start), end - start, MADV_DOFORK);
	}
	fclose(maps);
	return true;
}

Descriptor descriptor_of(int number)
{
	struct stat status;
	char path[64];
	char target[64];

	if (fstat(number, &status) < 0)
		return { Descriptor::NONE, 0 };
	if (S_ISFIFO(status.st_mode))
		return { Descriptor::PIPE, status.st_ino };
	snprintf(path, sizeof(path), "/proc/self/fd/%d", number);
	ssize_t length = readlink(path, target, sizeof(target) - 1);
	target[length < 0 ? 0 : length] = 0;
	return { strcmp(target, "anon_inode:[eventfd]") == 0 ? Descriptor::EVENT : Descriptor::OTHER,
		 status.st_ino };
}

void note_descriptors()
{
	for (int i = 0; i < descriptors_max; i++)
		descriptors[i] = descriptor_of(i);
}

bool is_of_zygote(ino_t inode)
{
	for (const auto &one : descriptors)
		if (one.kind == Descriptor::PIPE && one.inode == inode)
			return true;
	return false;
}

/* The loop's own: uv_loop_fork closes them and makes new ones. */
bool is_of_loop(int number)
{
	return number == loop->backend_fd || number == loop->async_io_watcher.fd ||
	       number == loop->async_wfd || number == loop->signal_pipefd[0] ||
	       number == loop->signal_pipefd[1] || number == loop->emfile_fd;
}

/* In the child: what of the zygote's must stay, and whether it does. */
int keeps(int number)
{
	struct stat status;

	if (is_of_loop(number))
		return 1;
	/* Another loop's wake-up, of a thread that is not there: still written to. A private one. */
	if (descriptors[number].kind == Descriptor::EVENT) {
		int fresh = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

		if (fresh < 0 || dup3(fresh, number, O_CLOEXEC) < 0)
			_exit(1);
		close(fresh);
		return 1;
	}
	/* Pipes that libuv made anew right after fork, for its signals. */
	return fstat(number, &status) == 0 && S_ISFIFO(status.st_mode) && !is_of_zygote(status.st_ino);
}

int no_poll(void)
{
	return 1;
}

void renew(void)
{
	using Poll = int (*)();
	auto poll = symbol<Poll>("RAND_poll");

	if (uv_loop_fork(loop) != 0 || (poll ? poll : no_poll)() != 1)
		_exit(1);
}

void nothing(void)
{
}

/* A seed for V8's generator: not 0, which would mean none. */
int32_t random_seed()
{
	uint32_t seed = 0;

	if (getrandom(&seed, sizeof(seed), 0) != static_cast<ssize_t>(sizeof(seed)))
		_exit(1);
	return static_cast<int32_t>(seed >> 1 | 1);
}

/* pipe(): the read end and the write end, for a stream to be tried on. */
napi_value make_pipe(napi_env env, napi_callback_info)
{
	napi_value result;
	napi_value number;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0 || napi_create_array(env, &result) != napi_ok)
		return nullptr;
	for (uint32_t i = 0; i < 2; i++)
		if (napi_create_int32(env, ends[i], &number) != napi_ok ||
		    napi_set_element(env, result, i, number) != napi_ok)
			return nullptr;
	return result;
}

/* serve(): { args, seed, seedsContexts, pid } in each child. */
napi_value serve(napi_env env, napi_callback_info)
{
	interpreter description = {};
	napi_value result;
	napi_value list;
	napi_value value;
	uint32_t count = 0;

	if (napi_get_uv_event_loop(env, &loop) != napi_ok)
		return nullptr;
	/* What was tried before is closed by now, and no child has it to do. */
	uv_run(loop, UV_RUN_NOWAIT);
	description.forkable = replace_drain_tasks() && leave_by_exit_handler() &&
			       leave_by_cleanup(env) && share_memory();
	description.before_fork = nothing;
	description.after_fork_in_zygote = nothing;
	description.keeps = keeps;
	description.after_fork_in_child = renew;
	random_find();
	note_descriptors();
	char **arguments = zygote_serve(&description);
	/* The loop's idea of now is the zygote's: timers would fire at once. */
	uv_update_time(loop);
	if (napi_create_object(env, &result) != napi_ok || napi_create_array(env, &list) != napi_ok)
		return nullptr;
	for (; *arguments; arguments++) {
		if (napi_create_string_utf8(env, *arguments, NAPI_AUTO_LENGTH, &value) != napi_ok ||
		    napi_set_element(env, list, count++, value) != napi_ok)
			return nullptr;
	}
	if (napi_set_named_property(env, result, "args", list) != napi_ok ||
	    napi_create_int32(env, random_seed(), &value) != napi_ok ||
	    napi_set_named_property(env, result, "seed", value) != napi_ok ||
	    napi_get_boolean(env, random_seed_contexts(), &value) != napi_ok ||
	    napi_set_named_property(env, result, "seedsContexts", value) != napi_ok ||
	    napi_create_int32(env, getpid(), &value) != napi_ok ||
	    napi_set_named_property(env, result, "pid", value) != napi_ok)
		return nullptr;
	return result;
}

} // namespace

NAPI_MODULE_INIT()
{
	napi_value function;

	if (napi_create_function(env, "serve", NAPI_AUTO_LENGTH, serve, nullptr, &function) != napi_ok ||
	    napi_set_named_property(env, exports, "serve", function) != napi_ok ||
	    napi_create_function(env, "pipe", NAPI_AUTO_LENGTH, make_pipe, nullptr, &function) != napi_ok ||
	    napi_set_named_property(env, exports, "pipe", function) != napi_ok)
		return nullptr;
	return exports;
}

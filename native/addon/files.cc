/*
 * What a run left in its working folder. The folder is hostile: names, depth, sizes and kinds
 * are the code's choice. So each file is opened below the folder, through no link and into no
 * other mount (openat2), is a regular file or left out, and everything is counted.
 */
#include "files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

/* Entries that are looked at for each file that may be kept: folders, links, pipes. */
constexpr size_t looks_per_file = 16;

class Descriptor {
public:
	explicit Descriptor(int number) : number(number) {}
	~Descriptor()
	{
		if (number >= 0)
			close(number);
	}
	Descriptor(const Descriptor &) = delete;
	Descriptor &operator=(const Descriptor &) = delete;

	const int number;
};

struct Limits {
	size_t files;
	size_t bytes;
	size_t depth;
};

struct File {
	std::string path;
	std::string contents;
};

/* Reads a folder and those in it. Never throws but for want of memory. */
class Reader {
public:
	Reader(const Limits &limits, std::string except)
		: limits(limits), except(std::move(except)), looks_left(looks_per_file * limits.files)
	{
	}

	void read_folder(int folder, const std::string &prefix, size_t depth)
	{
		for (const std::string &name : names_in(folder)) {
			std::string path = prefix + name;
			struct stat state;

			if (path == except)
				continue;
			if (fstatat(folder, name.c_str(), &state, AT_SYMLINK_NOFOLLOW) < 0)
				truncated = true;
			else if (S_ISDIR(state.st_mode))
				read_below(folder, name, path, depth);
			else if (S_ISREG(state.st_mode))
				read_file(folder, name, path);
		}
	}

	std::vector<File> files;
	/* Something that should be among the files is not. */
	bool truncated = false;

private:
	static int open_in(int folder, const char *name, uint64_t flags)
	{
		open_how how = {};

		/* Not waiting: a pipe in the place of a file has no writer. */
		how.flags = flags | O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
		how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS |
			      RESOLVE_NO_XDEV;
		return static_cast<int>(syscall(SYS_openat2, folder, name, &how, sizeof(how)));
	}

	/* In the order of their bytes, so that the same folder gives the same answer. */
	std::vector<std::string> names_in(int folder)
	{
		std::vector<std::string> names;
		int again = open_in(folder, ".", O_DIRECTORY);
		DIR *stream = again < 0 ? nullptr : fdopendir(again);

		if (!stream) {
			if (again >= 0)
				close(again);
			truncated = true;
			return names;
		}
		while (const dirent *entry = readdir(stream)) {
			std::string name = entry->d_name;

			if (name == "." || name == "..")
				continue;
			if (looks_left == 0) {
				truncated = true;
				break;
			}
			looks_left--;
			names.push_back(std::move(name));
		}
		closedir(stream);
		std::sort(names.begin(), names.end());
		return names;
	}

	void read_below(int folder, const std::string &name, const std::string &path, size_t depth)
	{
		Descriptor below(depth < limits.depth ?
					 open_in(folder, name.c_str(), O_DIRECTORY) :
					 -1);

		if (below.number < 0)
			truncated = true;
		else
			read_folder(below.number, path + "/", depth + 1);
	}

	void read_file(int folder, const std::string &name, const std::string &path)
	{
		Descriptor file(open_in(folder, name.c_str(), 0));
		struct stat state;
		std::string contents;

		if (file.number < 0 || fstat(file.number, &state) < 0 || !S_ISREG(state.st_mode) ||
		    files.size() == limits.files ||
		    static_cast<uint64_t>(state.st_size) > limits.bytes - bytes ||
		    !read_all(file.number, static_cast<size_t>(state.st_size), contents)) {
			truncated = true;
			return;
		}
		bytes += contents.size();
		files.push_back({ path, std::move(contents) });
	}

	/* As many bytes as it had when it was looked at: no more of one that grows. */
	static bool read_all(int file, size_t size, std::string &contents)
	{
		size_t length = 0;

		contents.resize(size);
		while (length < size) {
			ssize_t count = read(file, &contents[length], size - length);

			if (count < 0 && errno == EINTR)
				continue;
			if (count < 0)
				return false;
			if (count == 0)
				break;
			length += static_cast<size_t>(count);
		}
		contents.resize(length);
		return true;
	}

	const Limits limits;
	const std::string except;
	size_t looks_left;
	size_t bytes = 0;
};

/* Where receive_folder() has no folder to give. */
enum { FOLDER_NOT_SENT = -1, FOLDER_LOST = -2 };

/* The folder that a run has sent. One is lost where this process may open no more. */
int receive_folder(int socket)
{
	alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	char byte;
	iovec data = { &byte, 1 };
	msghdr message = {};
	int folder;

	message.msg_iov = &data;
	message.msg_iovlen = 1;
	message.msg_control = control;
	message.msg_controllen = sizeof(control);
	ssize_t length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	if (length != 1)
		return FOLDER_NOT_SENT;
	const cmsghdr *part = CMSG_FIRSTHDR(&message);
	if (!part || part->cmsg_type != SCM_RIGHTS || part->cmsg_len != CMSG_LEN(sizeof(int)))
		return FOLDER_LOST;
	std::memcpy(&folder, CMSG_DATA(part), sizeof(int));
	return folder;
}

/* Reads in a thread of the pool: the folder may be large, and others wait for this process. */
class ReadFiles : public Napi::AsyncWorker {
public:
	ReadFiles(Napi::Env env, int folder, const Limits &limits, std::string except)
		: Napi::AsyncWorker(env), deferred(Napi::Promise::Deferred::New(env)), folder(folder),
		  reader(limits, std::move(except))
	{
	}

	Napi::Promise promise() const
	{
		return deferred.Promise();
	}

protected:
	void Execute() override
	{
		/* A run that ended before it had a folder has left nothing. */
		if (folder.number >= 0)
			reader.read_folder(folder.number, "", 1);
		else
			reader.truncated = folder.number == FOLDER_LOST;
	}

	void OnOK() override
	{
		auto files = Napi::Array::New(Env(), reader.files.size());
		auto result = Napi::Object::New(Env());

		for (size_t i = 0; i < reader.files.size(); i++) {
			const File &file = reader.files[i];
			auto pair = Napi::Array::New(Env(), 2);

			pair.Set(0u, bytes_of(file.path));
			pair.Set(1u, bytes_of(file.contents));
			files.Set(static_cast<uint32_t>(i), pair);
		}
		result.Set("files", files);
		result.Set("truncated", Napi::Boolean::New(Env(), reader.truncated));
		deferred.Resolve(result);
	}

	void OnError(const Napi::Error &error) override
	{
		deferred.Reject(error.Value());
	}

private:
	Napi::Uint8Array bytes_of(const std::string &text) const
	{
		auto bytes = Napi::Uint8Array::New(Env(), text.size());

		if (!text.empty())
			std::memcpy(bytes.Data(), text.data(), text.size());
		return bytes;
	}

	const Napi::Promise::Deferred deferred;
	const Descriptor folder;
	Reader reader;
};

/*
 * readFiles(socket, { files, bytes, depth }, except): what is in the folder that was sent over
 * the socket, but for the file named `except`; a promise of { files: [path, contents][],
 * truncated }.
 */
Napi::Value read_files(const Napi::CallbackInfo &info)
{
	int socket = info[0].As<Napi::Number>().Int32Value();
	auto given = info[1].As<Napi::Object>();
	auto number = [&given](const char *name) {
		return static_cast<size_t>(given.Get(name).As<Napi::Number>().Int64Value());
	};
	Limits limits = { number("files"), number("bytes"), number("depth") };
	auto *work = new ReadFiles(info.Env(), receive_folder(socket), limits,
				   info[2].As<Napi::String>());
	Napi::Promise promise = work->promise();

	work->Queue();
	return promise;
}

} // namespace

void export_files(Napi::Env env, Napi::Object exports)
{
	exports.Set("readFiles", Napi::Function::New(env, read_files));
}

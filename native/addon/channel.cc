/* Unix sockets and what Node.js has no call for: sending descriptors over them. */
#include "descriptors.h"
#include "error.h"
#include "channel.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

using callgate::moved_pair;
using callgate::system_error;

namespace {

/* DESCRIPTORS_MAX of ../zygote/protocol.h. */
constexpr size_t descriptors_max = 7;

/* socketPair(): two ends of a stream, alike. */
Napi::Value make_socket_pair(const Napi::CallbackInfo &info)
{
	int low[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, low) < 0)
		throw system_error(info.Env(), "socketpair", errno);
	return moved_pair(info.Env(), low);
}

/*
 * send(socket, bytes, descriptors): all bytes at once, the descriptors with them; never
 * waits. A receiver that does not read ends in EAGAIN.
 */
void send_message(const Napi::CallbackInfo &info)
{
	int socket = info[0].As<Napi::Number>().Int32Value();
	auto bytes = info[1].As<Napi::Uint8Array>();
	auto list = info[2].As<Napi::Array>();
	alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * descriptors_max)];
	iovec data = { bytes.Data(), bytes.ByteLength() };
	msghdr message = {};
	int descriptors[descriptors_max];
	size_t size = list.Length() * sizeof(int);
	ssize_t sent;

	if (list.Length() > descriptors_max)
		throw system_error(info.Env(), "sendmsg", E2BIG);
	for (uint32_t i = 0; i < list.Length(); i++)
		descriptors[i] = list.Get(i).As<Napi::Number>().Int32Value();
	message.msg_iov = &data;
	message.msg_iovlen = 1;
	if (size > 0) {
		std::memset(control, 0, sizeof(control));
		message.msg_control = control;
		message.msg_controllen = CMSG_SPACE(size);
		cmsghdr *part = CMSG_FIRSTHDR(&message);
		part->cmsg_level = SOL_SOCKET;
		part->cmsg_type = SCM_RIGHTS;
		part->cmsg_len = CMSG_LEN(size);
		std::memcpy(CMSG_DATA(part), descriptors, size);
	}
	do {
		sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
	} while (sent < 0 && errno == EINTR);
	if (sent < 0)
		throw system_error(info.Env(), "sendmsg", errno);
	/* So few bytes are taken whole or not at all (unix(7)); otherwise the channel is broken. */
	if (static_cast<size_t>(sent) != bytes.ByteLength())
		throw system_error(info.Env(), "sendmsg", EPIPE);
}

} // namespace

void export_channel(Napi::Env env, Napi::Object exports)
{
	exports.Set("socketPair", Napi::Function::New(env, make_socket_pair));
	exports.Set("send", Napi::Function::New(env, send_message));
}

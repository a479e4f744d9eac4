/* Sends and takes descriptors. Allocates nothing: it runs between fork and foreign code. */
#define _GNU_SOURCE
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* A message of one byte that a descriptor travels with. */
struct parcel {
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	char byte;
	struct iovec data;
	struct msghdr message;
};

static void parcel_make(struct parcel *parcel)
{
	memset(parcel, 0, sizeof(*parcel));
	parcel->data = (struct iovec){ .iov_base = &parcel->byte, .iov_len = 1 };
	parcel->message = (struct msghdr){
		.msg_iov = &parcel->data,
		.msg_iovlen = 1,
		.msg_control = &parcel->control,
		.msg_controllen = sizeof(parcel->control),
	};
}

static int send_descriptor(int socket, int descriptor)
{
	struct parcel parcel;
	struct cmsghdr *part;
	ssize_t sent;

	parcel_make(&parcel);
	part = CMSG_FIRSTHDR(&parcel.message);
	part->cmsg_level = SOL_SOCKET;
	part->cmsg_type = SCM_RIGHTS;
	part->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(part), &descriptor, sizeof(int));
	do {
		sent = sendmsg(socket, &parcel.message, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR);
	return sent == 1 ? 0 : -1;
}

int folder_give(int socket, const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int result;

	if (folder < 0)
		return -1;
	result = send_descriptor(socket, folder);
	if (close(folder) < 0 || close(socket) < 0)
		return -1;
	return result;
}

int folder_take_socket(int line)
{
	struct parcel parcel;
	struct cmsghdr *part;
	ssize_t length;
	int descriptor;

	parcel_make(&parcel);
	do {
		length = recvmsg(line, &parcel.message, MSG_PEEK | MSG_CMSG_CLOEXEC);
	} while (length < 0 && errno == EINTR);
	part = length == 1 ? CMSG_FIRSTHDR(&parcel.message) : NULL;
	if (!part || part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS ||
	    part->cmsg_len != CMSG_LEN(sizeof(int)))
		return -1;
	memcpy(&descriptor, CMSG_DATA(part), sizeof(int));
	return descriptor;
}

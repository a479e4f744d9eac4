/*
 * Runs behind seccomp programs: installs those in the files that it is given, in order, says
 * "ready", and waits until its stdin ends.
 */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static struct sock_filter filter[4096];
	struct sock_fprog program = { .filter = filter };
	char byte;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return 1;
	for (int i = 1; i < argc; i++) {
		int file = open(argv[i], O_RDONLY);
		ssize_t size = file < 0 ? -1 : read(file, filter, sizeof(filter));

		if (size <= 0)
			return 2;
		program.len = (unsigned short)((size_t)size / sizeof(filter[0]));
		if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
			return 3;
	}
	if (write(1, "ready\n", 6) != 6)
		return 4;
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}

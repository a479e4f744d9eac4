/*
 * Asks libseccomp what a profile means: reads profiles as lines of text from stdin, gives
 * each rule to libseccomp as runc does, and writes the BPF programs to stdout.
 *
 *   arch TOKEN | default ACTION | rule ACTION NAME COUNT { INDEX OP A B } | end
 *
 * Numbers are hexadecimal; OP is libseccomp's own number. For each profile the answer is
 * the count of bytes (32 bits, little-endian; 0 where libseccomp crashed) and the program;
 * names that this libseccomp does not know, and rules that it refuses, are lines on stderr.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
	fprintf(stderr, "fatal %s\n", what);
	exit(1);
}

static scmp_filter_ctx create(uint32_t arch, uint32_t action)
{
	scmp_filter_ctx filter = seccomp_init(action);

	if (filter == NULL)
		fail("seccomp_init");
	if (arch != seccomp_arch_native()) {
		if (seccomp_arch_add(filter, arch) < 0)
			fail("seccomp_arch_add");
		if (seccomp_arch_remove(filter, seccomp_arch_native()) < 0)
			fail("seccomp_arch_remove");
	}
	return filter;
}

static void add(scmp_filter_ctx filter, uint32_t arch, const char *text)
{
	struct scmp_arg_cmp tests[6];
	char name[64];
	unsigned int action, count, i;
	int used, at = 0, number, rc;

	if (sscanf(text, "%x %63s %u%n", &action, name, &count, &at) != 3 ||
	    count > 6)
		fail("rule");
	for (i = 0; i < count; i++) {
		unsigned int index, op;
		uint64_t a, b;

		if (sscanf(text + at, "%u %u %" SCNx64 " %" SCNx64 "%n", &index,
			   &op, &a, &b, &used) != 4)
			fail("test");
		at += used;
		tests[i] = (struct scmp_arg_cmp){ index, op, a, b };
	}
	number = seccomp_syscall_resolve_name_arch(arch, name);
	if (number == __NR_SCMP_ERROR) {
		fprintf(stderr, "unknown %s\n", name);
		return;
	}
	/* The number is of this arch, and rules are added by the native one's. */
	if (arch != seccomp_arch_native())
		number = seccomp_syscall_resolve_name(name);
	rc = seccomp_rule_add_array(filter, action, number, count, tests);
	if (rc < 0)
		fprintf(stderr, "refused %s %d\n", name, rc);
}

/* In a child: libseccomp crashes on some profiles, and never ends on others. */
static void make_program(char *text, int fd)
{
	const struct rlimit seconds = { 2, 2 };
	scmp_filter_ctx filter = NULL;
	uint32_t arch = 0;
	unsigned int action;
	char *rest = text, *line;

	if (setrlimit(RLIMIT_CPU, &seconds) < 0)
		fail("setrlimit");
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		if (sscanf(line, "arch %x", &arch) == 1)
			continue;
		if (sscanf(line, "default %x", &action) == 1)
			filter = create(arch, action);
		else if (strncmp(line, "rule ", 5) == 0)
			add(filter, arch, line + 5);
		else
			fail("line");
	}
	if (filter == NULL || seccomp_export_bpf(filter, fd) < 0)
		fail("seccomp_export_bpf");
	exit(0);
}

/* The length of the program in `fd`, or 0 where libseccomp did not live to make one. */
static uint32_t wait_for_program(pid_t child, int fd)
{
	int status;
	off_t size;

	if (waitpid(child, &status, 0) != child)
		fail("waitpid");
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		fail("child");
	if (WIFSIGNALED(status)) {
		fprintf(stderr, "died %d\n", WTERMSIG(status));
		return 0;
	}
	size = lseek(fd, 0, SEEK_END);
	if (size < 0)
		fail("lseek");
	return (uint32_t)size;
}

static void answer(char *text)
{
	int fd = memfd_create("program", 0);
	uint32_t length;
	pid_t child;
	void *bytes;

	if (fd < 0)
		fail("memfd_create");
	fflush(NULL);
	child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0)
		make_program(text, fd);
	length = wait_for_program(child, fd);
	if (fwrite(&length, sizeof(length), 1, stdout) != 1)
		fail("fwrite");
	if (length > 0) {
		bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes == MAP_FAILED ||
		    fwrite(bytes, 1, length, stdout) != length)
			fail("fwrite");
		munmap(bytes, length);
	}
	close(fd);
	fprintf(stderr, "end\n");
}

int main(void)
{
	static char text[1 << 20];
	size_t used = 0, room = 0;
	char *line = NULL;

	while (getline(&line, &room, stdin) > 0) {
		size_t length = strlen(line);

		if (strcmp(line, "end\n") == 0) {
			answer(text);
			text[used = 0] = '\0';
			continue;
		}
		if (used + length >= sizeof(text))
			fail("profile");
		memcpy(text + used, line, length + 1);
		used += length;
	}
	free(line);
	return 0;
}

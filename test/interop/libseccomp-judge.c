/*
 * Asks libseccomp what a profile means: reads profiles as lines of text from stdin, gives
 * each rule to libseccomp as runc does, and writes the BPF programs to stdout.
 *
 *   arch TOKEN | default ACTION | rule ACTION NAME COUNT { INDEX OP A B } | end
 *
 * Numbers are hexadecimal; OP is libseccomp's own number. For each profile the answer is
 * the count of bytes (32 bits, little-endian) and the program; names that this libseccomp
 * does not know, and rules that it refuses, are lines on stderr.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

static void write_program(scmp_filter_ctx filter)
{
	int fd = memfd_create("program", 0);
	off_t size;
	uint32_t length;
	void *bytes;

	if (fd < 0 || seccomp_export_bpf(filter, fd) < 0)
		fail("seccomp_export_bpf");
	size = lseek(fd, 0, SEEK_END);
	if (size < 0)
		fail("lseek");
	length = (uint32_t)size;
	bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		fail("mmap");
	if (fwrite(&length, sizeof(length), 1, stdout) != 1 ||
	    fwrite(bytes, 1, length, stdout) != length)
		fail("fwrite");
	munmap(bytes, length);
	close(fd);
}

int main(void)
{
	scmp_filter_ctx filter = NULL;
	uint32_t arch = 0, action = 0;
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		if (sscanf(line, "arch %x", &arch) == 1)
			continue;
		if (sscanf(line, "default %x", &action) == 1) {
			filter = create(arch, action);
			continue;
		}
		if (strncmp(line, "rule ", 5) == 0) {
			add(filter, arch, line + 5);
			continue;
		}
		if (strcmp(line, "end\n") != 0)
			fail("line");
		write_program(filter);
		seccomp_release(filter);
		filter = NULL;
		fprintf(stderr, "end\n");
	}
	free(line);
	return 0;
}

/*
 * What libseccomp makes of profiles, for comparison.
 *
 * stdin, lines:
 *     profile DEFAULT LAYOUT          actions as SECCOMP_RET_* in decimal; layout 1 or 2
 *     rule ACTION NR COUNT [INDEX OP A B]...   OP as enum scmp_compare
 *     end
 * stdout, for each profile: u32 bytes, then the program for x86_64.
 */
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fail(const char *what, int code)
{
	fprintf(stderr, "%s: %d\n", what, code);
	exit(1);
}

static void export(scmp_filter_ctx context)
{
	static char bytes[1 << 20];
	FILE *file = tmpfile();
	uint32_t length;

	if (file == NULL)
		fail("tmpfile", 0);
	if (seccomp_export_bpf(context, fileno(file)) != 0)
		fail("export", 0);
	lseek(fileno(file), 0, SEEK_SET);
	length = (uint32_t)read(fileno(file), bytes, sizeof(bytes));
	fwrite(&length, sizeof(length), 1, stdout);
	fwrite(bytes, 1, length, stdout);
	fclose(file);
}

static void add_rule(scmp_filter_ctx context)
{
	struct scmp_arg_cmp args[6];
	unsigned int action;
	int nr, count, code;

	if (scanf("%u %d %d", &action, &nr, &count) != 3 || count > 6)
		fail("rule", 0);
	for (int i = 0; i < count; i++) {
		unsigned int index, op;
		unsigned long long a, b;

		if (scanf("%u %u %llu %llu", &index, &op, &a, &b) != 4)
			fail("argument", i);
		args[i] = (struct scmp_arg_cmp){ index, op, a, b };
	}
	code = seccomp_rule_add_exact_array(context, action, nr,
					    (unsigned int)count, args);
	if (code != 0)
		fail("seccomp_rule_add_exact_array", code);
}

int main(void)
{
	scmp_filter_ctx context = NULL;
	char word[16];

	while (scanf("%15s", word) == 1) {
		if (strcmp(word, "profile") == 0) {
			unsigned int fallback, layout;

			if (scanf("%u %u", &fallback, &layout) != 2)
				fail("profile", 0);
			context = seccomp_init(fallback);
			if (context == NULL)
				fail("seccomp_init", 0);
			if (seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH,
					     SCMP_ACT_KILL_PROCESS) != 0 ||
			    seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE,
					     layout) != 0)
				fail("seccomp_attr_set", 0);
		} else if (strcmp(word, "rule") == 0) {
			add_rule(context);
		} else if (strcmp(word, "end") == 0) {
			export(context);
			seccomp_release(context);
		}
	}
	return 0;
}

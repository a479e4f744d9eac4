/*
 * Installs seccomp programs in children and makes calls behind them.
 *
 * stdin, again and again until it ends, in host byte order:
 *     u32 instructions, u32 calls
 *     instructions times struct sock_filter
 *     calls times { u64 nr, u64 args[6] }
 * stdout, for each program: i32 status, then an i32 for each call.
 *     status  0, or the errno with which the kernel refused the program
 *     call    what the kernel left in the result register: -errno
 * With -DAS_INIT it is the first process of a machine made for it: the input is /trials,
 * the output is hex, a line "judged: ..." for each program, and the machine is turned off.
 * Programs must refuse every call that is asked for with SECCOMP_RET_ERRNO: it is made.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CALLS_MAX 65536

struct call {
	uint64_t nr;
	uint64_t args[6];
};

/* Shared with the child, which may not be able to write to a descriptor. */
static struct {
	int32_t status;
	int32_t results[CALLS_MAX];
} *shared;

static long raw(const struct call *call)
{
#if defined(__x86_64__)
	register long r10 __asm__("r10") = (long)call->args[3];
	register long r8 __asm__("r8") = (long)call->args[4];
	register long r9 __asm__("r9") = (long)call->args[5];
	long result = (long)call->nr;

	__asm__ volatile("syscall"
			 : "+a"(result)
			 : "D"(call->args[0]), "S"(call->args[1]),
			   "d"(call->args[2]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = (long)call->nr;
	register long x0 __asm__("x0") = (long)call->args[0];
	register long x1 __asm__("x1") = (long)call->args[1];
	register long x2 __asm__("x2") = (long)call->args[2];
	register long x3 __asm__("x3") = (long)call->args[3];
	register long x4 __asm__("x4") = (long)call->args[4];
	register long x5 __asm__("x5") = (long)call->args[5];

	__asm__ volatile("svc 0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			 : "memory");
	return x0;
#else
#error "this arch has no raw call here"
#endif
}

static void child(struct sock_filter *filter, uint32_t length,
		  const struct call *calls, uint32_t count)
{
	struct sock_fprog program = { .len = (unsigned short)length,
				      .filter = filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) {
		shared->status = errno;
		_exit(0);
	}
	shared->status = 0;
	for (uint32_t i = 0; i < count; i++)
		shared->results[i] = (int32_t)raw(&calls[i]);
	/* The filter may refuse exit_group too. */
	__builtin_trap();
}

static int take(void *buffer, size_t size, size_t count)
{
	return fread(buffer, size, count, stdin) == count;
}

static void answer(uint32_t count)
{
#ifdef AS_INIT
	printf("judged: %08x", (unsigned int)shared->status);
	for (uint32_t i = 0; i < count; i++)
		printf("%08x", (unsigned int)shared->results[i]);
	printf("\n");
#else
	fwrite(&shared->status, sizeof(int32_t), 1, stdout);
	fwrite(shared->results, sizeof(int32_t), count, stdout);
#endif
	fflush(stdout);
}

static void finish(void)
{
#ifdef AS_INIT
	reboot(RB_POWER_OFF);
#endif
}

int main(void)
{
	static struct sock_filter filter[65536];
	static struct call calls[CALLS_MAX];
	uint32_t head[2];

#ifdef AS_INIT
	if (freopen("/trials", "rb", stdin) == NULL)
		return 1;
#endif
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return 1;
	while (take(head, sizeof(head), 1)) {
		pid_t pid;

		if (head[0] > 65535 || head[1] > CALLS_MAX ||
		    !take(filter, sizeof(filter[0]), head[0]) ||
		    !take(calls, sizeof(calls[0]), head[1]))
			return 1;
		shared->status = -1;
		for (uint32_t i = 0; i < head[1]; i++)
			shared->results[i] = 0x7fffffff;
		pid = fork();
		if (pid < 0)
			return 1;
		if (pid == 0)
			child(filter, head[0], calls, head[1]);
		if (waitpid(pid, NULL, 0) != pid)
			return 1;
		answer(head[1]);
	}
	finish();
	return 0;
}

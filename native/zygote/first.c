/*
 * A run's first process does nothing but be there: the guest is then an ordinary process
 * (the kernel ignores many signals to the first of a namespace), and killing the first ends
 * whatever the guest left. It runs in the zygote's memory (CLONE_VM) beside the zygote's
 * main thread, so it makes system calls by itself and touches nothing that libc keeps: errno
 * and the thread's storage are the zygote's.
 */
#define _GNU_SOURCE
#include "first.h"

#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "protocol.h"

#define STACK_BYTES 8192

/* The kernel's struct sigaction of a machine with 64-bit words (asm/signal.h). */
struct kernel_sigaction {
	void (*handler)(int);
	unsigned long flags;
	void (*restorer)(void);
	uint64_t mask;
};

static _Alignas(16) unsigned char stacks[CHILDREN_MAX][STACK_BYTES];

#if defined(__x86_64__)
static long call(long number, long a, long b, long c, long d, long e)
{
	register long fourth __asm__("r10") = d;
	register long fifth __asm__("r8") = e;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
			 : "rcx", "r11", "memory");
	return result;
}
#elif defined(__aarch64__)
static long call(long number, long a, long b, long c, long d, long e)
{
	register long nr __asm__("x8") = number;
	register long first __asm__("x0") = a;
	register long second __asm__("x1") = b;
	register long third __asm__("x2") = c;
	register long fourth __asm__("x3") = d;
	register long fifth __asm__("x4") = e;

	__asm__ volatile("svc 0"
			 : "+r"(first)
			 : "r"(nr), "r"(second), "r"(third), "r"(fourth), "r"(fifth)
			 : "memory");
	return first;
}
#else
#error "callgate runs on x86_64 and aarch64"
#endif

static _Noreturn int stay(void *nothing)
{
	struct kernel_sigaction ignore = { .handler = SIG_IGN };
	uint64_t all = ~0ull;

	(void)nothing;
	call(SYS_rt_sigprocmask, SIG_SETMASK, (long)&all, 0, sizeof(all), 0);
	/* What the guest leaves is reaped by the kernel. */
	if (call(SYS_rt_sigaction, SIGCHLD, (long)&ignore, 0, sizeof(all), 0) < 0 ||
	    call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 ||
	    call(SYS_close_range, 0, ~0u, 0, 0, 0) < 0)
		call(SYS_exit_group, 1, 0, 0, 0, 0);
	for (;;)
		call(SYS_ppoll, 0, 0, 0, 0, sizeof(all));
}

pid_t first_start(unsigned int child)
{
	return clone(stay, stacks[child] + STACK_BYTES, CLONE_VM | SIGCHLD, NULL);
}

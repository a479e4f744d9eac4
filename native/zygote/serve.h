/* The zygote's work: forks children, watches their clocks, tells the supervisor their ends. */
#ifndef CALLGATE_ZYGOTE_SERVE_H
#define CALLGATE_ZYGOTE_SERVE_H

#include <sys/types.h>

/* What the interpreter needs around a fork of itself. */
struct interpreter {
	/* 1 where it can be forked, 0 where not: it is told to the supervisor. */
	int forkable;
	/* Right before and after fork(), in the zygote. */
	void (*before_fork)(void);
	void (*after_fork_in_zygote)(void);
	/* In the child: before its descriptors are closed, and after. */
	int (*keeps)(int descriptor);
	void (*after_fork_in_child)(void);
};

/*
 * Serves the supervisor until it closes the control socket; then the process ends. Returns
 * in children only: in each when its job has come and the run filter is on. What it returns
 * is the job's arguments, which end with NULL.
 */
char **zygote_serve(const struct interpreter *interpreter);

#endif

/* A zygote's interpreter and the first process of its namespaces, from the launcher's start. */
#ifndef CALLGATE_ZYGOTE_INTERPRETER_H
#define CALLGATE_ZYGOTE_INTERPRETER_H

#include "../credentials.h"
#include "../plan.h"
#include "../root.h"

struct interpreter_start {
	struct plan *plan;
	int plan_file;
	int control;
	/* Gives a byte when the ids are mapped, and ends when the launcher does. */
	int lifeline;
	/* Where the root could not be made before: makes it. */
	void (*make_root)(run_id owner);
};

/* Starts the interpreter with the rights it needs, waits for its end. Never returns. */
_Noreturn void interpreter_main(const struct interpreter_start *start);

#endif

/*
 * The Python zygote's module `callgate_zygote`: serve() returns in children, with the job's
 * arguments. It is built without Python's headers, from names of the stable ABI that have
 * been the same since Python 3.7 (https://docs.python.org/3/c-api/stable.html), so that one
 * library serves every interpreter.
 */
#include <dlfcn.h>
#include <stddef.h>

#include "../python_abi.h"
#include "serve.h"

#define METH_NOARGS 0x0004

extern python_object *PyList_New(intptr_t size);
extern int PyList_Append(python_object *list, python_object *item);
extern python_object *PyUnicode_DecodeFSDefault(const char *text);
extern void Py_DecRef(python_object *object);
extern void PyOS_BeforeFork(void);
extern void PyOS_AfterFork_Parent(void);
extern void PyOS_AfterFork_Child(void);

static int keeps_nothing(int descriptor)
{
	(void)descriptor;
	return 0;
}

/*
 * glibc loads it when the first thread ends, and aborts where there is no memory left for that;
 * here there is.
 */
static void load_unwinder(void)
{
	if (!dlopen("libgcc_s.so.1", RTLD_LAZY))
		dlerror();
}

static python_object *serve(python_object *self, python_object *nothing)
{
	static const struct interpreter interpreter = {
		.forkable = 1,
		.before_fork = PyOS_BeforeFork,
		.after_fork_in_zygote = PyOS_AfterFork_Parent,
		.keeps = keeps_nothing,
		.after_fork_in_child = PyOS_AfterFork_Child,
	};
	char **arguments;
	python_object *list;

	(void)self;
	(void)nothing;
	load_unwinder();
	arguments = zygote_serve(&interpreter);
	list = PyList_New(0);
	for (; list && *arguments; arguments++) {
		python_object *text = PyUnicode_DecodeFSDefault(*arguments);

		if (!text || PyList_Append(list, text) < 0)
			return NULL;
		Py_DecRef(text);
	}
	return list;
}

static struct python_method methods[] = {
	{ "serve", serve, METH_NOARGS, "Forks children; returns in each, with its arguments." },
	{ NULL, NULL, 0, NULL },
};

static struct python_module module = {
	.head = { .references = 1 },
	.name = "callgate_zygote",
	.size = -1,
	.methods = methods,
};

__attribute__((visibility("default"))) python_object *PyInit_callgate_zygote(void)
{
	return PyModule_Create2(&module, PYTHON_ABI_VERSION);
}

/*
 * What CPython's stable ABI lays out, the same since Python 3.2
 * (https://docs.python.org/3/c-api/stable.html): enough to make a module without Python's headers.
 */
#ifndef CALLGATE_PYTHON_ABI_H
#define CALLGATE_PYTHON_ABI_H

#include <stdint.h>

typedef struct python_object python_object;
typedef python_object *(*python_function)(python_object *self, python_object *argument);

struct python_head {
	intptr_t references;
	void *type;
};

/* PyMethodDef */
struct python_method {
	const char *name;
	python_function function;
	int flags;
	const char *documentation;
};

/* PyModuleDef, whose first part is PyModuleDef_Base */
struct python_module {
	struct python_head head;
	python_object *(*initialize)(void);
	intptr_t index;
	python_object *copy;
	const char *name;
	const char *documentation;
	intptr_t size;
	struct python_method *methods;
	void *slots;
	void *traverse;
	void *clear;
	void *free;
};

#define PYTHON_ABI_VERSION 3

extern python_object *PyModule_Create2(struct python_module *module, int abi_version);

#endif

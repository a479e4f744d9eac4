/*
 * The Python guest's module `callgate_guest`: install(descriptor, report) puts the run filter on.
 * It is built without Python's headers: the few names of the stable ABI that it uses have
 * been the same since Python 3.2 (https://docs.python.org/3/c-api/stable.html), so that one
 * library serves every interpreter.
 */
#include <stddef.h>
#include <stdint.h>

#include "../filter.h"

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

#define METH_VARARGS 0x0001
#define PYTHON_ABI_VERSION 3

extern python_object *PyModule_Create2(struct python_module *module, int abi_version);
extern int PyArg_ParseTuple(python_object *arguments, const char *format, ...);
extern python_object *PyErr_SetFromErrno(python_object *type);
extern void Py_IncRef(python_object *object);
extern python_object *PyExc_OSError;
extern python_object _Py_NoneStruct;

static python_object *install(python_object *self, python_object *arguments)
{
	int descriptor;
	int report;

	(void)self;
	if (!PyArg_ParseTuple(arguments, "ii", &descriptor, &report))
		return NULL;
	if (filter_install_from(descriptor, report) < 0)
		return PyErr_SetFromErrno(PyExc_OSError);
	Py_IncRef(&_Py_NoneStruct);
	return &_Py_NoneStruct;
}

static struct python_method methods[] = {
	{ "install", install, METH_VARARGS, "Installs the program read from a descriptor." },
	{ NULL, NULL, 0, NULL },
};

static struct python_module module = {
	.head = { .references = 1 },
	.name = "callgate_guest",
	.size = -1,
	.methods = methods,
};

__attribute__((visibility("default"))) python_object *PyInit_callgate_guest(void)
{
	return PyModule_Create2(&module, PYTHON_ABI_VERSION);
}

/*
 * The Python guest's module `callgate_guest`: install(descriptor, report, handover) puts the run filter
 * on (../filter.h).
 * It is built without Python's headers: the few names of the stable ABI that it uses have
 * been the same since Python 3.2 (https://docs.python.org/3/c-api/stable.html), so that one
 * library serves every interpreter.
 */
#include <stddef.h>

#include "../filter.h"
#include "../python_abi.h"

#define METH_VARARGS 0x0001

extern int PyArg_ParseTuple(python_object *arguments, const char *format, ...);
extern python_object *PyErr_SetFromErrno(python_object *type);
extern void Py_IncRef(python_object *object);
extern python_object *PyExc_OSError;
extern python_object _Py_NoneStruct;

static python_object *install(python_object *self, python_object *arguments)
{
	int descriptor;
	int report;
	int handover;

	(void)self;
	if (!PyArg_ParseTuple(arguments, "iii", &descriptor, &report, &handover))
		return NULL;
	if (filter_install_from(descriptor, report, handover, 0) < 0)
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

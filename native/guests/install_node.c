/*
 * The Node guest's addon: install(descriptor, report, handover) puts the run filter on
 * every thread (../filter.h). Plain C on Node-API 1, so that one build serves every Node.js and needs no C++.
 */
#include <errno.h>
#include <node_api.h>
#include <string.h>

#include "../filter.h"

static napi_value install(napi_env env, napi_callback_info info)
{
	size_t count = 3;
	napi_value arguments[3];
	int32_t descriptor;
	int32_t report;
	int32_t handover;

	if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok || count < 3 ||
	    napi_get_value_int32(env, arguments[0], &descriptor) != napi_ok ||
	    napi_get_value_int32(env, arguments[1], &report) != napi_ok ||
	    napi_get_value_int32(env, arguments[2], &handover) != napi_ok) {
		napi_throw_type_error(env, NULL, "install takes three descriptors");
		return NULL;
	}
	if (filter_install_from(descriptor, report, handover, 0) < 0)
		napi_throw_error(env, NULL, strerror(errno));
	return NULL;
}

NAPI_MODULE_INIT()
{
	napi_value function;

	if (napi_create_function(env, "install", NAPI_AUTO_LENGTH, install, NULL, &function) !=
		    napi_ok ||
	    napi_set_named_property(env, exports, "install", function) != napi_ok)
		return NULL;
	return exports;
}

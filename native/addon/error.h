/* What the addon throws. */
#ifndef CALLGATE_ADDON_ERROR_H
#define CALLGATE_ADDON_ERROR_H

#include <cstring>
#include <string>

#include <napi.h>

namespace callgate {

/* An error with `errno`, as Node's own file calls throw it. */
inline Napi::Error system_error(Napi::Env env, const char *call, int error)
{
	auto result = Napi::Error::New(env, std::string(call) + ": " + std::strerror(error));

	result.Set("errno", Napi::Number::New(env, error));
	result.Set("syscall", Napi::String::New(env, call));
	return result;
}

} // namespace callgate

#endif

/* The filters that another process runs under. */
#ifndef CALLGATE_ADDON_DUMP_H
#define CALLGATE_ADDON_DUMP_H

#include <napi.h>

void export_dump(Napi::Env env, Napi::Object exports);

#endif

/* Refused calls of runs: a thread that answers them as the policy says and writes them down. */
#ifndef CALLGATE_ADDON_OBSERVER_H
#define CALLGATE_ADDON_OBSERVER_H

#include <napi.h>

void export_observer(Napi::Env env, Napi::Object exports);

#endif

/* What a run left in its working folder, read when the run is gone. */
#ifndef CALLGATE_ADDON_FILES_H
#define CALLGATE_ADDON_FILES_H

#include <napi.h>

void export_files(Napi::Env env, Napi::Object exports);

#endif

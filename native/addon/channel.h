/* The supervisor's end of a zygote's channel: sockets that carry descriptors. */
#ifndef CALLGATE_ADDON_CHANNEL_H
#define CALLGATE_ADDON_CHANNEL_H

#include <napi.h>

void export_channel(Napi::Env env, Napi::Object exports);

#endif

{
  "variables": {
    "zygote_sources": ["zygote/serve.c", "zygote/child.c", "zygote/first.c", "zygote/scratch.c", "root_file.c", "folder.c", "plan.c", "status.c", "credentials.c", "landlock.c", "filter.c", "listener.c", "rlimits.c"],
  },
  "target_defaults": {
    "cflags!": ["-w"],
    "cflags": ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-O2", "-fstack-protector-strong"],
    "cflags_c": ["-std=gnu11", "-Wunused-parameter"],
    "ldflags": ["-Wl,-z,relro,-z,now"],
  },
  "targets": [
    {
      "target_name": "callgate-launcher",
      "type": "executable",
      "sources": ["launcher.c", "init.c", "plan.c", "status.c", "root.c", "root_file.c", "folder.c", "network.c", "cgroup.c", "credentials.c", "landlock.c", "filter.c", "listener.c", "rlimits.c"],
      "libraries": ["-lrt"],
      "ldflags!": ["-rdynamic"],
    },
    {
      "target_name": "callgate-starter",
      "type": "executable",
      "sources": ["starter.c", "filter.c", "listener.c"],
      "ldflags!": ["-rdynamic"],
    },
    {
      "target_name": "guest-python",
      "type": "loadable_module",
      "product_prefix": "",
      "product_extension": "so",
      "sources": ["guests/install_python.c", "filter.c", "listener.c"],
      "cflags": ["-fvisibility=hidden"],
    },
    {
      "target_name": "guest-node",
      "type": "loadable_module",
      "sources": ["guests/install_node.c", "filter.c", "listener.c"],
    },
    {
      "target_name": "callgate-zygote",
      "type": "executable",
      "sources": ["zygote/launcher.c", "zygote/interpreter.c", "network.c", "plan.c", "status.c", "root.c", "root_file.c", "credentials.c", "filter.c", "listener.c"],
      "libraries": ["-lrt"],
      "ldflags!": ["-rdynamic"],
    },
    {
      "target_name": "zygote-python",
      "type": "loadable_module",
      "product_prefix": "",
      "product_extension": "so",
      "sources": ["zygote/python.c", "<@(zygote_sources)"],
      "cflags": ["-fvisibility=hidden"],
      "libraries": ["-lrt", "-ldl"],
    },
    {
      "target_name": "zygote-node",
      "type": "loadable_module",
      "sources": ["zygote/node.cc", "zygote/node_random.cc", "<@(zygote_sources)"],
      "defines": ["NAPI_VERSION=8"],
      "cflags": ["-fvisibility=hidden"],
      "cflags_cc": ["-std=c++17"],
      "libraries": ["-lrt", "-ldl"],
    },
    {
      "target_name": "callgate",
      "sources": ["addon/addon.cc", "addon/channel.cc", "addon/dump.cc", "addon/files.cc", "addon/observer.cc", "addon/watch.cc", "bpf.c", "filter.c", "listener.c", "landlock.c"],
      # The observer's thread outlives the environment that loaded it.
      "ldflags": ["-Wl,-z,nodelete"],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      # A thread that is being ended takes no exceptions: they are dropped, and do not end the process.
      "defines": ["NAPI_VERSION=8", "NODE_ADDON_API_DISABLE_DEPRECATED", "NAPI_CPP_EXCEPTIONS", "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions"],
      "cflags_cc": ["-std=c++17"],
    },
  ],
}

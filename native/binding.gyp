{
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
      "sources": ["launcher.c", "init.c", "plan.c", "status.c", "root.c", "cgroup.c", "credentials.c", "landlock.c", "filter.c"],
      "libraries": ["-lrt"],
      "ldflags!": ["-rdynamic"],
    },
    {
      "target_name": "guest-python",
      "type": "loadable_module",
      "product_prefix": "",
      "product_extension": "so",
      "sources": ["guests/install_python.c", "filter.c"],
      "cflags": ["-fvisibility=hidden"],
    },
    {
      "target_name": "guest-node",
      "type": "loadable_module",
      "sources": ["guests/install_node.c", "filter.c"],
    },
    {
      "target_name": "callgate",
      "sources": ["addon/addon.cc", "filter.c", "landlock.c"],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": ["NAPI_VERSION=8", "NODE_ADDON_API_DISABLE_DEPRECATED", "NAPI_CPP_EXCEPTIONS"],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions"],
      "cflags_cc": ["-std=c++17"],
    },
  ],
}

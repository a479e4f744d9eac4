// Native code that the run itself wrote, loaded as an addon.
// expect-stdout: require ERR_DLOPEN_FAILED
// expect-stdout: dlopen ERR_DLOPEN_FAILED
// expect-stdout: dlopen of a library ERR_DLOPEN_FAILED
const fs = require("node:fs");
const path = require("node:path");

const library = fs
  .readFileSync("/proc/self/maps", "utf8")
  .split("\n")
  .map((line) => line.split(/\s+/).at(-1))
  .find((name) => /libm|libc/.test(name));
fs.copyFileSync(library, "mine.node");
const told = (name, attempt) => {
  try {
    attempt();
    console.log(name, "done");
  } catch (error) {
    console.log(name, error.code);
  }
};
told("require", () => require(path.resolve("mine.node")));
told("dlopen", () =>
  process.dlopen({ exports: {} }, path.resolve("mine.node")),
);
told("dlopen of a library", () => process.dlopen({ exports: {} }, library));

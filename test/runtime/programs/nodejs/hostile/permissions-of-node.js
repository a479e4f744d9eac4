// Node's own idea of permissions is not what holds: the same without it.
// expect-stdout: undefined ENOENT EROFS
const fs = require("node:fs");

const code = (attempt) => {
  try {
    attempt();
    return "done";
  } catch (error) {
    return error.code;
  }
};
console.log(
  process.permission,
  code(() => fs.readFileSync("/etc/shadow")),
  code(() => fs.writeFileSync(process.execPath, "x")),
);

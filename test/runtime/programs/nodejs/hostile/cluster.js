// A cluster of processes.
// expect-stdout: EPERM
const cluster = require("node:cluster");

try {
  cluster.fork().on("online", () => console.log("online"));
} catch (error) {
  console.log(error.code);
}

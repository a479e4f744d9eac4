// A cluster of processes.
// expect-stdout: EPERM
const cluster = require("node:cluster");

const worker = cluster.fork();
worker.on("online", () => console.log("online"));
worker.on("error", (error) => {
  console.log(error.code);
  process.exit();
});

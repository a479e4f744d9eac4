// uncaughtException and unhandledRejection handlers take over.
// expect-stdout: caught thrown
// expect-stdout: caught rejected
process.on("uncaughtException", (error) => {
  console.log("caught", error.message);
  Promise.reject(new Error("rejected"));
});
process.on("unhandledRejection", (error) =>
  console.log("caught", error.message),
);
setTimeout(() => {
  throw new Error("thrown");
}, 1);

// TCP: connecting, serving, HTTP, fetch, TLS.
// expect-stdout: connect EPERM
// expect-stdout: connect over IPv6 EPERM
// expect-stdout: serve EPERM
// expect-stdout: http EPERM
// expect-stdout: http server EPERM
// expect-stdout: tls EPERM
// expect-stdout: fetch EPERM
const net = require("node:net");
const http = require("node:http");
const tls = require("node:tls");

const told = (name, start) =>
  new Promise((resolve) => {
    start()
      .on("error", (error) => resolve(console.log(name, error.code)))
      .on("connect", () => resolve(console.log(name, "connected")))
      .on("listening", () => resolve(console.log(name, "listening")));
  });

(async () => {
  await told("connect", () => net.connect(80, "127.0.0.1"));
  await told("connect over IPv6", () => net.connect(80, "::1"));
  await told("serve", () => net.createServer().listen(0, "127.0.0.1"));
  await told("http", () => http.get("http://127.0.0.1:8194/health"));
  await told("http server", () => http.createServer().listen(0));
  await told("tls", () => tls.connect(443, "127.0.0.1"));
  await fetch("http://127.0.0.1:8194/health").catch((error) =>
    console.log("fetch", error.cause.code),
  );
})();

// UDP, Unix sockets with and without a file, name resolution, interfaces.
// expect-stdout: udp EPERM
// expect-stdout: unix EPERM
// expect-stdout: abstract EPERM
// expect-stdout: docker EPERM
// expect-stdout: pipe server EPERM
// expect-stdout: lookup true
// expect-stdout: resolve true
// expect-stdout: interfaces true
const dgram = require("node:dgram");
const dns = require("node:dns/promises");
const net = require("node:net");

const told = (name, start) =>
  new Promise((resolve) => {
    const say = (word) => resolve(console.log(name, word));
    try {
      start()
        .on("error", (error) => say(error.code))
        .on("connect", () => say("connected"))
        .on("listening", () => say("listening"));
    } catch (error) {
      say(error.code);
    }
  });

(async () => {
  await told("udp", () => {
    const socket = dgram.createSocket("udp4");
    socket.bind(0);
    return socket;
  });
  await told("unix", () => net.connect("/run/some.sock"));
  await told("abstract", () => net.connect("\0/tmp/.X11-unix/X0"));
  await told("docker", () => net.connect("/var/run/docker.sock"));
  await told("pipe server", () => net.createServer().listen("own.sock"));
  await dns.lookup("example.com").then(
    () => console.log("lookup", "done"),
    (error) => console.log("lookup", /^E/.test(error.code)),
  );
  await new dns.Resolver({ timeout: 200, tries: 1 })
    .resolve4("example.com")
    .then(
      () => console.log("resolve", "done"),
      (error) => console.log("resolve", /^E/.test(error.code)),
    );
  try {
    console.log(
      "interfaces",
      Object.keys(require("node:os").networkInterfaces()).every(
        (name) => name === "lo",
      ),
    );
  } catch (error) {
    console.log("interfaces", error.code === "ERR_SYSTEM_ERROR");
  }
  process.exit();
})();

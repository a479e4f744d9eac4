// Event emitters, async context, structured clones, event targets.
// expect-stdout: 1 2
// expect-stdout: inner
// expect-stdout: Map(1) { 'a' => [ 1, 2 ] } false
// expect-stdout: got ping
const { EventEmitter, once } = require("node:events");
const { AsyncLocalStorage } = require("node:async_hooks");

const emitter = new EventEmitter();
emitter.on("x", (...args) => console.log(...args));
emitter.emit("x", 1, 2);
const store = new AsyncLocalStorage();
store.run("inner", () => setImmediate(() => console.log(store.getStore())));
setImmediate(async () => {
  const map = new Map([["a", [1, 2]]]);
  console.log(structuredClone(map), structuredClone(map) === map);
  const target = new EventTarget();
  setTimeout(() => target.dispatchEvent(new Event("ping")), 1);
  console.log("got", (await once(target, "ping"))[0].type);
});

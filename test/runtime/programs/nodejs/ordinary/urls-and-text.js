// URLs, query strings, JSON, util.inspect, string decoders.
// expect-stdout: h.example /p a=1&b=%C3%BC
// expect-stdout: {"a":[1,null,"ü"]}
// expect-stdout: <ref *1> { self: [Circular *1] }
// expect-stdout: ü
const { inspect } = require("node:util");
const { StringDecoder } = require("node:string_decoder");

const url = new URL("https://h.example/p");
url.search = new URLSearchParams({ a: 1, b: "ü" });
console.log(url.host, url.pathname, url.search.slice(1));
console.log(JSON.stringify({ a: [1, undefined, "ü"] }));
const loop = {};
loop.self = loop;
console.log(inspect(loop));
const decoder = new StringDecoder();
console.log(
  decoder.write(Buffer.from([0xc3])) + decoder.write(Buffer.from([0xbc])),
);

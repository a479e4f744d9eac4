// WebAssembly compiles, runs, and reads its memory.
// expect-stdout: 5 832040
// expect-stdout: 65536 131072
// expect-stdout: CompileError
const add = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7,
  7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11,
]);
const fib = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1,
  3, 102, 105, 98, 0, 0, 10, 30, 1, 28, 0, 32, 0, 65, 2, 72, 4, 127, 32, 0, 5,
  32, 0, 65, 1, 107, 16, 0, 32, 0, 65, 2, 107, 16, 0, 106, 11, 11,
]);
(async () => {
  const one = await WebAssembly.instantiate(add);
  const two = new WebAssembly.Instance(new WebAssembly.Module(fib));
  console.log(one.instance.exports.add(2, 3), two.exports.fib(30));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
  const before = memory.buffer.byteLength;
  memory.grow(1);
  console.log(before, memory.buffer.byteLength);
  await WebAssembly.compile(Uint8Array.from([1, 2, 3])).catch((error) =>
    console.log(error.name),
  );
})();

// Buffers: encodings, numbers of each width, views, large ones.
// expect-stdout: aGk= 6869
// expect-stdout: 1 -2 3.5
// expect-stdout: 52428800 true
const buffer = Buffer.from("hi");
console.log(buffer.toString("base64"), buffer.toString("hex"));
const numbers = Buffer.alloc(16);
numbers.writeUInt32BE(1, 0);
numbers.writeInt16LE(-2, 4);
numbers.writeDoubleLE(3.5, 8);
console.log(
  numbers.readUInt32BE(0),
  numbers.readInt16LE(4),
  numbers.readDoubleLE(8),
);
const large = Buffer.alloc(50 << 20, 1);
console.log(
  large.length,
  large.subarray(1 << 20).every === Uint8Array.prototype.every,
);

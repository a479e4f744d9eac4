// A key derivation that wants four gibibytes, on the thread pool.
// limits: timeoutMs=20000
// expect-end: out-of-memory | exit:1 | timeout
const crypto = require("node:crypto");

crypto.scrypt(
  "a",
  "b",
  32,
  { N: 2 ** 22, r: 8, p: 1, maxmem: 2 ** 33 },
  (error) => {
    if (error) throw error;
    console.log("derived");
  },
);

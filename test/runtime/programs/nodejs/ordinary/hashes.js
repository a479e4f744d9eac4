// Hashes, HMAC and key derivation on the thread pool, with the values of their standards.
// expect-stdout: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
// expect-stdout: 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
// expect-stdout: 120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b
// expect-stdout: 77d6576238657b203b19ca42c18a0497
const crypto = require("node:crypto");
const { promisify } = require("node:util");

(async () => {
  console.log(crypto.createHash("sha256").update("abc").digest("hex"));
  console.log(
    crypto
      .createHmac("sha256", "Jefe")
      .update("what do ya want for nothing?")
      .digest("hex"),
  );
  console.log(
    (
      await promisify(crypto.pbkdf2)("password", "salt", 1, 32, "sha256")
    ).toString("hex"),
  );
  console.log(
    (
      await promisify(crypto.scrypt)("", "", 16, { N: 16, r: 1, p: 1 })
    ).toString("hex"),
  );
})();

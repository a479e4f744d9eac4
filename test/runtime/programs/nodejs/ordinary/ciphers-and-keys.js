// Ciphers, signatures, key pairs made on the thread pool, web crypto, random bytes.
// expect-stdout: secret
// expect-stdout: true false
// expect-stdout: 32 36 true
const crypto = require("node:crypto");
const { promisify } = require("node:util");

(async () => {
  const key = crypto.randomBytes(32);
  const nonce = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update("secret"), cipher.final()]);
  const opener = crypto
    .createDecipheriv("aes-256-gcm", key, nonce)
    .setAuthTag(cipher.getAuthTag());
  console.log(
    Buffer.concat([opener.update(sealed), opener.final()]).toString(),
  );
  const pair = await promisify(crypto.generateKeyPair)("ed25519");
  const signature = crypto.sign(null, Buffer.from("m"), pair.privateKey);
  console.log(
    crypto.verify(null, Buffer.from("m"), pair.publicKey, signature),
    crypto.verify(null, Buffer.from("n"), pair.publicKey, signature),
  );
  const digest = await crypto.webcrypto.subtle.digest(
    "SHA-256",
    Buffer.from("abc"),
  );
  console.log(
    digest.byteLength,
    crypto.randomUUID().length,
    crypto.getRandomValues(new Uint8Array(16)).some(Boolean),
  );
})();

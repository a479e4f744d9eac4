// Text beyond ASCII goes in and out as UTF-8.
// expect-stdout: Grüße, 世界, 🦉
// expect-stdout: f09fa689 3
// expect-stdout: é true
console.log("Grüße, 世界, 🦉");
console.log(Buffer.from("🦉").toString("hex"), [..."🦉ab"].length);
console.log(
  "e\u0301".normalize("NFC"),
  new TextDecoder().decode(new TextEncoder().encode("ü")) === "ü",
);

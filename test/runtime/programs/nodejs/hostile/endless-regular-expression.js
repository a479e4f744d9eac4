// A regular expression that takes years.
// limits: timeoutMs=1000
// expect-end: timeout
/^(a+)+$/.test("a".repeat(64) + "b");

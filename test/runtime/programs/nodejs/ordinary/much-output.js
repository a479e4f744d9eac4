// Half a mebibyte of output arrives whole.
// expect-stdout-bytes: 524288
for (let i = 0; i < 8192; i++) console.log("x".repeat(63));

// Error output without end; what went to stdout is kept.
// limits: timeoutMs=3000 outputBytes=65536
// expect-end: output-limit | timeout
// expect-stdout: kept
// expect-truncated: stderr
const fs = require("node:fs");

fs.writeSync(1, "kept\n");
for (;;) {
  try {
    fs.writeSync(2, "y".repeat(65535) + "\n");
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
  }
}

// Output without end.
// limits: timeoutMs=3000 outputBytes=65536
// expect-end: output-limit | timeout
// expect-stdout-starts: yyyy
// expect-truncated: stdout
const fs = require("node:fs");

for (;;) {
  try {
    fs.writeSync(1, "y".repeat(65535) + "\n");
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
  }
}

// stdin read in one piece, and empty where nothing was given.
// expect-stdout: ""
console.log(JSON.stringify(require("node:fs").readFileSync(0, "utf8")));

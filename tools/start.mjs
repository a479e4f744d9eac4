/** `npm start`: installs, builds, compiles the policies, and serves. */
import { install, requireMachine, root } from "./setup.mjs";

requireMachine();
install();
const { build } = await import("./build.mjs");
try {
  await build();
} catch (error) {
  process.stderr.write(`the build failed: ${error.message}\n`);
  process.exit(1);
}
const cli = new URL("../dist/cli.js", import.meta.url);
process.chdir(root);
process.argv = [
  process.argv[0],
  cli.pathname,
  "serve",
  ...process.argv.slice(2),
];
await import(cli.href);

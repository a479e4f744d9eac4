/** A process that puts itself behind a program: in a child, because it is for good. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./machine.js";

/** Runs `body` in a process that has `program(rules)`, `install` and `refused`. */
function inProcess(body: string): string {
  const module = (path: string): string => JSON.stringify(join(root, path));
  const script = `
import { mkdirSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { compile } from ${module("src/compiler/compile.ts")};
import { loadPolicy } from ${module("src/policy/load.ts")};
import { install } from ${module("src/runtime/install.ts")};
const arch = { x64: "x86_64", arm64: "aarch64" }[process.arch];
const program = (rules, arches = "x86_64, aarch64", which = arch) => {
  const file = { path: "test.yaml", text: \`callgate: 1\\nname: test\\narches: [\${arches}]\\ndefault: allow\\n\${rules}\` };
  const none = { policy: () => undefined, group: () => undefined, policyNames: () => [], groupNames: () => [] };
  const { policy, diagnostics } = loadPolicy(none, file);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return compile(policy, { arch: which });
};
const noFolders = "rules:\\n  - deny(EROFS): [mkdir, mkdirat]\\n";
const refused = () => { try { mkdirSync("/tmp/callgate-install"); return "made"; } catch (error) { return error.code; } };
${body}
`;
  const child = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", script],
    { cwd: root, encoding: "utf8" },
  );
  expect(child.stderr).toBe("");
  return child.stdout;
}

it("the policy holds from then on, in workers too", () => {
  expect(
    inProcess(`
install(program(noFolders));
console.log(refused());
const worker = new Worker(\`
  const { mkdirSync } = require("node:fs");
  try { mkdirSync("/tmp/callgate-install"); console.log("made"); } catch (error) { console.log(error.code); }
\`, { eval: true, execArgv: [] });
`),
  ).toBe("EROFS\nEROFS\n");
});

it("threads that were there before are behind it too", () => {
  expect(
    inProcess(`
import { promises } from "node:fs";
await promises.stat("/");
install(program(noFolders));
for (let at = 0; at < 8; at++)
  await promises.mkdir("/tmp/callgate-install").catch((error) => console.log(error.code));
`),
  ).toBe("EROFS\n".repeat(8));
});

it("a second program is stacked on the first", () => {
  expect(
    inProcess(`
install(program(noFolders));
install(program("rules:\\n  - deny(ENOSPC): [rmdir, unlinkat]\\n"));
import { rmdirSync } from "node:fs";
console.log(refused());
try { rmdirSync("/tmp/callgate-none"); } catch (error) { console.log(error.code); }
`),
  ).toBe("EROFS\nENOSPC\n");
});

it("a worker may install, for the whole process", () => {
  const module = JSON.stringify(join(root, "dist/native/callgate.node"));
  expect(
    inProcess(`
const bytes = program(noFolders).bytes;
const worker = new Worker(\`
  const { workerData } = require("node:worker_threads");
  require(${module}).installFilter(workerData);
\`, { eval: true, execArgv: [], workerData: bytes });
worker.on("exit", () => console.log(refused()));
`),
  ).toBe("EROFS\n");
});

it("a program for another arch, or with a parameter left open, is refused", () => {
  expect(
    inProcess(`
const other = arch === "x86_64" ? "aarch64" : "x86_64";
const open = "params:\\n  self:\\n    width: 32\\nrules:\\n  - deny: tgkill\\n    when: tgid != $self\\n";
for (const one of [program("rules:\\n  - deny: mkdirat\\n", other, other), program(open)])
  try { install(one); console.log("installed"); } catch (error) { console.log(error.code); }
`),
  ).toBe("wrong-arch\nunbound-parameter\n");
});

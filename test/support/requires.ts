/** What a test needs from the machine: said on the screen where it is missing, a failure in CI. */
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";

const inCI = process.env["CALLGATE_CI"] === "1";
const said = new Set<string>();

/**
 * Whether the test can run here. Where it can't, the reason is printed once and the test
 * is to be skipped; in CI (`CALLGATE_CI=1`) this throws instead, so that a package that
 * `.ci/run` forgot to install is a failure.
 */
export function requires(available: boolean, reason: string): boolean {
  if (available) return true;
  if (inCI) throw new Error(`this test must run in CI: ${reason}`);
  say(reason);
  return false;
}

/**
 * The same for what no package gives (another Python than Debian's, say): skipped, and said,
 * in CI too.
 */
export function prefers(available: boolean, reason: string): boolean {
  if (!available) say(reason);
  return available;
}

function say(reason: string): void {
  if (said.has(reason)) return;
  said.add(reason);
  process.stderr.write(`skipped: ${reason}\n`);
}

/**
 * The folder with the comparison data of other projects, which only callgate's developers
 * have: undefined, and said so, where `CALLGATE_CORPUS` is not set.
 */
export function corpus(): string | undefined {
  const path = process.env["CALLGATE_CORPUS"];
  if (path === undefined) {
    say("CALLGATE_CORPUS is not set: no comparison with other projects' data");
    return undefined;
  }
  if (!existsSync(path))
    throw new Error(`CALLGATE_CORPUS names ${path}, which is not there`);
  return path;
}

/** Whether `command` is on PATH. */
export function hasCommand(command: string): boolean {
  return (
    spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" })
      .status === 0
  );
}

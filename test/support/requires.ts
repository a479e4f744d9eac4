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
  if (!said.has(reason)) {
    said.add(reason);
    process.stderr.write(`skipped: ${reason}\n`);
  }
  return false;
}

/** The corpus folder, or undefined (and said so) on a machine that has none. */
export function corpus(): string | undefined {
  const path = process.env["CALLGATE_CORPUS"];
  const available = path !== undefined && existsSync(path);
  return requires(
    available,
    "CALLGATE_CORPUS is not set to a folder with the comparison data",
  )
    ? path
    : undefined;
}

/** Whether `command` is on PATH. */
export function hasCommand(command: string): boolean {
  return (
    spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" })
      .status === 0
  );
}

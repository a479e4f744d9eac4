/** What libseccomp makes of a profile, where Debian's libseccomp-dev is installed. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  ArchPolicy,
  ArchRule,
  ArgumentTest,
  Comparison,
  Condition,
} from "../../../src/policy/model.js";
import { hasCommand, requires } from "../../support/requires.js";

export function hasLibseccomp(): boolean {
  return (
    requires(process.arch === "x64", "libseccomp's programs are x86_64's") &&
    requires(hasCommand("cc"), "cc is missing (apt-get install gcc)") &&
    requires(
      existsSync("/usr/include/seccomp.h"),
      "libseccomp's header is missing (apt-get install libseccomp-dev)",
    )
  );
}

/** libseccomp's two layouts: a chain of equality tests, or a binary tree of them. */
export type Layout = "chain" | "tree";

let built: string | undefined;

function build(): string {
  const source = fileURLToPath(new URL("./libseccomp.c", import.meta.url));
  const output = join(mkdtempSync(join(tmpdir(), "callgate-test-")), "lib");
  const cc = spawnSync(
    "cc",
    ["-O1", "-Wall", "-Wextra", "-Werror", "-o", output, source, "-lseccomp"],
    { encoding: "utf8" },
  );
  if (cc.status !== 0) throw new Error(`cc: ${cc.stderr}`);
  return output;
}

/** The programs of many profiles at once. */
export function libseccompAll(
  profiles: readonly { readonly policy: ArchPolicy; readonly layout: Layout }[],
): Uint8Array[] {
  built ??= build();
  const input = profiles
    .map(({ policy, layout }) => profileText(policy, layout))
    .join("");
  const run = spawnSync(built, { input, maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`libseccomp: ${String(run.stderr)}`);
  let at = 0;
  return profiles.map(() => {
    const length = run.stdout.readUInt32LE(at);
    const bytes = Uint8Array.from(run.stdout.subarray(at + 4, at + 4 + length));
    at += 4 + length;
    return bytes;
  });
}

/** A profile in the C program's form. Rules are conjunctions of 64-bit comparisons. */
function profileText(policy: ArchPolicy, layout: Layout): string {
  const head = `profile ${policy.default.value} ${layout === "chain" ? 1 : 2}\n`;
  // A rule that does what the default does is an error to libseccomp, and says nothing.
  const rules = policy.rules.filter(
    ({ action }) => action.value !== policy.default.value,
  );
  return head + rules.map(ruleText).join("") + "end\n";
}

function ruleText({ action, nr, condition }: ArchRule): string {
  const tests = condition === undefined ? [] : conjunction(condition);
  const args = tests.map(argumentText).join(" ");
  return `rule ${action.value} ${nr} ${tests.length} ${args}\n`;
}

function conjunction(condition: Condition): ArgumentTest[] {
  if (condition.kind === "test") return [condition.test];
  if (condition.kind === "all") return condition.of.flatMap(conjunction);
  throw new Error("libseccomp's rules are conjunctions");
}

/** `enum scmp_compare`, seccomp.h. */
const compare: Readonly<Record<Comparison, number>> = {
  "!=": 1,
  "<": 2,
  "<=": 3,
  "==": 4,
  ">=": 5,
  ">": 6,
};
const MASKED_EQ = 7;

function argumentText({
  argument,
  mask,
  operator,
  value,
}: ArgumentTest): string {
  if (value.kind !== "constant")
    throw new Error("libseccomp has no parameters");
  if (mask !== 0xffffffffffffffffn)
    return `${argument} ${MASKED_EQ} ${mask} ${value.value}`;
  return `${argument} ${compare[operator]} ${value.value} 0`;
}

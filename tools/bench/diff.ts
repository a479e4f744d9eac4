/**
 * What `diff` of a policy of 300 rules for nine arches costs for each arch, warm: against
 * itself, after small and large changes, and against its program. Processor time beside the
 * clock's, because the machine may do other things too. Prints Markdown.
 */
import { diffPolicies, type DiffSide } from "../../src/audit/diff/index.js";
import { compile } from "../../src/compiler/compile.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { Policy } from "../../src/policy/model.js";
import { shippedSource } from "../../src/policy-files.js";
import { largePolicy } from "./support/large-policy.js";

const RULES = 300;
const ROUNDS = 21;
const source = shippedSource();

/** A comment of its own each time, so that nothing is remembered of the file. */
function read(round: number, change: (text: string) => string): Policy {
  const text = `# ${round}\n${change(largePolicy(RULES))}`;
  const { policy, diagnostics } = loadPolicy(source, {
    path: "large.yaml",
    text,
  });
  if (policy === undefined)
    throw new Error(
      `the measured policy is faulty: ${diagnostics.map(({ message }) => message).join("; ")}`,
    );
  return policy;
}

interface Times {
  readonly ms: number;
  readonly cpuMs: number;
  readonly changes: number;
}

function timed(a: DiffSide | Policy, b: DiffSide | Policy): Times {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { changes } = diffPolicies(a, b);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, changes: changes.length };
}

function row(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

/** Medians for one arch, the first third left out. */
function measure(
  name: string,
  arches: number,
  take: (round: number) => Times,
): void {
  const all = Array.from({ length: ROUNDS }, (_, round) => take(round));
  const warm = all.slice(ROUNDS / 3);
  const median = (of: (times: Times) => number): string => {
    const sorted = warm.map(of).sort((a, b) => a - b);
    return ((sorted[sorted.length >> 1] ?? 0) / arches).toFixed(1);
  };
  row(
    name,
    warm[0]?.changes ?? 0,
    median(({ ms }) => ms),
    median(({ cpuMs }) => cpuMs),
  );
}

const same = (text: string): string => text;
const arches = read(0, same).arches.length;

/** Every so many-th condition the other way. */
function everyCondition(every: number): (text: string) => string {
  let seen = 0;
  return (text) =>
    text.replace(/^( {4}when: )(.*)$/gm, (line, key, condition) =>
      ++seen % every === 0
        ? `${String(key)}not (${String(condition)})`
        : String(line),
    );
}

row(`${RULES} rules`, "changes", "p50 ms an arch", "of processor time");
row("---", "---", "---", "---");
measure("the same policy", arches, (round) =>
  timed(read(round, same), read(round + ROUNDS, same)),
);
measure("one rule less", arches, (round) =>
  timed(
    read(round, same),
    read(round, (text) => text.replace(/ {2}- allow: write\n.*\n/, "")),
  ),
);
measure("every third condition", arches, (round) =>
  timed(read(round, same), read(round, everyCondition(3))),
);
measure("every condition", arches, (round) =>
  timed(read(round, same), read(round, everyCondition(1))),
);
measure("another default", arches, (round) =>
  timed(
    read(round, same),
    read(round, (text) =>
      text
        .replace(/^default: .*$/m, "")
        .replace(/^rules:/m, "default: deny(EACCES)\nrules:"),
    ),
  ),
);
measure("its program, x86_64", 1, (round) => {
  const policy = read(round, same);
  const { bytes } = compile(policy, { arch: "x86_64", unproven: true });
  return timed(policy, {
    kind: "program",
    name: "program",
    arch: "x86_64",
    bytes,
  });
});

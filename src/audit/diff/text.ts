/** A diff for a terminal. */
import type { Change, PolicyDiff } from "./model.js";
import {
  archesIn,
  BEHIND_MAX,
  behindText,
  KIND_WORDS,
  namesIn,
  numbersText,
  shortened,
  type Group,
} from "./words.js";

const NAMES_MAX = 12;

export function diffText(
  diff: PolicyDiff,
  groups: readonly Group[] = [],
): string {
  const { a, b, arches, only, changes } = diff;
  const lines: string[] = [];
  if (changes.length === 0)
    lines.push(
      `${a.name} and ${b.name} answer every call alike on ${arches.join(", ")}: proven`,
    );
  else {
    lines.push(`${a.name} -> ${b.name} on ${arches.join(", ")}`);
    for (const change of changes)
      lines.push("", changeText(change, diff, groups));
    lines.push("", summaryText(changes));
  }
  if (only.a.length > 0)
    lines.push(`not compared: only ${a.name} is for ${only.a.join(", ")}`);
  if (only.b.length > 0)
    lines.push(`not compared: only ${b.name} is for ${only.b.join(", ")}`);
  return `${lines.join("\n")}\n`;
}

export function summaryText(changes: readonly Change[]): string {
  const wider = changes.filter(({ widens }) => widens).length;
  const all = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return `${all}, ${wider === 0 ? "none" : wider} of which ${wider < 2 ? "lets" : "let"} calls get further than before`;
}

function changeText(
  change: Change,
  diff: PolicyDiff,
  groups: readonly Group[],
): string {
  const { kind, before, after, when, only, calls, behind, risks } = change;
  const phase = change.phase === "boot" ? " while booting" : "";
  const arches = archesIn(change);
  const on =
    arches.length === diff.arches.length ? "" : ` on ${arches.join(", ")}`;
  const lines = [
    `${KIND_WORDS[kind]}${phase}${on}: ${before} -> ${after}`,
    `  ${shortened(namesIn(change, groups), NAMES_MAX)}`,
  ];
  for (const one of calls) {
    const numbers = numbersText(one);
    if (numbers !== "")
      lines.push(`    ${one.name} on ${one.arch}: ${numbers}`);
  }
  if (when !== null) {
    lines.push(`  when ${when}`);
    if (!change.expressible)
      lines.push(
        "    (no policy can say this: it looks at bits that the kernel does not read)",
      );
  }
  if (only !== null)
    lines.push(`  only where $${only.parameter} is ${only.value}`);
  const [first] = calls;
  if (first !== undefined) lines.push(`  as ${first.witness.text}`);
  for (const [word, some] of [
    ["before", behind.before],
    ["after", behind.after],
  ] as const) {
    some.slice(0, BEHIND_MAX).forEach((one) => {
      const why = one.why === null ? "" : `: ${one.why.replace(/\s+/g, " ")}`;
      lines.push(`  ${word.padEnd(6)} ${behindText(one)}${why}`);
    });
    if (some.length > BEHIND_MAX)
      lines.push(`  ${word.padEnd(6)} and ${some.length - BEHIND_MAX} more`);
  }
  for (const { id, sentence } of risks)
    lines.push(`  risk   ${id}: ${sentence}`);
  return lines.join("\n");
}

/** A diff as a review comment: a short table, and the details folded. The same bytes each time. */
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
import { summaryText } from "./text.js";

const NAMES_MAX = 8;
/** A comment's table is read at a glance; the rest is in the details. */
const ROWS_MAX = 20;
/** GitHub takes 65,536 characters in a comment. */
const DETAILS_MAX = 40_000;

export function diffMarkdown(
  diff: PolicyDiff,
  groups: readonly Group[] = [],
): string {
  const { a, b, arches, only, changes } = diff;
  const title = `### ${code(a.name)} → ${code(b.name)}`;
  const notCompared = [
    ...(only.a.length > 0
      ? [`Only ${code(a.name)} is for ${only.a.join(", ")}: not compared.`]
      : []),
    ...(only.b.length > 0
      ? [`Only ${code(b.name)} is for ${only.b.join(", ")}: not compared.`]
      : []),
  ];
  const parts =
    changes.length === 0
      ? [
          title,
          `Every call is answered alike on ${arches.join(", ")}: proven.`,
          ...notCompared,
        ]
      : [
          title,
          `${summaryText(changes)}, on ${arches.join(", ")}.`,
          tableOf(changes, diff, groups),
          ...notCompared,
          detailsOf(changes, groups),
        ];
  return `${parts.join("\n\n")}\n`;
}

function tableOf(
  changes: readonly Change[],
  diff: PolicyDiff,
  groups: readonly Group[],
): string {
  const rows = changes.slice(0, ROWS_MAX).map((change) => {
    const arches = archesIn(change);
    const where = [
      ...(change.phase === "boot" ? ["while booting"] : []),
      ...(arches.length === diff.arches.length
        ? []
        : [`on ${arches.join(", ")}`]),
    ].join(", ");
    const names = shortened(
      namesIn(change, groups).map((name) => code(name)),
      NAMES_MAX,
    );
    const risks =
      change.risks.length === 0
        ? ""
        : `<br>risk: ${change.risks.map(({ id }) => id).join(", ")}`;
    return [
      `${change.widens ? "⚠️ " : ""}${KIND_WORDS[change.kind]}${where === "" ? "" : `, ${where}`}`,
      names,
      change.when === null ? "every call" : code(change.when),
      `${code(change.before)} → ${code(change.after)}${risks}`,
    ].map(cell);
  });
  const more =
    changes.length > ROWS_MAX
      ? `\n\nAnd ${changes.length - ROWS_MAX} more, below.`
      : "";
  return (
    [
      "| | calls | when | answer |",
      "| --- | --- | --- | --- |",
      ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    ].join("\n") + more
  );
}

function detailsOf(
  changes: readonly Change[],
  groups: readonly Group[],
): string {
  const texts: string[] = [];
  let length = 0;
  for (const [index, change] of changes.entries()) {
    const text = detailOf(change, index + 1, groups);
    length += text.length;
    if (length > DETAILS_MAX) {
      texts.push(
        `… and ${changes.length - index} more: \`callgate diff\` prints all.`,
      );
      break;
    }
    texts.push(text);
  }
  return [
    "<details>",
    "<summary>Example calls, rules and reasons</summary>",
    "",
    texts.join("\n\n"),
    "",
    "</details>",
  ].join("\n");
}

function detailOf(
  change: Change,
  index: number,
  groups: readonly Group[],
): string {
  const { kind, before, after, when, only, calls, behind, risks } = change;
  const names = namesIn(change, groups).map((name) => code(name));
  const lines = [
    `**${index}. ${KIND_WORDS[kind]}**, ${code(before)} → ${code(after)}: ${shortened(names, 60)}`,
    "",
  ];
  for (const one of calls) {
    const numbers = numbersText(one);
    if (numbers !== "")
      lines.push(`- ${plain(one.name)} on ${one.arch}: ${numbers}`);
  }
  if (when !== null)
    lines.push(
      `- when ${code(when)}${change.expressible ? "" : " (no policy can say this: it looks at bits that the kernel does not read)"}`,
    );
  if (only !== null)
    lines.push(`- only where ${code(`$${only.parameter}`)} is ${only.value}`);
  const [first] = calls;
  if (first !== undefined) lines.push(`- such as ${code(first.witness.text)}`);
  for (const [word, some] of [
    ["before", behind.before],
    ["after", behind.after],
  ] as const) {
    for (const one of some.slice(0, BEHIND_MAX)) {
      const why = one.why === null ? "" : `: ${plain(one.why)}`;
      lines.push(`- ${word}: ${code(behindText(one))}${why}`);
    }
    if (some.length > BEHIND_MAX)
      lines.push(`- ${word}: and ${some.length - BEHIND_MAX} more`);
  }
  for (const { id, sentence } of risks)
    lines.push(`- risk ${code(id)}: it ${plain(sentence)}`);
  return lines.join("\n");
}

/** A code span that nothing inside of it ends. */
function code(text: string): string {
  const longest = Math.max(
    0,
    ...(text.match(/`+/g) ?? []).map(({ length }) => length),
  );
  const fence = "`".repeat(longest + 1);
  const room = /^`|`$/.test(text) ? " " : "";
  return `${fence}${room}${text.replace(/\s+/g, " ")}${room}${fence}`;
}

/** A policy's own words: no markup, no mention of anybody, one line. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, (one) =>
      one === "<"
        ? "&lt;"
        : one === ">"
          ? "&gt;"
          : one === "&"
            ? "&amp;"
            : `\\${one}`,
    )
    .replace(/@(?=\w)/g, "@\u200b");
}

/** A table is cut at bars, in code spans too. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

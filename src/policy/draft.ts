/**
 * Prints a policy that a program made (an import, a learned profile) as a person would have
 * written it, in the canonical layout. It takes texts as they are meant, and quotes what YAML
 * would misread.
 */
import {
  conditionLines,
  flowLine,
  flowLines,
  nameText,
  textLines,
} from "./layout.js";

export interface DraftRule {
  readonly action: string;
  /** Syscalls and `@groups`, in the order to print. */
  readonly names: readonly string[];
  /** One condition, or alternatives. */
  readonly when?: string | readonly string[];
  readonly why?: string;
  readonly arch?: readonly string[];
  /** Lines above the rule. */
  readonly comment?: string;
}

export interface PolicyDraft {
  readonly name: string;
  readonly description?: string;
  readonly arches: readonly string[];
  readonly default: string;
  readonly unknown: string;
  readonly foreign: string;
  readonly rules: readonly DraftRule[];
  /** Lines at the top of the file. */
  readonly comments?: readonly string[];
}

/** As wide as the canonical layout's lines. */
const WIDTH = 92;

/** The policy's YAML text. */
export function renderDraft(draft: PolicyDraft): string {
  const lines = (draft.comments ?? []).flatMap((text) => comment(text, ""));
  if (lines.length > 0) lines.push("");
  lines.push("callgate: 1", `name: ${draft.name}`);
  if (draft.description !== undefined)
    lines.push(...prose("description", draft.description, ""));
  lines.push(
    `arches: [${draft.arches.join(", ")}]`,
    "",
    `default: ${draft.default}`,
    `unknown: ${draft.unknown}`,
    `foreign: ${draft.foreign}`,
    "",
  );
  if (draft.rules.length === 0) lines.push("rules: []");
  else lines.push("rules:");
  draft.rules.forEach((rule, index) => {
    if (index > 0) lines.push("");
    lines.push(...ruleLines(rule));
  });
  return lines.join("\n") + "\n";
}

/** Rules as they stand in a policy's list, each after an empty line; then comments. */
export function rulesText(
  rules: readonly DraftRule[],
  comments: readonly string[] = [],
): string {
  const blocks = [
    ...rules.map(ruleLines),
    ...comments.map((text) => comment(text, "  ")),
  ];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function ruleLines(rule: DraftRule): string[] {
  const indent = "    ";
  const lines = rule.comment === undefined ? [] : comment(rule.comment, "  ");
  lines.push(...list(`  - ${rule.action}`, rule.names, indent));
  const when = typeof rule.when === "string" ? [rule.when] : (rule.when ?? []);
  const [only] = when;
  if (when.length === 1 && only !== undefined)
    lines.push(...conditionLines(`${indent}when:`, [only], indent));
  else if (when.length > 1) {
    lines.push(`${indent}when:`);
    for (const one of when)
      lines.push(...conditionLines(`${indent}  -`, [one], `${indent}  `));
  }
  if (rule.arch !== undefined)
    lines.push(...list(`${indent}arch`, rule.arch, indent));
  if (rule.why !== undefined) lines.push(...prose("why", rule.why, indent));
  return lines;
}

/** One name alone, or a list in brackets that goes on for as many lines as it needs. */
function list(
  start: string,
  names: readonly string[],
  indent: string,
): readonly string[] {
  const items = names.map(nameText);
  const [only] = items;
  if (items.length === 1 && only !== undefined) return [`${start}: ${only}`];
  const line = flowLine(start, items);
  return line === undefined ? flowLines(start, items, indent) : [line];
}

/** Prose of one line, folded where it is long. */
function prose(key: string, text: string, indent: string): readonly string[] {
  return textLines(`${indent}${key}`, printable(text).trim(), indent, []);
}

function comment(text: string, indent: string): string[] {
  return filled(
    printable(text).trim().split(" "),
    `${indent}# `,
    `${indent}# `,
  );
}

function filled(
  words: readonly string[],
  first: string,
  rest: string,
): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of words) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}

/** Text from elsewhere: one line, and without what a policy file must not hold. */
function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(UNPRINTABLE, "?");
}

const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it replaces
  /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\uFEFF\uFFFD-\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The page about the checks, made from their own words and examples. */
import { format } from "prettier";
import type { Check } from "../../src/audit/finding.js";
import { risks } from "../../src/audit/risks/catalogue.js";
import { fallBacks } from "../../src/audit/risks/fall-backs.js";
import { waysRound } from "../../src/audit/risks/ways-round.js";
import { checks } from "../../src/audit/rules/index.js";

export async function checksPage(): Promise<string> {
  const page = [
    INTRODUCTION,
    ...checks.map(section),
    RISKS,
    table(
      ["id", "calls", "what such a call does", "source"],
      risks.map(({ id, syscalls, when, with: beside, sentence, source }) => [
        `\`${id}\``,
        callsOf(syscalls, when, beside),
        sentence,
        source,
      ]),
    ),
    "## Ways round",
    table(
      ["a rule on", "is in vain beside"],
      waysRound.map(({ narrow, ways }) => [
        `\`${narrow}\``,
        ways.map((way) => `\`${way}\``).join(", "),
      ]),
    ),
    "## Fall-backs",
    table(
      ["refused with ENOSYS", "leads to", "who falls back"],
      fallBacks.map(({ name, to, source }) => [
        `\`${name}\``,
        to.map((one) => `\`${one}\``).join(", "),
        source,
      ]),
    ),
  ];
  return format(page.join("\n\n"), { parser: "markdown" });
}

const INTRODUCTION = `<!-- Made by tools/checks from src/audit/rules and src/audit/risks. -->

# What check finds

\`callgate check\` reads a policy as a reviewer would, by what it means: each answer is
decided by the prover, not by the text. Findings do not stop a compile; \`check\` ends with
exit code 1 for those that \`--fail-on\` names. A **warning** is what is in vain or not meant, a
**note** is what is dangerous and may be meant.

A finding that is known and meant is accepted where it stands, by its id and with the
reason, which \`check\` shows:

\`\`\`yaml
rules:
  - allow: ptrace
    why: The debugger's own sandbox.
    accept:
      ptrace: It holds no process but the one that is debugged.
\`\`\`

Findings about no rule (a default, a parameter) are accepted by an \`accept\` at the top of
the policy. Risks are judged in the run phase, which is what foreign code meets; a parent's
rules count as the policy's own. Parameters are taken to have values that no constant has.`;

const RISKS = `## The catalogue of risks

What \`risky-call\` looks for. The id of a finding is the risk's own.`;

function section({ id, severity, sentence, remedy, bad, good }: Check): string {
  return `## \`${id}\`

${sentence} (${severity})

${remedy}

\`\`\`yaml
# found
${bad.trimEnd()}
\`\`\`

\`\`\`yaml
# not found
${good.trimEnd()}
\`\`\``;
}

function callsOf(
  syscalls: readonly string[],
  when: string | undefined,
  beside: readonly string[] | undefined,
): string {
  const names = syscalls.map((name) => `\`${name}\``).join(", ");
  const condition = when === undefined ? "" : ` when \`${when}\``;
  const needed =
    beside === undefined
      ? ""
      : `, where ${beside.map((name) => `\`${name}\``).join(" or ")} is allowed too`;
  return names + condition + needed;
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}

/** The comment's text. What a policy says is shown, and means nothing to the host: no markup, no mention. */

/** By this line the comment is found again. */
export const MARK = "<!-- callgate review -->";

/** GitHub takes 65,536 characters; GitLab a million. */
const LENGTH_MAX = 60_000;

export function comment(reviews) {
  const parts = [
    MARK,
    `## ${headline(reviews)}`,
    ...reviews
      .filter(({ diff, state }) => diff && state === "changed")
      .map(({ diff }) => diff.trim()),
    states(reviews),
    findings(reviews),
  ].filter((part) => part !== "");
  return cut(parts.join("\n\n") + "\n");
}

function headline(reviews) {
  const changed = reviews.filter(({ state }) => state === "changed").length;
  const widens = reviews.reduce((sum, one) => sum + (one.widens ?? 0), 0);
  const open = reviews.flatMap(openFindings).length;
  const broken = reviews.filter((one) => one.isBroken).length;
  const parts = [
    ...(broken > 0
      ? [`${counted(broken, "policy", "policies")} with errors`]
      : []),
    changed === 0
      ? "no call is answered otherwise"
      : `${counted(changed, "policy", "policies")} changed`,
    ...(widens > 0
      ? [`${counted(widens, "change lets", "changes let")} calls get further`]
      : []),
    open === 0
      ? "no open findings"
      : counted(open, "open finding", "open findings"),
  ];
  return `callgate: ${parts.join(", ")}`;
}

function counted(count, one, more) {
  return `${count} ${count === 1 ? one : more}`;
}

/** The policies of which there is no diff to show, and why. */
function states(reviews) {
  const words = {
    same: "every call is answered alike: proven",
    new: "new: nothing to compare with",
    alone: "checked, not compared",
    removed: "removed",
    broken: "has errors, and was not compared",
    undiffed: "was not compared",
  };
  return reviews
    .filter(({ state }) => state !== "changed")
    .map(({ file, state, fault }) => {
      const why =
        fault === undefined ? "" : ` (${escaped(fault.trim().split("\n")[0])})`;
      return `- ${code(file)}: ${words[state]}${why}`;
    })
    .join("\n");
}

export function openFindings({ check }) {
  return (check?.findings ?? []).filter(
    ({ accepted }) => accepted === undefined,
  );
}

function findings(reviews) {
  const rows = reviews.flatMap((one) => [
    ...(one.check?.diagnostics ?? []).map((fault) => ({
      ...fault,
      id: fault.code,
    })),
    ...openFindings(one),
  ]);
  if (rows.length === 0) return "";
  const lines = rows.map(
    ({ severity, id, file, line, message }) =>
      `| ${severity} | ${code(id)} | ${file === undefined ? "" : code(`${file}:${line}`)} | ${escaped(message)} |`,
  );
  return `<details>
<summary>${counted(rows.length, "finding", "findings")}</summary>

| | finding | where | what |
| --- | --- | --- | --- |
${lines.join("\n")}

</details>`;
}

/** Text in which nothing is markup, a mention or a reference. */
export function escaped(text) {
  return String(text)
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} .,;:()=/-]/gu, (one) => `&#${one.codePointAt(0)};`);
}

/** A code span, within a table too. */
export function code(text) {
  return `<code>${escaped(text)}</code>`;
}

/** A comment that is too long ends with a word about it; the job's summary has all of it. */
function cut(text) {
  if (text.length <= LENGTH_MAX) return text;
  const end = text.lastIndexOf("\n", LENGTH_MAX);
  return `${text.slice(0, end)}\n\n</details>\n\nThe rest is cut here: run callgate diff and callgate check for it.\n`;
}

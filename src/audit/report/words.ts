/** Pieces that several sections of the page share. */
import type { Range } from "../../document/diagnostic.js";
import type { Rule } from "../../policy/model.js";
import { markup, type Html } from "./html.js";
import type { Answer, Report } from "./model.js";

export const answerWords: Readonly<Record<Answer, string>> = {
  allow: "allowed",
  partly: "by arguments",
  refuse: "refused",
};

/** An action as a label; its colour says no more than its text. */
export function actionLabel(text: string): Html {
  const kind = /^[a-z]+/.exec(text)?.[0] ?? "";
  const looks =
    kind === "allow" || kind === "log"
      ? "allow"
      : kind === "kill"
        ? "kill"
        : "refuse";
  return markup`<span class="label ${looks}">${text}</span>`;
}

/** Rules are counted from 1 on the page. */
export function ruleNumber({ id }: Rule): string {
  return String(id + 1);
}

export function ruleLink(rule: Rule): Html {
  return markup`<a class="rule-link" href="#rule-${ruleNumber(rule)}"
    >${ruleNumber(rule)}</a
  >`;
}

export function commaed(parts: readonly Html[]): readonly Html[] {
  return parts.map((one, index) => (index === 0 ? one : markup`, ${one}`));
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** A place in one of the files, as a link to its line on the page. */
export function placeLink({ file, line }: Range, report: Report): Html {
  const index = report.sources.findIndex(({ path }) => path === file);
  const text = `${file}:${line}`;
  return index === -1
    ? markup`<code class="place">${text}</code>`
    : markup`<a class="place" href="#${lineId(index, line)}"
        ><code>${text}</code></a
      >`;
}

export function lineId(file: number, line: number): string {
  return `source-${file + 1}-line-${line}`;
}

/** A digest, in groups that an eye can compare. */
export function digest(sha256: string): Html {
  const groups = sha256.match(/.{1,8}/g) ?? [];
  return markup`<code class="digest"
    >${groups.map((one, index) => (index === 0 ? one : markup`<wbr />${one}`))}</code
  >`;
}

/** What the rule is for, as its author wrote it, in one line. */
export function namesText({ range }: Rule, { policy }: Report): string {
  const file = policy.files.find(({ path }) => path === range.file);
  const text = file?.text.slice(range.start, range.end) ?? "";
  return text
    .replace(/^[^:]*:\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
}

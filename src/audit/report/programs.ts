/** Each program's instructions with the lines of the policy that they are for beside them. */
import { actionText } from "../../policy/actions.js";
import type { Rule } from "../../policy/model.js";
import { markup, type Html } from "./html.js";
import type { Report, ReportProgram } from "./model.js";
import { counted, digest, namesText, placeLink } from "./words.js";

export function programsSection(report: Report): Html {
  return markup`<section id="programs" aria-labelledby="programs-title">
    <h2 id="programs-title">Programs</h2>
    <p class="lead">
      What the kernel runs, instruction by instruction, with the lines of the
      policy beside it.
    </p>
    ${report.programs.map((one) => program(one, report))}
  </section>`;
}

/** The name under which other parts of the page refer to a program. */
export function programName({ manifest }: ReportProgram): string {
  return `${manifest.arch}, ${manifest.phase} phase`;
}

function program(one: ReportProgram, report: Report): Html {
  const { manifest, rows } = one;
  const id = `program-${manifest.arch}-${manifest.phase}`;
  const relocations =
    manifest.relocations.length === 0
      ? ""
      : markup`<p>
          ${counted(manifest.relocations.length, "place")} to be filled before
          it is loaded.
        </p>`;
  return markup`<details class="program" id="${id}">
    <summary>
      <strong>${programName(one)}</strong>
      <span class="dim">${counted(manifest.instructions, "instruction")}</span>
    </summary>
    <p class="dim">SHA-256 ${digest(manifest.sha256)}</p>
    ${relocations}
    <div
      class="scroll tall"
      role="region"
      aria-label="Instructions for ${programName(one)}"
      tabindex="0"
    >
      <table class="code">
        <thead>
          <tr>
            <th scope="col" class="number">#</th>
            <th scope="col">Instruction</th>
            <th scope="col">Meaning</th>
            <th scope="col">For</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ text, meaning, rules }, at) =>
              markup`<tr id="${id}-${at}">
                <td class="number">${at}</td>
                <td><code>${withTargets(text, id)}</code></td>
                <td>${meaning}</td>
                <td class="for">${linesOf(rules, report)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </details> `;
}

/** The instruction's text, its jump targets as links. */
function withTargets(text: string, id: string): readonly Html[] {
  return text.split(/((?:->|else) \d+)/).map((part) => {
    const [, word, target] = /^(->|else) (\d+)$/.exec(part) ?? [];
    return word === undefined || target === undefined
      ? markup`${part}`
      : markup`${word} <a href="#${id}-${target}">${target}</a>`;
  });
}

/** More lines than these are counted: the first tests of a program serve most rules. */
const SHOWN_MAX = 2;

function linesOf(rules: readonly Rule[], report: Report): Html {
  if (rules.length > SHOWN_MAX)
    return markup`<span class="dim">${rules.length} rules</span>`;
  return markup`${rules.map(
    (rule) =>
      markup`<span class="line">${placeLink(rule.range, report)} <code class="dim">${shortened(rule, report)}</code></span>`,
  )}`;
}

const TEXT_MAX = 60;

function shortened(rule: Rule, report: Report): string {
  const text = `${actionText(rule.action)} ${namesText(rule, report)}`;
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}

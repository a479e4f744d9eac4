/** The first screen: what the policy is for, how much it lets through, and what was found. */
import { actionText } from "../../policy/actions.js";
import type { ArchName } from "../../../syscalls/index.js";
import { markup, type Html } from "./html.js";
import type { Answer, Report } from "./model.js";
import { actionLabel, answerWords, counted } from "./words.js";

export function summarySection(report: Report): Html {
  const { policy, findings, programs, sources } = report;
  const accepted = findings.filter((one) => one.accepted !== undefined).length;
  const parents = [...new Set(policy.rules.map((rule) => rule.policy))].filter(
    (name) => name !== policy.name,
  );
  const [first] = policy.arches;
  return markup`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">Summary</h2>
    <ul class="figures">
      ${figure(String(findings.length - accepted), "open findings", findings.length > accepted ? "warn" : "good")}
      ${figure(String(accepted), "accepted, with a reason", "")}
      ${figure(String(policy.rules.length), `rules in ${counted(sources.length, "file")}`, "")}
      ${figure(String(programs.filter(({ manifest }) => manifest.proven).length), `of ${counted(programs.length, "program")} proven`, "good")}
    </ul>
    <dl class="facts">
      <div>
        <dt>For</dt>
        <dd>${report.arches.join(", ")}</dd>
      </div>
      ${
        parents.length === 0
          ? ""
          : markup`<div>
              <dt>Takes rules from</dt>
              <dd>${parents.join(", ")}</dd>
            </div>`
      }
      ${
        first === undefined
          ? ""
          : markup`<div>
                <dt>No rule matches</dt>
                <dd>${actionLabel(actionText(first.default.action))}</dd>
              </div>
              <div>
                <dt>A number newer than the tables</dt>
                <dd>${actionLabel(actionText(first.unknown.action))}</dd>
              </div>
              <div>
                <dt>Another ABI of the machine</dt>
                <dd>${actionLabel(actionText(first.foreign.action))}</dd>
              </div>`
      }
      ${
        policy.params.length === 0
          ? ""
          : markup`<div>
              <dt>Bound when it is loaded</dt>
              <dd>${policy.params.map(({ name }) => `$${name}`).join(", ")}</dd>
            </div>`
      }
    </dl>
    ${report.arches.map((arch, index) => bar(arch, index, report))}
    ${countsTable(report)}
  </section>`;
}

function figure(value: string, what: string, looks: string): Html {
  return markup`<li class="${looks}">
    <span class="value">${value}</span> <span class="what">${what}</span>
  </li> `;
}

const ANSWERS: readonly Answer[] = ["allow", "partly", "refuse"];

function countsOn(index: number, { matrix }: Report): Record<Answer, number> {
  const counts = { allow: 0, partly: 0, refuse: 0 };
  for (const { cells } of matrix) {
    const cell = cells[index];
    if (cell !== undefined) counts[cell.answer]++;
  }
  return counts;
}

/** How an arch's syscalls are answered, as a bar; the table below has the same in figures. */
function bar(arch: ArchName, index: number, report: Report): Html {
  const counts = countsOn(index, report);
  const total = ANSWERS.reduce((sum, answer) => sum + counts[answer], 0);
  let at = 0;
  const parts = ANSWERS.map((answer) => {
    const width = (counts[answer] / Math.max(total, 1)) * 100;
    const part = markup`<rect
      class="${answer}"
      x="${at.toFixed(2)}"
      y="0"
      width="${Math.max(width - 0.3, 0).toFixed(2)}"
      height="4"
    ></rect>`;
    at += width;
    return part;
  });
  const words = ANSWERS.map(
    (answer) => `${counts[answer]} ${answerWords[answer]}`,
  ).join(", ");
  return markup`<figure class="bar">
    <figcaption><strong>${arch}</strong> <span>${words}</span></figcaption>
    <svg
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      role="img"
      aria-label="${arch}: ${words}"
    >
      ${parts}
    </svg>
  </figure> `;
}

/** Syscalls by what they get, on each arch. */
function countsTable(report: Report): Html {
  const { matrix, arches } = report;
  const kinds = new Map<string, number[]>();
  for (const { cells } of matrix)
    cells.forEach((cell, index) => {
      if (cell === undefined) return;
      const kind =
        cell.answer === "partly"
          ? answerWords.partly
          : cell.actions.join(" or ");
      const counts = kinds.get(kind) ?? arches.map(() => 0);
      counts[index] = (counts[index] ?? 0) + 1;
      kinds.set(kind, counts);
    });
  const rows = [...kinds].sort(([a], [b]) => orderOf(a) - orderOf(b));
  return markup`<div
    class="scroll"
    role="region"
    aria-label="Syscalls by answer"
    tabindex="0"
  >
    <table class="counts">
      <caption>
        Syscalls by what the run phase answers
      </caption>
      <thead>
        <tr>
          <th scope="col">Answer</th>
          ${arches.map((arch) => markup`<th scope="col" class="number">${arch}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([kind, counts]) =>
            markup`<tr>
              <th scope="row">
                ${kind === answerWords.partly ? markup`<span class="label partly">${kind}</span>` : actionLabel(kind)}
              </th>
              ${counts.map((count) => markup`<td class="number">${count}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function orderOf(kind: string): number {
  if (kind.startsWith("allow")) return 0;
  return kind === answerWords.partly ? 1 : 2;
}

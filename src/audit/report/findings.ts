/** What `check` found: what is open first, then what the policy accepts, with its reasons. */
import type { Finding } from "../finding.js";
import { risks } from "../risks/catalogue.js";
import { markup, type Html } from "./html.js";
import type { Report } from "./model.js";
import { counted, placeLink, ruleLink } from "./words.js";

export function findingsSection(report: Report): Html {
  const open = report.findings.filter((one) => one.accepted === undefined);
  const accepted = report.findings.filter((one) => one.accepted !== undefined);
  return markup`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Findings</h2>
    ${
      open.length === 0
        ? markup`<p class="lead">
            Nothing is open: every finding of callgate check is accepted in the
            policy, with a reason.
          </p>`
        : markup`<p class="lead">
              ${counted(open.length, "finding")} that the policy does not answer for: narrow the rule, leave the call out, or accept the finding at the rule with a reason.
            </p>
            <ol class="findings">
              ${open.map((one) => item(one, report))}
            </ol>`
    }
    ${
      accepted.length === 0
        ? ""
        : markup`<h3>Accepted</h3>
            <ol class="findings">
              ${accepted.map((one) => item(one, report))}
            </ol>`
    }
  </section>`;
}

const sources: ReadonlyMap<string, string> = new Map(
  risks.map(({ id, source }) => [id, source]),
);

/** What stands alone begins as a sentence does; a call keeps its name. */
function sentence(message: string): string {
  const first = /^[a-z]+(?= )/.exec(message)?.[0] ?? "";
  return `${first.slice(0, 1).toUpperCase()}${message.slice(first === "" ? 0 : 1)}.`;
}

function item(finding: Finding, report: Report): Html {
  const { id, severity, message, remedy, range, rule, accepted } = finding;
  const source = sources.get(id);
  const looks = accepted === undefined ? severity : "accepted";
  return markup`<li class="finding ${looks}">
    <p class="head">
      <span class="label ${looks}">${looks}</span>
      <code>${id}</code>
      ${placeLink(range, report)}${rule === undefined ? "" : markup` <span class="dim">rule ${ruleLink(rule)}</span>`}
    </p>
    <p>${sentence(message)}</p>
    ${accepted === undefined ? "" : markup`<p class="reason"><strong>Accepted:</strong> ${accepted}</p>`}
    ${accepted === undefined && source === undefined ? markup`<p class="dim">${remedy}</p>` : ""}
    ${source === undefined ? "" : markup`<p class="dim source">Source: ${source}</p>`}
  </li> `;
}

/** Every rule in the order in which it is tried, with its own text, its reason and its risks. */
import type { Rule } from "../../policy/model.js";
import { actionText } from "../../policy/actions.js";
import { markup, type Html } from "./html.js";
import type { Report } from "./model.js";
import {
  actionLabel,
  commaed,
  counted,
  namesText,
  placeLink,
  ruleNumber,
} from "./words.js";

export function rulesSection(report: Report): Html {
  const { policy } = report;
  const run = policy.rules.filter(({ phase }) => phase === "run");
  const boot = policy.rules.filter(({ phase }) => phase === "boot");
  return markup`<section id="rules" aria-labelledby="rules-title">
    <h2 id="rules-title">Rules</h2>
    <p class="lead">
      The first rule that matches a call answers it: the policy's own rules come
      first, then those of the policies that it extends.
    </p>
    ${byPolicy(run, "", report)}
    ${
      boot.length === 0
        ? ""
        : markup`<h3 class="phase">Boot phase</h3>
            <p class="lead">
              Tried before the rules above, and only until the run filter is on:
              what starting needs.
            </p>
            ${byPolicy(boot, "boot-", report)}`
    }
  </section>`;
}

function byPolicy(
  rules: readonly Rule[],
  prefix: string,
  report: Report,
): readonly Html[] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const others = groups.get(rule.policy);
    if (others === undefined) groups.set(rule.policy, [rule]);
    else others.push(rule);
  }
  return [...groups].map(
    ([name, those]) =>
      markup`<h3 id="${prefix}rules-of-${name}">
          ${name} <span class="dim">${counted(those.length, "rule")}</span>
        </h3>
        ${those.map((rule) => article(rule, report))}`,
  );
}

function article(rule: Rule, report: Report): Html {
  const number = ruleNumber(rule);
  const covers = coversOf(rule, report);
  const found = report.findings.filter((one) => one.rule === rule);
  return markup`<article
    class="rule"
    id="rule-${number}"
    aria-label="Rule ${number}"
  >
    <p class="head">
      <span class="id">${number}</span> ${actionLabel(actionText(rule.action))}
      ${placeLink(rule.range, report)}
    </p>
    <p class="text"><code>${namesText(rule, report)}</code></p>
    ${rule.when === undefined ? "" : markup`<p class="when"><span class="dim">when</span> <code>${rule.when}</code></p>`}
    ${rule.why === undefined ? markup`<p class="why missing">No reason is given.</p>` : markup`<p class="why">${rule.why.replace(/\s+/g, " ")}</p>`}
    ${found.map(
      ({ id, accepted, severity }) =>
        markup`<p class="risk">
          <span class="label ${accepted === undefined ? severity : "accepted"}"
            >${id}</span
          >
          <span>${accepted ?? "open"}</span>
        </p> `,
    )}
    ${covers === undefined ? "" : markup`<p class="dim covers">${covers}</p>`}
  </article> `;
}

/** What it is for on the arches of the policy; undefined where its own text says that already. */
function coversOf(rule: Rule, report: Report): Html | undefined {
  const byNames = new Map<string, string[]>();
  for (const { arch, rules, bootRules } of report.policy.arches) {
    const names = [...rules, ...bootRules]
      .filter((one) => one.rule === rule)
      .map(({ name }) => name)
      .sort()
      .join(" ");
    byNames.set(names, [...(byNames.get(names) ?? []), arch]);
  }
  if (byNames.size === 1 && rule.groups === undefined) return undefined;
  const parts = [...byNames].map(([text, arches]) => {
    const names = text === "" ? [] : text.split(" ");
    const where = byNames.size === 1 ? "" : ` on ${arches.join(", ")}`;
    const what = names.length === 0 ? "nothing" : names.join(", ");
    return markup`${counted(names.length, "syscall")}${where}: ${what}`;
  });
  return markup`${commaed(parts)}`;
}

/** Which arches a policy is for. */
import type { Range, Report } from "../document/diagnostic.js";
import { nearest } from "../document/nearest.js";
import { archNames } from "../../syscalls/index.js";
import type { PolicyNode } from "./extends.js";
import type { ArchName } from "./model.js";
import { listed } from "./problems.js";
import type { Located } from "./syntax.js";

/** Where neither a policy nor those that it extends say: what the shipped policies are for. */
const DEFAULT_ARCHES: readonly ArchName[] = ["x86_64", "aarch64"];

/** The arches that `names` are, with their places; the others are reported. */
export function archesNamed(
  names: readonly Located[],
  report: Report,
): readonly { readonly name: ArchName; readonly range: Range }[] {
  const found = new Map<ArchName, Range>();
  for (const { text, range } of names) {
    const name = archNames.find((one) => one === text);
    if (name === undefined) {
      const near = ALSO_CALLED.get(text) ?? nearest(text, archNames);
      report({
        code: "unknown-arch",
        severity: "error",
        message: `there is no arch "${text}"`,
        range,
        hint:
          near === undefined
            ? `the arches are ${listed(archNames)}`
            : `write ${near}`,
      });
    } else if (found.has(name))
      report({
        code: "duplicate-arch",
        severity: "error",
        message: `${name} stands twice here`,
        range,
        hint: "keep one of the two",
      });
    else found.set(name, range);
  }
  return [...found].map(([name, range]) => ({ name, range }));
}

/** What other tools call them. */
const ALSO_CALLED: ReadonlyMap<string, ArchName> = new Map([
  ["amd64", "x86_64"],
  ["x64", "x86_64"],
  ["x86-64", "x86_64"],
  ["x86", "i386"],
  ["i686", "i386"],
  ["arm64", "aarch64"],
  ["armhf", "arm"],
  ["ppc64el", "ppc64le"],
  ["powerpc64le", "ppc64le"],
  ["s390", "s390x"],
  ["loong64", "loongarch64"],
]);

/**
 * The arches of a policy: its own `arches`, else those of the first of its parents (in
 * `order`) that states some. A parent that states others than these is an error: nobody
 * wrote its rules with them in mind.
 */
export function policyArches(
  order: readonly PolicyNode[],
  report: Report,
): readonly ArchName[] {
  const [root, ...parents] = order;
  const stated = order.find(({ syntax }) => syntax.arches !== undefined);
  if (root === undefined || stated?.syntax.arches === undefined)
    return DEFAULT_ARCHES;
  const arches = archesNamed(stated.syntax.arches, report).map(
    ({ name }) => name,
  );
  for (const parent of parents) {
    if (parent === stated || parent.syntax.arches === undefined) continue;
    const itsOwn = archesNamed(parent.syntax.arches, report).map(
      ({ name }) => name,
    );
    const missing = arches.filter((arch) => !itsOwn.includes(arch));
    const range = root.syntax.arches?.[0]?.range ?? root.syntax.name?.range;
    if (missing.length > 0 && itsOwn.length > 0 && range !== undefined)
      report({
        code: "parent-arch",
        severity: "error",
        message: `this policy is for ${listed(missing)}, and "${parent.name}", which it extends, is not`,
        range,
        hint: `"${parent.name}" is for ${listed(itsOwn)}`,
      });
  }
  return arches;
}

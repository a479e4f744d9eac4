/** Dangers of the catalogue among calls that get further than before. */
import { archTable } from "../../../syscalls/index.js";
import { and, callsWhere } from "../formula.js";
import { when } from "../regions/cases.js";
import { riskyCalls } from "../risks/read.js";
import { isMade, isWider } from "./answers.js";
import type { ArchChange } from "./numbers.js";
import type { Change } from "./model.js";
import type { Answerer } from "./sides.js";

/** For each change its risks. Throws a `Fault` where the prover has no room. */
export function risksIn(
  changes: readonly ArchChange[],
  after: Answerer,
  values: ReadonlyMap<string, bigint>,
): ReadonlyMap<ArchChange, Change["risks"]> {
  const wider = changes.filter(
    (one) =>
      one.isSyscall && isWider(one.before, one.after) && isMade(one.after),
  );
  const found = new Map<ArchChange, Change["risks"][number][]>();
  if (wider.length === 0) return found;
  const numbers = new Set(wider.map(({ nr }) => nr));
  const asked = riskyCalls(after.arch, (nr) => numbers.has(nr))
    .filter(({ risk }) => risk.with?.some(isPermitted) !== false)
    .flatMap(({ risk, nr, condition }) =>
      wider
        .filter((one) => one.nr === nr)
        .map((change) => ({
          risk,
          change,
          nr,
          condition: and(change.exact, condition),
        })),
    );
  const calls = callsWhere(asked, after.arch, values);
  asked.forEach(({ risk, change }, index) => {
    if (calls[index] === undefined) return;
    const risks = found.get(change) ?? [];
    found.set(change, risks);
    if (risks.every(({ id }) => id !== risk.id))
      risks.push({ id: risk.id, sentence: risk.sentence });
  });
  return found;

  /** What the risk needs beside it can be called at all. */
  function isPermitted(name: string): boolean {
    const { auditArch, byName } = archTable(after.arch);
    const nr = byName.get(name)?.nr;
    if (nr === undefined) return false;
    const made = when(after.cases(auditArch, nr), ({ value }) => isMade(value));
    return !(made.kind === "any" && made.of.length === 0);
  }
}

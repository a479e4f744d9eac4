/**
 * `diff`: what became allowed, refused or otherwise answered between two policies, programs,
 * or one of each. Exact: each set of calls is a condition that the prover holds against both
 * sides, and where nothing is said it is proven that nothing differs.
 */
import type { ArchName } from "../../../syscalls/index.js";
import { Fault } from "../../document/fault.js";
import type { Phase, Policy } from "../../policy/model.js";
import { callText } from "../call-text.js";
import { answerText } from "../../compiler/actions.js";
import { isWider, kindOf } from "./answers.js";
import { compareOn } from "./arch.js";
import type { ArchChange } from "./numbers.js";
import { grouped } from "./group.js";
import type { Change, ChangedCalls, PolicyDiff } from "./model.js";
import { risksIn } from "./risks.js";
import { answererOf, archesOf, nameOf, type DiffSide } from "./sides.js";

export type {
  Behind,
  Change,
  ChangedCalls,
  ChangeKind,
  DiffedSide,
  DiffWitness,
  PolicyDiff,
} from "./model.js";
export type { DiffSide, PolicySide, ProgramSide } from "./sides.js";

export interface DiffOptions {
  /** Only these arches, of those that both sides are for. */
  readonly arches?: readonly ArchName[];
  /** By default `run`, and `boot` where a policy has rules for it. */
  readonly phases?: readonly Phase[];
  /** Values of parameters; those without one are taken to have any. */
  readonly values?: ReadonlyMap<string, bigint>;
}

/**
 * What differs. Throws a `Fault` where the sides have no arch in common, where a program
 * can't be decided (with the instruction), or where the prover has no room.
 */
export function diffPolicies(
  a: DiffSide | Policy,
  b: DiffSide | Policy,
  options: DiffOptions = {},
): PolicyDiff {
  const [left, right] = [sideOf(a), sideOf(b)];
  const inBoth = archesOf(left).filter((one) => archesOf(right).includes(one));
  const arches = inBoth.filter(
    (one) => options.arches?.includes(one) !== false,
  );
  if (arches.length === 0) throw nothingInCommon(left, right, options);
  const values = valuesFor([left, right], options.values);
  const changes: Change[] = [];
  for (const phase of options.phases ?? phasesOf(left, right))
    for (const arch of arches) {
      const [before, after] = [
        answererOf(left, arch, phase),
        answererOf(right, arch, phase),
      ];
      if (before === undefined || after === undefined) continue;
      const found = compareOn({ left: before, right: after, phase, values });
      const risks = risksIn(found, after, values);
      for (const one of found)
        changes.push(changeOf(one, arch, phase, risks.get(one) ?? []));
    }
  const outside = (side: DiffSide): readonly ArchName[] =>
    archesOf(side).filter((one) => !inBoth.includes(one));
  return {
    a: { name: nameOf(left), kind: left.kind },
    b: { name: nameOf(right), kind: right.kind },
    arches,
    only: { a: outside(left), b: outside(right) },
    changes: grouped(changes),
  };
}

function sideOf(side: DiffSide | Policy): DiffSide {
  return "kind" in side ? side : { kind: "policy", policy: side };
}

/** A program is of one phase: it is compared with that of the run. */
function phasesOf(left: DiffSide, right: DiffSide): readonly Phase[] {
  const isPolicy = left.kind === "policy" && right.kind === "policy";
  const hasBoot = [left, right].some(
    (side) =>
      side.kind === "policy" &&
      side.policy.rules.some(({ phase }) => phase === "boot"),
  );
  return isPolicy && hasBoot ? ["run", "boot"] : ["run"];
}

/** One value each, far from the constants that conditions name. */
const FIRST_VALUE = 0x5ca1ab1en;

function valuesFor(
  sides: readonly DiffSide[],
  given: ReadonlyMap<string, bigint> = new Map(),
): ReadonlyMap<string, bigint> {
  const names = new Set(
    sides.flatMap((side) =>
      side.kind === "policy" ? side.policy.params.map(({ name }) => name) : [],
    ),
  );
  return new Map(
    [...names].map((name, index) => [
      name,
      given.get(name) ?? FIRST_VALUE + BigInt(index) * 0x1_0001n,
    ]),
  );
}

function nothingInCommon(
  left: DiffSide,
  right: DiffSide,
  { arches }: DiffOptions,
): Fault {
  const of = (side: DiffSide): string =>
    `${nameOf(side)} is for ${archesOf(side).join(", ")}`;
  const asked =
    arches === undefined ? "" : `, and ${arches.join(", ")} was asked for`;
  return new Fault(
    "no-common-arch",
    `there is nothing to compare: ${of(left)}, ${of(right)}${asked}`,
  );
}

function changeOf(
  one: ArchChange,
  arch: ArchName,
  phase: Phase,
  risks: Change["risks"],
): Change {
  const call = { arch: one.auditArch, nr: one.nr, args: one.args };
  const calls: ChangedCalls = {
    arch,
    name: one.name,
    isSyscall: one.isSyscall,
    numbers: one.numbers,
    witness: {
      auditArch: one.auditArch,
      nr: one.nr,
      args: one.args.map((value) => `0x${value.toString(16)}`),
      text: callText(call, arch),
    },
  };
  return {
    kind: kindOf(one.before, one.after),
    widens: isWider(one.before, one.after),
    phase,
    before: answerText(one.before, arch),
    after: answerText(one.after, arch),
    when: one.text ?? null,
    expressible: one.expressible,
    only:
      one.only === undefined
        ? null
        : {
            parameter: one.only.parameter,
            value: `0x${one.only.value.toString(16)}`,
          },
    calls: [calls],
    behind: { before: one.behindBefore, after: one.behindAfter },
    risks,
  };
}

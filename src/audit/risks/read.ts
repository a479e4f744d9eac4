/** The catalogue's conditions, read by the policy language's own reader, for one arch. */
import {
  archTable,
  multiplexedCalls,
  type Argument,
} from "../../../syscalls/index.js";
import { loadPolicy } from "../../policy/load.js";
import type { ArchName, Condition } from "../../policy/model.js";
import { memorySource } from "../../policy/source.js";
import { always } from "../formula.js";
import { risks, type Risk } from "./catalogue.js";

export interface RiskyCalls {
  readonly name: string;
  readonly nr: number;
  readonly condition: Condition;
}

/** A risk with calls that it is about. */
export interface RiskAt extends RiskyCalls {
  readonly risk: Risk;
}

/**
 * The calls of `arch` that the catalogue is about, of the numbers that are `wanted`; a
 * syscall that the arch does not have is none.
 */
export function riskyCalls(
  arch: ArchName,
  wanted: (nr: number) => boolean = () => true,
): readonly RiskAt[] {
  const { byName } = archTable(arch);
  const through = multiplexedCalls(arch);
  const all: RiskAt[] = [];
  const toRead: { risk: Risk; name: string; when: string }[] = [];
  for (const risk of risks)
    for (const name of risk.syscalls) {
      const syscall = byName.get(name);
      if (syscall === undefined) continue;
      const { nr, args } = syscall;
      const isWanted = through.some(
        (one) => one.name === name && wanted(one.through.nr),
      );
      if (!isWanted && !wanted(nr)) continue;
      const { when } = risk;
      // i386's and s390x's mmap has its arguments behind a pointer: any call may be such a one.
      if (when === undefined || !canBeRead(when, args))
        all.push({ risk, name, nr, condition: always });
      else toRead.push({ risk, name, when });
    }
  return [...all, ...read(toRead, arch)].filter(({ nr }) => wanted(nr));
}

const WORDS = new Set(["and", "or", "not", "in", "only"]);

/** Whether every argument that `when` names is one of the syscall's. */
function canBeRead(when: string, args: readonly Argument[]): boolean {
  const names = new Set(args.flatMap(({ name, alias }) => [name, alias]));
  return (when.match(/\b[a-z_][a-z_0-9]*\b/g) ?? []).every(
    (word) => WORDS.has(word) || names.has(word) || /^arg[0-5]$/.test(word),
  );
}

/** All conditions as the rules of one policy, since reading a policy costs more than a rule. */
function read(
  those: readonly { risk: Risk; name: string; when: string }[],
  arch: ArchName,
): readonly RiskAt[] {
  const rules = those.map(
    ({ name, when }) => `  - deny: ${name}\n    when: ${when}\n`,
  );
  const text = `callgate: 1\nname: risks\narches: [${arch}]\nrules:\n${rules.join("")}`;
  const file = { path: "risks", text };
  const { policy, diagnostics } = loadPolicy(memorySource({}), file);
  const [meaning] = policy?.arches ?? [];
  if (those.length === 0) return [];
  if (meaning === undefined)
    throw new Error(
      `the catalogue of risks can't be read on ${arch}: ${diagnostics.map(({ message }) => message).join("; ")}; please report this`,
    );
  return meaning.rules.flatMap(({ rule, name, nr, condition }) => {
    const risk = those[rule.id]?.risk;
    return risk === undefined
      ? []
      : [{ risk, name, nr, condition: condition ?? always }];
  });
}

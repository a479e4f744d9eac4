/** The catalogue's conditions, read by the policy language's own reader, for one arch. */
import {
  archTable,
  type Argument,
  type MultiplexedCall,
  type Syscall,
} from "../../../syscalls/index.js";
import {
  readCondition,
  type ReadCondition,
} from "../../policy/condition-text.js";
import { kernel } from "../../policy/kernel.js";
import type { ArchName, Condition } from "../../policy/model.js";
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

/** Every syscall of every risk. */
const pairs = risks.flatMap((risk) =>
  risk.syscalls.map((name) => ({ risk, name })),
);

/** For each of the pairs the arch's calls; undefined: not read yet. */
const byArch = new Map<ArchName, (readonly RiskAt[] | undefined)[]>();

/**
 * The calls of `arch` that the catalogue is about, of the numbers that are `wanted`; a
 * syscall that the arch does not have is none.
 */
export function riskyCalls(
  arch: ArchName,
  wanted: (nr: number) => boolean = () => true,
): readonly RiskAt[] {
  let read = byArch.get(arch);
  if (read === undefined) byArch.set(arch, (read = []));
  const { byName } = archTable(arch);
  const through = kernel.multiplexed(arch);
  return pairs.flatMap(({ risk, name }, index) => {
    const syscall = byName.get(name);
    if (syscall === undefined) return [];
    const calls = through.filter((call) => call.name === name);
    const numbers = [syscall.nr, ...calls.map((call) => call.through.nr)];
    // Most policies permit few of them: the others need not be read.
    if (!numbers.some(wanted)) return [];
    read[index] ??= callsOf(risk, syscall, calls, arch);
    return read[index].filter(({ nr }) => wanted(nr));
  });
}

function callsOf(
  risk: Risk,
  syscall: Syscall,
  calls: readonly MultiplexedCall[],
  arch: ArchName,
): readonly RiskAt[] {
  const { name, nr, args } = syscall;
  const text = risk.when === undefined ? undefined : textOf(risk.when);
  // i386's and s390x's mmap has its arguments behind a pointer: any call may be such a one.
  if (text === undefined || !canBeRead(text, args))
    return [{ risk, name, nr, condition: always }];
  return [
    { risk, name, nr, condition: text.condition.on(syscall, arch) },
    ...calls.map((call) => ({
      risk,
      name: call.through.name,
      nr: call.through.nr,
      condition: text.condition.through(call, arch),
    })),
  ];
}

interface KnownText {
  /** The arguments that it names: constants are in capitals. */
  readonly names: readonly string[];
  readonly condition: ReadCondition;
}

const known = new Map<string, KnownText>();

function textOf(when: string): KnownText {
  let text = known.get(when);
  if (text === undefined) {
    const names = (when.match(/\b[a-z_][a-z_0-9]*\b/g) ?? []).filter(
      (word) => !WORDS.has(word) && !/^arg[0-5]$/.test(word),
    );
    text = { names, condition: readCondition(when) };
    known.set(when, text);
  }
  return text;
}

const WORDS = new Set(["and", "or", "not", "in", "only"]);

/** Whether every argument that the text names is one of the syscall's. */
function canBeRead({ names }: KnownText, args: readonly Argument[]): boolean {
  return names.every((one) =>
    args.some(({ name, alias }) => name === one || alias === one),
  );
}

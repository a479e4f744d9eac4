/** `callgate simulate FILE`: what a policy's program, or any program, answers to a call. */
import { createInterface } from "node:readline";
import type { Command } from "commander";
import {
  archNames,
  errnos,
  archTable,
  type ArchName,
} from "../../../syscalls/index.js";
import { describeReturn } from "../../compiler/actions.js";
import { bind } from "../../compiler/bind.js";
import type { Call } from "../../compiler/call.js";
import { simulatorOf, type Simulator } from "../../compiler/simulate.js";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import { decide, type Decision } from "../../policy/decide.js";
import type { Phase, Policy } from "../../policy/model.js";
import { oneOf, readArch, parameters, value64 } from "../arguments.js";
import { EXIT_BAD_INPUT } from "../exit-codes.js";
import { note, print, printJson } from "../output.js";
import {
  compileFrom,
  policyFrom,
  requireKnownParameters,
} from "../policies.js";
import { archFor, meaningOn, readProgram } from "../programs.js";

interface Options {
  readonly arch?: ArchName;
  readonly phase: Phase;
  readonly syscall?: string;
  readonly args?: readonly bigint[];
  readonly batch?: boolean;
  readonly param: ReadonlyMap<string, bigint>;
  readonly format: "text" | "json";
}

/** What one call is answered. */
interface Simulated {
  readonly action: string;
  readonly errno?: number;
  readonly data?: number;
  readonly rule?: string;
  /** Which of the policy's defaults answered, where no rule did. */
  readonly reason?: string;
  readonly instructions: number;
}

/** The line of `--format json` and `--batch`, which scripts read. */
function answerJson(simulated: Simulated): object {
  const { action, errno, data, rule, instructions } = simulated;
  return { action, errno, data, rule, instructions };
}

/** Answers calls on any arch: a policy has a program for each, a `.bpf` is one program. */
type Subject = (arch: ArchName, call: Call) => Simulated;

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Says what a policy (or a .bpf program) answers to a call, which rule is behind it, and how many instructions ran.",
    )
    .argument(
      "<file>",
      "a policy file, the name of a shipped policy, or a .bpf program",
    )
    .option(
      "--arch <arch>",
      "the arch of the call (default: this machine's)",
      readArch,
    )
    .option(
      "--phase <phase>",
      "run, boot",
      oneOf<Phase>("phase", ["run", "boot"]),
      "run",
    )
    .option("--syscall <name>", "a name or number")
    .option(
      "--args <values>",
      "up to six values with commas: decimal, 0x…, negative",
      (text) => text.split(",").map(value64),
    )
    .addOption(parameters("a parameter's value; again for more"))
    .option("--batch", 'answer JSON lines {"arch","nr","args"} from stdin')
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate simulate python --arch x86_64 --syscall socket --args 2,1,0",
    )
    .action(async (file: string, options: Options) => {
      const subject = subjectOf(file, options);
      if (subject === undefined) return exit(EXIT_BAD_INPUT);
      if (options.batch === true) {
        if (!(await answerLines(subject, options.arch))) exit(EXIT_BAD_INPUT);
        return;
      }
      answerOne(subject, options);
    });
}

function subjectOf(
  file: string,
  { phase, param }: Options,
): Subject | undefined {
  if (file.endsWith(".bpf")) {
    if (param.size > 0)
      throw new Fault(
        "unknown-parameter",
        "a .bpf program has no parameters: its values stand in it",
        { hint: "simulate the policy, or bind them when it is compiled" },
      );
    return programSubject(file);
  }
  const policy = policyFrom(file);
  if (policy === undefined) return undefined;
  requireKnownParameters(policy, param);
  return policySubject(policy, phase, param);
}

/** A policy's keys for what answers where no rule does. */
const REASONS: Readonly<Record<Decision["reason"], string>> = {
  rule: "rule",
  default: "default",
  unknown: "answer to unknown numbers",
  foreign: "answer to foreign ABIs",
  "boot-refusal": "boot program's refusal",
};

function programSubject(file: string): Subject {
  const simulators = new Map<ArchName, Simulator>();
  return (arch, call) => {
    const simulator = once(simulators, arch, () =>
      simulatorOf(readProgram(file, arch), archTable(arch).endian),
    );
    const { value, instructions } = simulator(call);
    return { ...describeReturn(value), instructions };
  };
}

function policySubject(
  policy: Policy,
  phase: Phase,
  values: ReadonlyMap<string, bigint>,
): Subject {
  const simulators = new Map<ArchName, Simulator>();
  return (arch, call) => {
    const meaning = meaningOn(policy, arch);
    const simulator = once(simulators, arch, () => {
      const program = bind(compileFrom(policy, { arch, phase }), values);
      return simulatorOf(program.bytes, archTable(arch).endian);
    });
    const { value, instructions } = simulator(call);
    const { rule, reason } = decide(meaning, phase, call, values);
    return {
      ...describeReturn(value),
      ...(rule === undefined
        ? { reason: REASONS[reason] }
        : { rule: `${rule.range.file}:${rule.range.line}` }),
      instructions,
    };
  };
}

/** The value at `key`, made the first time. */
function once<Key, Value>(
  values: Map<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const made = values.get(key) ?? make();
  values.set(key, made);
  return made;
}

function answerOne(subject: Subject, options: Options): void {
  const arch = archFor(options.arch);
  if (options.syscall === undefined)
    throw new Fault("no-syscall", "which syscall is not said", {
      hint: "add --syscall NAME, or --batch for JSON lines on stdin",
    });
  const call = {
    arch: archTable(arch).auditArch,
    nr: numberOf(options.syscall, arch),
    args: options.args ?? [],
  };
  const simulated = subject(arch, call);
  if (options.format === "json") printJson(answerJson(simulated), true);
  else print(sentenceFor(simulated, arch));
}

/** A number as it is written, or the number of a name on `arch`. */
function numberOf(word: string, arch: ArchName): number {
  if (/^(0x[0-9a-f]+|\d+)$/i.test(word) && Number(word) <= 0xffffffff)
    return Number(word);
  const { byName } = archTable(arch);
  const syscall = byName.get(word);
  if (syscall !== undefined) return syscall.nr;
  const near = nearest(word, [...byName.keys()]);
  throw new Fault("unknown-syscall", `${arch} has no syscall named "${word}"`, {
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  });
}

function sentenceFor(simulated: Simulated, arch: ArchName): string {
  const { action, errno, data, rule, reason, instructions } = simulated;
  const detail = errno === undefined ? data : errnoName(errno, arch);
  const behind =
    rule ??
    (reason === undefined
      ? "a program that says no more"
      : `the ${reason}: no rule matches`);
  const count =
    instructions === 1 ? "1 instruction" : `${instructions} instructions`;
  return `${action}${detail === undefined ? "" : `(${detail})`}, by ${behind}, after ${count}`;
}

function errnoName(errno: number, arch: ArchName): string | number {
  for (const [name, value] of errnos(arch)) if (value === errno) return name;
  return errno;
}

/** Answers each line with a line; false where a line was no call. */
async function answerLines(
  subject: Subject,
  defaultArch: ArchName | undefined,
): Promise<boolean> {
  let good = true;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    if (line.trim() === "") continue;
    try {
      const { arch, call } = readCall(line, defaultArch);
      printJson(answerJson(subject(arch, call)), true);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      good = false;
      printJson({ error: error.message }, true);
      note(`error[${error.code}]: line ${number}: ${error.message}`);
      if (error.hint !== undefined) note(`  = ${error.hint}`);
    }
  }
  return good;
}

function readCall(
  line: string,
  defaultArch: ArchName | undefined,
): { arch: ArchName; call: Call } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Fault("bad-call", "the line is no JSON", { cause: error });
  }
  if (typeof value !== "object" || value === null)
    throw new Fault("bad-call", 'a call is an object: {"arch","nr","args"}');
  const { arch: archName, nr, args = [] } = value as Record<string, unknown>;
  const arch = archNames.find(
    (name) => name === (archName ?? archFor(defaultArch)),
  );
  if (arch === undefined)
    throw new Fault(
      "bad-call",
      `there is no arch ${JSON.stringify(archName)}`,
      {
        hint: `there are ${archNames.join(", ")}`,
      },
    );
  const number = typeof nr === "string" ? numberOf(nr, arch) : nr;
  if (
    typeof number !== "number" ||
    !Number.isInteger(number) ||
    number < 0 ||
    number > 0xffffffff
  )
    throw new Fault("bad-call", '"nr" is a name or an unsigned 32-bit number');
  if (!Array.isArray(args) || args.length > 6)
    throw new Fault("bad-call", '"args" is a list of at most six values');
  return {
    arch,
    call: {
      arch: archTable(arch).auditArch,
      nr: number,
      args: args.map(readValue),
    },
  };
}

/** A JSON number that is exact, or a string of up to 64 bits. */
function readValue(value: unknown): bigint {
  if (typeof value === "number" && Number.isSafeInteger(value))
    return BigInt.asUintN(64, BigInt(value));
  if (typeof value === "string") {
    try {
      return value64(value);
    } catch {
      // The sentence below says it for numbers and strings alike.
    }
  }
  throw new Fault("bad-call", `${JSON.stringify(value)} is no 64-bit value`, {
    hint: "write values over 2^53 as strings",
  });
}

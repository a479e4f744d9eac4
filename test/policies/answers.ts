/** What the shipped policies answer to calls, as they are read and as their programs are. */
import { expect } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compile } from "../../src/compiler/compile.js";
import type { Program } from "../../src/compiler/program.js";
import { simulatorOf, type Simulator } from "../../src/compiler/simulate.js";
import { decide } from "../../src/policy/decide.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { ArchName, ArchPolicy, Phase } from "../../src/policy/model.js";
import {
  diskSource,
  readPolicy,
  shippedPolicyNames,
} from "../../src/policy-files.js";

export const arches = ["x86_64", "aarch64"] as const;
export type Arch = (typeof arches)[number];

export const loaded = new Map(
  shippedPolicyNames().map((name) => {
    const file = readPolicy(name);
    return [name, loadPolicy(diskSource(file), file)];
  }),
);

export const interpreters = [
  "python",
  "nodejs",
  "python-network",
  "nodejs-network",
] as const;
export const offline = ["python", "nodejs"] as const;

export function archPolicy(name: string, arch: ArchName): ArchPolicy {
  const found = loaded
    .get(name)
    ?.policy?.arches.find((one) => one.arch === arch);
  if (found === undefined) throw new Error(`${name} is not there on ${arch}`);
  return found;
}

interface Compiled {
  readonly program: Program;
  readonly simulate: Simulator;
}

const programs = new Map<string, Compiled>();

export function programOf(name: string, arch: Arch, phase: Phase): Compiled {
  const key = `${name} ${arch} ${phase}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const policy = loaded.get(name)?.policy;
  if (policy === undefined) throw new Error(`${name} has faults`);
  const program = compile(policy, { arch, phase });
  const { endian } = archTable(arch);
  const compiled = { program, simulate: simulatorOf(program.bytes, endian) };
  programs.set(key, compiled);
  return compiled;
}

/** What a policy answers to a call, as its author would write the action. */
export function answer(
  name: string,
  arch: Arch,
  phase: Phase,
  syscall: string,
  args: Readonly<Record<string, bigint>> = {},
): string {
  const table = archTable(arch);
  const known = table.byName.get(syscall);
  if (known === undefined) throw new Error(`${arch} has no ${syscall}`);
  const names = known.args.map((argument) => argument.name);
  for (const given of Object.keys(args))
    if (!names.includes(given))
      throw new Error(`${syscall} has no argument ${given}`);
  return answerTo(name, arch, phase, {
    arch: table.auditArch,
    nr: known.nr,
    args: names.map((one) => BigInt.asUintN(64, args[one] ?? 0n)),
  });
}

/** The same to a call by its numbers. */
export function answerTo(
  name: string,
  arch: Arch,
  phase: Phase,
  call: { arch: number; nr: number; args: readonly bigint[] },
): string {
  const { action, value } = decide(archPolicy(name, arch), phase, call).action;
  // The program that is installed says the same as the policy that is read.
  expect(programOf(name, arch, phase).simulate(call).value).toBe(value);
  switch (action.kind) {
    case "deny":
      return `deny(${action.errno})`;
    case "kill":
      return action.scope === "thread" ? "kill(thread)" : "kill";
    default:
      return action.kind;
  }
}

/** Whether `arch` has the syscall. */
export const has = (arch: Arch, syscall: string): boolean =>
  archTable(arch).byName.has(syscall);

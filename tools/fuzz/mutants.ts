/**
 * The mutation table: every mutant of the shipped programs and of 20 random ones, by brute
 * force over boundary calls and by proof. `tsx tools/fuzz/mutants.ts [EVERY]` takes every
 * EVERYth mutant (1: all, some minutes). Ends with 1 where the prover was wrong.
 */
import { archTable } from "../../syscalls/index.js";
import { bind } from "../../src/compiler/bind.js";
import { compile, compileArch } from "../../src/compiler/compile.js";
import { loadPolicy } from "../../src/policy/load.js";
import { diskSource, readPolicy } from "../../src/policy-files.js";
import type { ArchPolicy } from "../../src/policy/model.js";
import { mutate } from "../../test/compiler/support/mutants.js";
import {
  boundaryCalls,
  randomFrom,
  randomPolicy,
} from "../../test/compiler/support/random.js";

const every = Number(process.argv[2] ?? "1");
let wrong = 0;

function report(name: string, policy: ArchPolicy, bytes: Uint8Array): void {
  const calls = boundaryCalls(policy, randomFrom(1), 16);
  const { endian } = archTable(policy.arch);
  const table = mutate(bytes, policy, calls, endian, every);
  const cells = [
    name,
    bytes.length / 8,
    table.mutants,
    table.notLoadable,
    table.refused,
    table.refusedByWitness,
    table.undecided,
    table.equal,
    table.wrong.length,
  ];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
  for (const text of table.wrong) process.stdout.write(`wrong: ${text}\n`);
  wrong += table.wrong.length;
}

process.stdout.write(
  "| program | instructions | mutants | not loadable | refused | refused by witness alone | undecided | equal | wrong |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
);
for (const name of ["python", "nodejs"]) {
  const file = readPolicy(name);
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy === undefined) throw new Error(`${name} has errors`);
  for (const arch of policy.arches) {
    const program = compile(policy, { arch: arch.arch });
    const values = new Map(policy.params.map((one) => [one.name, 1n]));
    report(`${name}, ${arch.arch}`, arch, bind(program, values).bytes);
  }
}
for (let seed = 1; seed <= 20; seed++) {
  const policy = randomPolicy(randomFrom(seed), "x86_64", 2 + seed);
  report(`random ${seed}`, policy, compileArch(policy, []).bytes);
}
process.exit(wrong > 0 ? 1 : 0);

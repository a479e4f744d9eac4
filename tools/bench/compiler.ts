/**
 * The compiler beside libseccomp and seccompiler's layout, in one sitting: lengths, mean
 * steps, times to compile and prove, growth with the number of conditions, and what a call
 * costs in the kernel. Prints Markdown. Needs CALLGATE_CORPUS, cc and libseccomp-dev.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { archTable } from "../../syscalls/index.js";
import { compileArch } from "../../src/compiler/compile.js";
import { coreWith } from "../../src/compiler/core.js";
import { programBlock } from "../../src/compiler/instructions.js";
import { lowerPolicy } from "../../src/compiler/lower.js";
import type { ArchPolicy, Condition } from "../../src/policy/model.js";
import {
  hasLibseccomp,
  libseccompAll,
} from "../../test/compiler/support/libseccomp.js";
import { meanSteps } from "../../test/compiler/support/measure.js";
import { ociPolicy, readOci } from "../../test/compiler/support/oci.js";
import {
  allow,
  policyOf,
  rule,
  test,
} from "../../test/compiler/support/policies.js";
import { seccompilerLayout } from "../../test/compiler/support/seccompiler.js";
import { buildC } from "../../test/kernel/support/kernel.js";
import { corpus } from "../../test/support/requires.js";

const corpusFolder = corpus();

interface Named {
  readonly name: string;
  readonly policy: ArchPolicy;
}

function policies(): Named[] {
  if (corpusFolder === undefined) return [];
  const folder = join(corpusFolder, "compile");
  return readdirSync(folder).map((file) => ({
    name: file.replace(/\.json$/, ""),
    policy: ociPolicy(readOci(join(folder, file))),
  }));
}

/** The median of `runs` runs, in ms, after as many to warm up. */
function median(run: () => void, runs = 100): number {
  for (let i = 0; i < runs; i++) run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function head(cells: readonly string[]): string {
  return row(cells) + row(cells.map(() => "---"));
}

function loweringOf(policy: ArchPolicy) {
  return {
    policy,
    table: archTable(policy.arch),
    phase: "run" as const,
    observe: false,
    parameters: [],
    profile: undefined,
  };
}

/** Emission and proof in the core, its instance included, and the whole of `compile`. */
function timesOf(policy: ArchPolicy, runs: number) {
  const words = lowerPolicy(loweringOf(policy));
  const block = programBlock(compileArch(policy, []).bytes, "little");
  return {
    emit: median(() => coreWith(words).exports.compile(), runs),
    prove: median(() => coreWith(words, block).exports.prove(), runs),
    whole: median(() => compileArch(policy, []), runs),
  };
}

function sizes(named: readonly Named[]): void {
  process.stdout.write(
    head([
      "policy, x86_64",
      "libseccomp chain",
      "libseccomp tree",
      "seccompiler",
      "callgate",
    ]),
  );
  const programs = libseccompAll(
    named.flatMap(({ policy }) => [
      { policy, layout: "chain" as const },
      { policy, layout: "tree" as const },
    ]),
  );
  const cell = (bytes: Uint8Array) =>
    `${bytes.length / 8} / ${meanSteps(bytes).toFixed(1)}`;
  named.forEach(({ name, policy }, i) => {
    process.stdout.write(
      row([
        name,
        cell(programs[i * 2] ?? new Uint8Array()),
        cell(programs[i * 2 + 1] ?? new Uint8Array()),
        cell(seccompilerLayout(policy)),
        cell(compileArch(policy, []).bytes),
      ]),
    );
  });
  process.stdout.write("\nInstructions / mean steps over all numbers.\n\n");
}

function times(named: readonly Named[]): void {
  process.stdout.write(
    head(["policy", "emit, ms", "prove, ms", "compile, ms"]),
  );
  for (const { name, policy } of named) {
    const { emit, prove, whole } = timesOf(policy, 100);
    process.stdout.write(
      row([name, ...[emit, prove, whole].map((ms) => ms.toFixed(2))]),
    );
  }
  process.stdout.write("\n");
}

function growth(): void {
  const shapes: Record<string, (i: number) => [number, Condition]> = {
    "values of one argument": (i) => [
      16,
      test(1, 32, "==", BigInt(0x5400 + i * 37)),
    ],
    "20 on each of 100 calls": (i) => [
      i % 100,
      test(1, 32, "==", BigInt(i * 37)),
    ],
    "ranges of 64 bits": (i) => [
      16,
      {
        kind: "all",
        of: [
          test(0, 64, ">=", BigInt(i) * 1000n),
          test(0, 64, "<", BigInt(i) * 1000n + 500n),
        ],
      },
    ],
  };
  process.stdout.write(
    head([
      "conditions",
      ...Object.keys(shapes).map((name) => `${name}: emit + prove, ms`),
    ]),
  );
  for (const count of [250, 500, 1000, 2000]) {
    const cells = Object.values(shapes).map((shape) => {
      const rules = Array.from({ length: count }, (_, i) => {
        const [nr, condition] = shape(i);
        return rule(i, nr, allow, condition);
      });
      const { emit, prove } = timesOf(policyOf("x86_64", rules), 5);
      return `${emit.toFixed(1)} + ${prove.toFixed(1)}`;
    });
    process.stdout.write(row([count, ...cells]));
  }
  process.stdout.write("\n");
}

/** What a call costs behind each program: answered from the bitmap, by arguments, refused. */
function calls(named: readonly Named[]): void {
  const docker = named.find(({ name }) => name === "docker-default");
  if (docker === undefined || process.arch !== "x64") return;
  const source = fileURLToPath(new URL("./compiler-calls.c", import.meta.url));
  const program = buildC(source, "cc");
  const layouts = libseccompAll([
    { policy: docker.policy, layout: "chain" },
    { policy: docker.policy, layout: "tree" },
  ]);
  const byName = archTable("x86_64").byName;
  const measured: Record<string, readonly [string, string]> = {
    "getppid, cached": ["getppid", "0"],
    "personality(0xffffffff), by its argument": ["personality", "4294967295"],
    "acct, refused": ["acct", "0"],
  };
  process.stdout.write(
    head([
      "a call behind docker-default, ns",
      "no filter",
      "chain",
      "tree",
      "callgate",
    ]),
  );
  for (const [title, [name, argument]] of Object.entries(measured)) {
    const nr = String(byName.get(name)?.nr ?? 0);
    const cells = [
      new Uint8Array(),
      ...layouts,
      compileArch(docker.policy, []).bytes,
    ].map((input) =>
      spawnSync(program, [nr, argument], {
        input,
        encoding: "utf8",
      }).stdout.trim(),
    );
    process.stdout.write(row([title, ...cells]));
  }
  process.stdout.write("\n");
}

const named = policies();
if (hasLibseccomp() && named.length > 0) {
  sizes(named);
  calls(named);
}
times(named);
growth();

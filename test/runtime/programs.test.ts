/**
 * Every program of `programs/`, through the library and behind every layer: ordinary ones
 * do what they would outside, hostile ones see what they must, and the next run is unharmed.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/runtime/index.js";
import type { Language, Sandbox } from "../../src/runtime/model.js";
import { hasCommand, requires } from "../support/requires.js";
import { becomes, cgroupsLeft, processesWith } from "./machine.js";
import { complaints, programFiles, type ProgramFile } from "./program-file.js";

/** What must never be seen inside; set before any sandbox starts. */
process.env["CALLGATE_TEST_SECRET"] = "SECRET";

interface Guest {
  readonly title: string;
  readonly language: Language;
  readonly folder: "python" | "nodejs";
  readonly interpreter: string;
  readonly kinds: readonly ("ordinary" | "hostile")[];
  /** CI installs the modules that programs need for this interpreter. */
  readonly hasModules: boolean;
  /** Prints `unharmed` and what of earlier runs it finds. */
  readonly next: string;
}

const nextPython = `
import os, tempfile
print("unharmed", sum(range(10)), [name for folder in (".", tempfile.gettempdir()) for name in os.listdir(folder) if name == "left-behind"])
`;

const nextNode = `
const fs = require("node:fs");
const left = [".", require("node:os").tmpdir()].flatMap((folder) => fs.readdirSync(folder)).filter((name) => name === "left-behind");
console.log("unharmed", [1, 2, 3].reduce((a, b) => a + b), left);
`;

const guests: readonly Guest[] = [
  {
    title: "Debian's Python",
    language: "python3",
    folder: "python",
    interpreter: "/usr/bin/python3",
    kinds: ["ordinary", "hostile"],
    hasModules: true,
    next: nextPython,
  },
  {
    // Often another version behind a version manager's shim.
    title: "the Python on PATH",
    language: "python3",
    folder: "python",
    interpreter: "python3",
    kinds: ["ordinary"],
    hasModules: false,
    next: nextPython,
  },
  {
    title: "Node.js",
    language: "nodejs",
    folder: "nodejs",
    interpreter: process.execPath,
    kinds: ["ordinary", "hostile"],
    hasModules: true,
    next: nextNode,
  },
];

/** Far more than any needs: a busy machine must not decide what a test says. */
const TIMEOUT_MS = 30_000;

/** Runs of this file at one time: the machine may have two cores. */
const AT_ONCE = 2;

/** The ways of a run; `warm` is what a Node.js that can't be forked gets. */
const ways = {
  process: { isolation: "process" },
  zygote: { isolation: "zygote" },
  warm: { isolation: "zygote", zygotes: { fork: false } },
} as const;

const subjects = guests.flatMap((guest) =>
  (guest.language === "nodejs"
    ? (["process", "zygote", "warm"] as const)
    : (["process", "zygote"] as const)
  ).map((way) => ({ ...guest, way })),
);

/** What this process opens once and keeps, such as the thread that answers refused calls. */
beforeAll(async () => {
  await using sandbox = await createSandbox({
    language: "nodejs",
    interpreter: process.execPath,
  });
  await sandbox.run({ code: "" });
});

describe.each(subjects)("$title, $way", (guest) => {
  const { language, folder, interpreter, kinds, next, way } = guest;
  const isThere = requires(
    hasCommand(interpreter),
    `${interpreter} is not installed`,
  );
  const gate = openGate(AT_ONCE);
  let sandbox: Promise<Sandbox> | undefined;
  const opened = (): Promise<Sandbox> =>
    (sandbox ??= createSandbox({
      language,
      interpreter,
      ...ways[way],
      limits: { timeoutMs: TIMEOUT_MS, cpuMs: TIMEOUT_MS },
    }));
  afterAll(async () => (await sandbox)?.close());

  let before: unknown;
  beforeAll(() => {
    before = traces();
  });

  const run = async (program: ProgramFile): Promise<void> => {
    const { name, code, stdin, limits, hostile } = program;
    const marker = `hostile-${process.pid}-${name}`;
    const args = hostile ? [...program.args, marker] : program.args;
    // What hostile code leaves in its folder is looked at too, as for a caller who asks.
    const files = hostile ? { files: {} } : {};
    const request = { code, args, stdin, limits, ...files };
    const result = await (await opened()).run(request);
    expect(complaints(program, result)).toEqual([]);
    // In a zygote's children the words are the zygote's.
    expect(processesWith(marker)).toEqual([]);
  };

  describe.each(kinds)("%s", (kind) => {
    const programs = programFiles(folder, kind);
    for (const program of programs) {
      test
        .skipIf(!isThere || !canRun(program, guest))
        .concurrent(program.name, { timeout: 4 * TIMEOUT_MS }, () =>
          gate(async () => {
            await run(program);
            if (!program.hostile) return;
            const after = await (await opened()).run({ code: next });
            expect(after).toMatchObject({
              exit: { kind: "exit", code: 0 },
              stdout:
                language === "python3" ? "unharmed 45 []\n" : "unharmed 6 []\n",
              stderr: "",
            });
          }),
        );
    }

    test("there are enough of them", () => {
      expect(programs.length).toBeGreaterThanOrEqual(
        kind === "ordinary" ? 25 : 30,
      );
    });
  });

  // What is left stays; how soon the rest goes is the machine's affair.
  test(
    "no mount, descriptor, process or control group is left of them",
    { timeout: 4 * TIMEOUT_MS },
    async () => {
      await (await sandbox)?.close();
      await becomes(() => isDeepStrictEqual(traces(), before), TIMEOUT_MS);
      expect(traces()).toEqual(before);
    },
  );
});

/** What runs could leave behind of this process's. */
function traces(): unknown {
  return {
    mounts: readFileSync("/proc/self/mounts", "utf8"),
    descriptors: readdirSync("/proc/self/fd").length,
    cgroups: cgroupsLeft(process.pid),
    processes: processesWith("callgate-").filter(isChild),
  };
}

function isChild(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return status.includes(`\nPPid:\t${process.pid}\n`);
  } catch {
    return false;
  }
}

/** Whether the machine has what the program needs; the reason is printed where it has not. */
function canRun(
  { name, needs, arch }: ProgramFile,
  { interpreter, hasModules }: Guest,
): boolean {
  const here = { x64: "x86_64", arm64: "aarch64" }[process.arch as string];
  // Not a want of this machine: the program is about another one.
  if (arch !== undefined && arch !== here) return false;
  return needs.every((module) => {
    const has = hasModule(interpreter, module);
    return hasModules ? requires(has, `${name} needs Python's ${module}`) : has;
  });
}

const asked = new Map<string, boolean>();

function hasModule(interpreter: string, module: string): boolean {
  const question = `${interpreter} ${module}`;
  const known = asked.get(question);
  if (known !== undefined) return known;
  const { status } = spawnSync(interpreter, ["-c", `import ${module}`]);
  asked.set(question, status === 0);
  return status === 0;
}

/** Lets at most `count` of the functions given to it run at one time, in their order. */
function openGate(count: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= count)
      await new Promise<void>((resolve) => waiting.push(resolve));
    else inside++;
    try {
      return await work();
    } finally {
      const nextInLine = waiting.shift();
      if (nextInLine === undefined) inside--;
      else nextInLine();
    }
  };
}

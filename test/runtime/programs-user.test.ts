/**
 * The programs of `programs/` once more, in the sandbox of an ordinary user: user namespaces
 * in place of root's rights, no control group.
 */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { complaints, programFiles } from "./program-file.js";
import { needsPython, needsUser, python, resultsOf } from "./machine.js";

const TIMEOUT_MS = 30_000;

/** Ends otherwise where no control group counts: a mapping that is too large is an OSError. */
const NEEDS_CGROUP: readonly string[] = ["memory-mapped.py"];

const guests = [
  { language: "python3", folder: "python", interpreter: python },
  { language: "nodejs", folder: "nodejs", interpreter: process.execPath },
] as const;

const subjects = guests.flatMap((guest) =>
  (["process", "zygote"] as const).map((isolation) => ({
    ...guest,
    isolation,
  })),
);

describe.skipIf(!needsUser() || !needsPython()).each(subjects)(
  "$language, $isolation, as an ordinary user",
  ({ language, folder, interpreter, isolation }) => {
    it.each(["ordinary", "hostile"] as const)(
      "%s programs end as they do for root",
      { timeout: 600_000 },
      async (kind) => {
        const programs = programFiles(folder, kind).filter(
          ({ name, needs, arch }) =>
            arch === undefined &&
            !NEEDS_CGROUP.includes(name) &&
            needs.every((module) => hasModule(module)),
        );
        const results = await resultsOf(
          { user: true, env: { CALLGATE_TEST_SECRET: "SECRET" } },
          {
            options: {
              language,
              interpreter,
              isolation,
              allowMissing: ["cgroup"],
              limits: { timeoutMs: TIMEOUT_MS, cpuMs: TIMEOUT_MS },
            },
            atOnce: 3,
            requests: programs.map(({ code, args, stdin, limits }) => ({
              code,
              args,
              stdin,
              limits,
            })),
          },
        );
        const found = programs.flatMap((program, at) => {
          const result = results[at];
          const about = result ? complaints(program, result) : ["did not run"];
          return about.length > 0 ? [[program.name, ...about]] : [];
        });
        expect(found).toEqual([]);
      },
    );
  },
);

function hasModule(module: string): boolean {
  return spawnSync(python, ["-c", `import ${module}`]).status === 0;
}

/**
 * Other versions of Node.js, from npm's `node-linux-*`: as the interpreter of runs, and
 * callgate itself on the newest.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSandbox } from "../../src/runtime/index.js";
import { zygoteState } from "../../src/runtime/zygote/kind.js";
import { requires } from "../support/requires.js";
import { needsPython, needsRoot, python, resultsOf, root } from "./machine.js";
import { DRAWN_IN_CONTEXTS } from "./zygote/marked.js";
import { complaints, programFiles } from "./program-file.js";

const VERSIONS = [22, 24, 26];
const NEWEST = Math.max(...VERSIONS);

/** Kept between runs of the tests; undefined where the registry can't be reached. */
function nodeOf(version: number): string | undefined {
  const folder = join(root, ".cache/node", `${version}-${process.arch}`);
  const file = join(folder, "package/bin/node");
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const name = `node-linux-${process.arch}@${version}`;
  spawnSync("npm", ["pack", "--silent", name], { cwd: folder });
  const archive = readdirSync(folder).find((one) => one.endsWith(".tgz"));
  if (archive === undefined) return undefined;
  spawnSync("tar", ["xzf", archive], { cwd: folder });
  return existsSync(file) ? file : undefined;
}

const nodes = needsRoot()
  ? VERSIONS.map((version) => ({ version, file: nodeOf(version) }))
  : [];

/** Programs of which each is about another part of Node.js. */
const SOME = /worker|webassembly|modules|streams|timers|zlib|exit|garbage/;

for (const { version, file } of nodes) {
  const isThere = requires(
    file !== undefined,
    `Node.js ${version} could not be fetched from npm's registry`,
  );
  describe.skipIf(!isThere)(
    `Node.js ${version} runs the ordinary programs`,
    () => {
      const programs = programFiles("nodejs", "ordinary");

      const failed = async (
        which: typeof programs,
        fork: boolean,
      ): Promise<readonly string[]> => {
        await using sandbox = await createSandbox({
          language: "nodejs",
          interpreter: file ?? "",
          isolation: "zygote",
          zygotes: { fork },
          limits: { timeoutMs: 30_000, cpuMs: 30_000 },
        });
        const found: string[] = [];
        for (const program of which) {
          const { code, args, stdin, limits } = program;
          const result = await sandbox.run({ code, args, stdin, limits });
          for (const complaint of complaints(program, result))
            found.push(`${program.name}: ${complaint}`);
        }
        return found;
      };

      it(
        "in the way that its self-test chose",
        { timeout: 240_000 },
        async () => {
          const state = await zygoteState("nodejs", file);
          process.stderr.write(
            `Node.js ${version}: ${state.kind}, ${state.detail}\n`,
          );
          expect(state.kind).not.toBe("none");
          expect(await failed(programs, true)).toEqual([]);
        },
      );

      it("each context and worker of a run draws random numbers of its own", async () => {
        await using sandbox = await createSandbox({
          language: "nodejs",
          interpreter: file ?? "",
          isolation: "zygote",
        });
        const drawn: string[] = [];
        for (let run = 0; run < 2; run++) {
          const { stdout } = await sandbox.run({ code: DRAWN_IN_CONTEXTS });
          drawn.push(...stdout.trim().split("\n"));
        }
        expect([drawn.length, new Set(drawn).size]).toEqual([14, 14]);
      });

      it("some of them in warm processes", { timeout: 240_000 }, async () => {
        const some = programs.filter(({ name }) => SOME.test(name));
        expect(some.length).toBeGreaterThanOrEqual(5);
        expect(await failed(some, false)).toEqual([]);
      });
    },
  );
}

const newest = nodes.find(({ version }) => version === NEWEST)?.file;

describe.skipIf(newest === undefined)("callgate on the newest Node.js", () => {
  it.skipIf(!needsPython())("runs code, in processes and zygotes", async () => {
    for (const isolation of ["process", "zygote"] as const) {
      for (const [language, interpreter, code] of [
        ["python3", python, "print(6 * 7)"],
        ["nodejs", newest ?? "", "console.log(6 * 7)"],
      ] as const) {
        const results = await resultsOf(
          { ...(newest === undefined ? {} : { node: newest }) },
          {
            options: { language, interpreter, isolation },
            requests: [{ code }, { code }],
          },
        );
        expect(results.map(({ stdout }) => stdout)).toEqual(["42\n", "42\n"]);
      }
    }
  });

  it("compiles a policy to the same bytes", () => {
    const cli = join(root, "dist/cli.js");
    const compiled = [process.execPath, newest ?? ""].map((node) =>
      spawnSync(node, [
        cli,
        "compile",
        "python",
        "--arch",
        "x86_64",
        "--output",
        "-",
      ]),
    );
    const [one, other] = compiled.map(({ stdout }) => stdout);
    expect(compiled.map(({ status }) => status)).toEqual([0, 0]);
    expect(one?.length).toBeGreaterThan(1000);
    expect(other).toEqual(one);
  });
});

/**
 * Reads a program of `test/runtime/programs` and what its header says must be seen.
 *
 * The header is the comment at the top: a first line for people, then `# KEY: VALUE` in
 * Python, `// KEY: VALUE` in JavaScript. A key may stand several times.
 *
 * | key | value |
 * | --- | --- |
 * | `expect-stdout` | a line of stdout, in order; where there is none stdout is empty |
 * | `expect-stdout-starts` | in its place: how stdout starts |
 * | `expect-stdout-bytes` | in its place: how long stdout is |
 * | `expect-stderr-has` | a piece of stderr; an ordinary program without one has an empty stderr |
 * | `expect-exit` | the exit code, 0 where nothing is said |
 * | `expect-end` | another end: a kind of `Exit`, or `KIND:DETAIL`; several with ` | ` between |
 * | `expect-truncated` | `stdout` or `stderr` |
 * | `needs` | Python modules that must be installed |
 * | `arch` | the only arch it is for |
 * | `stdin` | a line of stdin |
 * | `args` | arguments, with spaces between |
 * | `limits` | `NAME=NUMBER` with spaces between |
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exit, Limits, RunResult } from "../../src/runtime/model.js";

export interface ProgramFile {
  readonly name: string;
  readonly code: string;
  readonly hostile: boolean;
  readonly needs: readonly string[];
  readonly arch: string | undefined;
  readonly stdin: string;
  readonly args: readonly string[];
  readonly limits: Partial<Limits>;
  readonly stdout:
    | { readonly kind: "is"; readonly text: string }
    | { readonly kind: "starts"; readonly text: string }
    | { readonly kind: "bytes"; readonly length: number };
  readonly stderrHas: readonly string[];
  readonly ends: readonly string[];
  readonly truncated: readonly string[];
}

const programs = join(import.meta.dirname, "programs");

const keys = new Set([
  "expect-stdout",
  "expect-stdout-starts",
  "expect-stdout-bytes",
  "expect-stderr-has",
  "expect-exit",
  "expect-end",
  "expect-truncated",
  "needs",
  "arch",
  "stdin",
  "args",
  "limits",
]);

export function programFiles(
  language: "python" | "nodejs",
  kind: "ordinary" | "hostile",
): readonly ProgramFile[] {
  const folder = join(programs, language, kind);
  return readdirSync(folder)
    .sort()
    .map((file) =>
      readProgram(
        file,
        readFileSync(join(folder, file), "utf8"),
        kind === "hostile",
      ),
    );
}

export function readProgram(
  name: string,
  code: string,
  hostile: boolean,
): ProgramFile {
  const header = headerOf(name, code);
  const all = (key: string): readonly string[] => header.get(key) ?? [];
  const one = (key: string): string | undefined => {
    const [first, ...others] = all(key);
    if (others.length > 0) throw new Error(`${name}: ${key} stands twice`);
    return first;
  };
  const words = (key: string): readonly string[] =>
    one(key)?.split(" ").filter(Boolean) ?? [];
  const starts = one("expect-stdout-starts");
  const bytes = one("expect-stdout-bytes");
  return {
    name,
    code,
    hostile,
    needs: words("needs"),
    arch: one("arch"),
    stdin: lines(all("stdin")),
    args: words("args"),
    limits: Object.fromEntries(
      words("limits").map((word) => {
        const [limit = "", value] = word.split("=");
        return [limit, Number(value)];
      }),
    ),
    stdout:
      starts !== undefined
        ? { kind: "starts", text: starts }
        : bytes !== undefined
          ? { kind: "bytes", length: Number(bytes) }
          : { kind: "is", text: lines(all("expect-stdout")) },
    stderrHas: all("expect-stderr-has"),
    ends: one("expect-end")?.split(" | ") ?? [
      `exit:${one("expect-exit") ?? "0"}`,
    ],
    truncated: all("expect-truncated"),
  };
}

/** What is not as the header says, each in one sentence; nothing where all is well. */
export function complaints(
  program: ProgramFile,
  result: RunResult,
): readonly string[] {
  const { stdout, stderrHas, truncated, hostile } = program;
  const found: string[] = [];
  const ends = endsOf(result.exit);
  if (!program.ends.some((end) => ends.includes(end)))
    found.push(
      `it ended as ${JSON.stringify(result.exit)}, not as ${program.ends.join(" or ")}`,
    );
  if (stdout.kind === "is" && result.stdout !== stdout.text)
    found.push(
      `stdout is ${JSON.stringify(result.stdout)}, not ${JSON.stringify(stdout.text)}`,
    );
  if (stdout.kind === "starts" && !result.stdout.startsWith(stdout.text))
    found.push(
      `stdout starts ${JSON.stringify(result.stdout.slice(0, 100))}, not ${JSON.stringify(stdout.text)}`,
    );
  const length = Buffer.byteLength(result.stdout);
  if (stdout.kind === "bytes" && length !== stdout.length)
    found.push(`stdout has ${length} bytes, not ${stdout.length}`);
  for (const piece of stderrHas)
    if (!result.stderr.includes(piece))
      found.push(`stderr lacks ${JSON.stringify(piece)}`);
  if (!hostile && stderrHas.length === 0 && result.stderr !== "")
    found.push("stderr is not empty");
  for (const output of ["stdout", "stderr"] as const)
    if (result.truncated[output] !== truncated.includes(output))
      found.push(
        `${output} is ${result.truncated[output] ? "truncated" : "whole"}`,
      );
  if (found.length > 0 && result.stderr !== "")
    found.push(`stderr ends ${JSON.stringify(result.stderr.slice(-1000))}`);
  return found;
}

/** An end as headers write it: its kind, and its kind with its detail. */
function endsOf(exit: Exit): readonly string[] {
  switch (exit.kind) {
    case "exit":
      return [exit.kind, `exit:${exit.code}`];
    case "signal":
      return [exit.kind, `signal:${exit.signal}`];
    case "timeout":
      return [exit.kind, `timeout:${exit.limit}`];
    default:
      return [exit.kind];
  }
}

function headerOf(
  name: string,
  code: string,
): ReadonlyMap<string, readonly string[]> {
  const mark = name.endsWith(".py") ? "#" : "//";
  const header = new Map<string, string[]>();
  for (const line of code.split("\n").slice(1)) {
    if (!line.startsWith(mark)) break;
    const match = /^([a-z-]+):(?: (.*))?$/.exec(
      line.slice(mark.length).trimStart(),
    );
    const [, key, value = ""] = match ?? [];
    if (key === undefined) continue;
    if (!keys.has(key)) throw new Error(`${name}: there is no key "${key}"`);
    header.set(key, [...(header.get(key) ?? []), value]);
  }
  return header;
}

function lines(of: readonly string[]): string {
  return of.map((line) => `${line}\n`).join("");
}

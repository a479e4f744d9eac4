/** Runs libseccomp, through a small C program, on profiles that were read in the tests. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requires } from "../support/requires.js";

export interface JudgeTest {
  readonly index: number;
  /** libseccomp's own number of the comparison. */
  readonly op: number;
  readonly a: bigint;
  readonly b: bigint;
}

export interface JudgeRule {
  readonly action: number;
  readonly name: string;
  readonly tests: readonly JudgeTest[];
}

export interface JudgeProfile {
  readonly arch: number;
  readonly default: number;
  readonly rules: readonly JudgeRule[];
}

export interface Judged {
  readonly program: Uint8Array;
  /** Names that this libseccomp does not know. */
  readonly unknown: ReadonlySet<string>;
  readonly refused: readonly string[];
  /** libseccomp crashed, or did not end within two seconds: there is no program. */
  readonly died: boolean;
}

export class Judge implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "callgate-judge-"));
  readonly #program = join(this.#folder, "judge");

  constructor() {
    const source = fileURLToPath(
      new URL("libseccomp-judge.c", import.meta.url),
    );
    execFileSync("cc", [
      ...["-O1", "-Wall", "-Wextra", "-Werror", "-o", this.#program],
      ...[source, "-lseccomp"],
    ]);
  }

  ask(profiles: readonly JudgeProfile[]): readonly Judged[] {
    const text = profiles.map(textOf).join("");
    const { status, stdout, stderr } = spawnSync(this.#program, {
      input: text,
      maxBuffer: 1 << 28,
    });
    const said = stderr.toString();
    if (status !== 0) throw new Error(`the judge failed: ${said}`);
    const sections = said.split("end\n");
    let at = 0;
    return profiles.map((_, index) => {
      const length = stdout.readUInt32LE(at);
      const program = stdout.subarray(at + 4, at + 4 + length);
      at += 4 + length;
      const lines = (sections[index] ?? "").split("\n");
      const after = (word: string): string[] =>
        lines
          .filter((line) => line.startsWith(word))
          .map((line) => line.slice(word.length));
      return {
        program: Uint8Array.from(program),
        unknown: new Set(after("unknown ")),
        refused: after("refused "),
        died: length === 0,
      };
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function textOf({ arch, default: action, rules }: JudgeProfile): string {
  const hex = (value: number | bigint): string => value.toString(16);
  const lines = rules.map(({ action, name, tests }) =>
    [
      ...["rule", hex(action), name, tests.length],
      ...tests.map(({ index, op, a, b }) =>
        [index, op, hex(a), hex(b)].join(" "),
      ),
    ].join(" "),
  );
  return `${[`arch ${hex(arch)}`, `default ${hex(action)}`, ...lines, "end"].join("\n")}\n`;
}

/** Whether libseccomp's header and a C compiler are here. */
export function hasJudge(): boolean {
  return requires(
    existsSync("/usr/include/seccomp.h"),
    "libseccomp's header is missing (Debian: libseccomp-dev)",
  );
}

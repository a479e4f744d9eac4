/** The real kernel as a judge: programs are installed in children, and calls are made. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Call } from "../../../src/compiler/call.js";
import {
  decode,
  encode,
  type Instruction,
} from "../../../src/compiler/instructions.js";
import { hasCommand, requires } from "../../support/requires.js";

/** What the kernel said to one program: an errno, or a result for each call. */
export interface Judgement {
  /** 0 where it took the program. */
  readonly errno: number;
  readonly results: readonly number[];
}

export interface Trial {
  readonly bytes: Uint8Array;
  readonly calls: readonly Call[];
}

/** Whether this machine can judge programs of its own arch. */
export function canJudge(): boolean {
  return (
    requires(process.platform === "linux", "seccomp is Linux's") &&
    requires(hasCommand("cc"), "cc is missing (apt-get install gcc)")
  );
}

/** Builds one of this folder's C programs, or another by its path; answers where it is. */
export function buildC(
  name: string,
  compiler = "cc",
  flags: readonly string[] = [],
): string {
  const source = name.endsWith(".c")
    ? name
    : fileURLToPath(new URL(`./${name}.c`, import.meta.url));
  const output = join(
    mkdtempSync(join(tmpdir(), "callgate-test-")),
    basename(name, ".c"),
  );
  const args = ["-O1", "-Wall", "-Wextra", "-Werror", "-o", output, source];
  const cc = spawnSync(compiler, [...args, ...flags], { encoding: "utf8" });
  if (cc.status !== 0) throw new Error(`${compiler}: ${cc.stderr}`);
  return output;
}

let judge: string | undefined;

/** Installs each program and makes its calls. The programs must refuse them all by errno. */
export function judgeAll(trials: readonly Trial[]): Judgement[] {
  judge ??= buildC("calls");
  const run = spawnSync(judge, {
    input: Buffer.concat(trials.map(trialBytes)),
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0)
    throw new Error(`the judge ended with ${run.status ?? run.signal}`);
  return readJudgements(run.stdout, trials);
}

export function trialBytes({ bytes, calls }: Trial): Buffer {
  const buffer = Buffer.alloc(8 + bytes.length + calls.length * 56);
  buffer.writeUInt32LE(bytes.length / 8, 0);
  buffer.writeUInt32LE(calls.length, 4);
  buffer.set(bytes, 8);
  let at = 8 + bytes.length;
  for (const { nr, args } of calls) {
    buffer.writeBigUInt64LE(BigInt(nr), at);
    for (let a = 0; a < 6; a++)
      buffer.writeBigUInt64LE(args[a] ?? 0n, at + 8 + a * 8);
    at += 56;
  }
  return buffer;
}

export function readJudgements(
  output: Buffer,
  trials: readonly Trial[],
): Judgement[] {
  let at = 0;
  return trials.map(({ calls }) => {
    const errno = output.readInt32LE(at);
    const results = calls.map((_, i) => output.readInt32LE(at + 4 + i * 4));
    at += 4 + calls.length * 4;
    return { errno, results };
  });
}

const ERRNO = 0x00050000;
const FIRST_ERRNO = 1000;

/**
 * The same program with each distinct answer turned into an errno of its own, so that no
 * call is ever made and each answer can be told. Instructions but for the returns' `k`
 * stay what they are.
 */
export function harmless(bytes: Uint8Array): {
  bytes: Uint8Array;
  /** What the judge reports, for each answer of the program. */
  readonly results: ReadonlyMap<number, number>;
} {
  const results = new Map<number, number>();
  const changed = decode(bytes, "little").map((one): Instruction => {
    if (one.code !== 0x06) return one;
    const result = results.get(one.k) ?? -(FIRST_ERRNO + results.size);
    results.set(one.k, result);
    return { ...one, k: ERRNO - result };
  });
  return { bytes: encode(changed, "little"), results };
}

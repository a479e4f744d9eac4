/**
 * The manifest `NAME.json`: what the programs of a policy were made from, what they do line
 * by line, and the digests by which an installer or a reviewer knows them again.
 */
import { archTable } from "../../syscalls/index.js";
import { bytesForFile } from "./bind.js";
import { compilerDigest, tableDigest } from "./digests.js";
import type { Policy } from "../policy/model.js";
import { decode } from "./instructions.js";
import { stackedLength } from "./check.js";
import type { Program } from "./program.js";
import { sha256 } from "./sha256.js";

/** Counts up when the manifest's form changes. */
export const MANIFEST_VERSION = 2;

export interface Manifest {
  readonly manifest: number;
  readonly name: string;
  readonly description: string | null;
  /** What compiled it. */
  readonly compiler: {
    /** The package's; null where it was not told. */
    readonly version: string | null;
    /** Of the core: emitter, kernel checks and prover. */
    readonly sha256: string;
  };
  /** Everything of the policy that was read, with its digest; the policy itself is the first. */
  readonly sources: readonly InputDigest[];
  /** How often calls are made, where that was told. */
  readonly profile: InputDigest | null;
  /** Parameters that were bound, in hex. */
  readonly values: Readonly<Record<string, string>>;
  readonly params: readonly {
    readonly name: string;
    readonly width: 32 | 64;
    readonly why: string | null;
  }[];
  /** Every rule that an instruction serves, by its id. */
  readonly rules: readonly {
    readonly id: number;
    readonly file: string;
    readonly line: number;
    readonly when: string | null;
    readonly why: string | null;
  }[];
  readonly programs: readonly ManifestProgram[];
}

export interface InputDigest {
  readonly path: string;
  readonly sha256: string;
}

/** What else a build was made of, so that it can be made again. */
export interface BuildFacts {
  readonly version?: string;
  readonly profile?: { readonly path: string; readonly bytes: Uint8Array };
  readonly values?: ReadonlyMap<string, bigint>;
}

export interface ManifestProgram {
  readonly arch: string;
  readonly auditArch: number;
  readonly endian: "little" | "big";
  readonly phase: "run" | "boot";
  /** Package and version of the kernel source behind the table of numbers. */
  readonly table: string;
  /** Of all that is known of the arch: numbers, signatures, constants, errnos. */
  readonly tableSha256: string;
  readonly instructions: number;
  /** What it counts for against the 32,768 of all filters of a task. */
  readonly kernelInstructions: number;
  /** Of its file. */
  readonly sha256: string;
  readonly proven: boolean;
  /** Numbers that Linux 5.11 and later answers from its bitmap. */
  readonly cached: readonly number[];
  readonly relocations: readonly {
    readonly instruction: number;
    readonly parameter: string;
    readonly word: "low" | "high";
    readonly flipped: boolean;
    /** The instruction's opcode, which its file leaves open with the value. */
    readonly code: number;
  }[];
  /** For each instruction the ids of the rules it serves. */
  readonly serves: readonly (readonly number[])[];
}

export function manifest(
  policy: Policy,
  programs: readonly Program[],
  { version, profile, values = new Map() }: BuildFacts = {},
): Manifest {
  const served = new Set(
    programs.flatMap(({ rules }) => rules.flat().map(({ id }) => id)),
  );
  return {
    manifest: MANIFEST_VERSION,
    name: policy.name,
    description: policy.description ?? null,
    compiler: { version: version ?? null, sha256: compilerDigest() },
    sources: policy.files.map(({ path, text }) => ({
      path,
      sha256: sha256(new TextEncoder().encode(text)),
    })),
    profile:
      profile === undefined
        ? null
        : { path: profile.path, sha256: sha256(profile.bytes) },
    values: Object.fromEntries(
      [...values].map(([name, value]) => {
        const width = policy.params.find((one) => one.name === name)?.width;
        const bits = BigInt.asUintN(width ?? 64, value);
        return [name, `0x${bits.toString(16)}`];
      }),
    ),
    params: policy.params.map(({ name, width, why }) => ({
      name,
      width,
      why: why ?? null,
    })),
    rules: policy.rules
      .filter(({ id }) => served.has(id))
      .map(({ id, range, when, why }) => ({
        id,
        file: range.file,
        line: range.line,
        when: when ?? null,
        why: why ?? null,
      })),
    programs: programs.map(describe),
  };
}

function describe(program: Program): ManifestProgram {
  const table = archTable(program.arch);
  const instructions = decode(program.bytes, table.endian);
  return {
    arch: program.arch,
    auditArch: table.auditArch,
    endian: table.endian,
    phase: program.phase,
    table: table.source,
    tableSha256: tableDigest(program.arch),
    instructions: instructions.length,
    kernelInstructions: stackedLength(program.bytes, table.endian),
    sha256: sha256(bytesForFile(program)),
    proven: program.proven,
    cached: program.cached,
    relocations: program.relocations.map((one) => ({
      ...one,
      code: instructions[one.instruction]?.code ?? 0,
    })),
    serves: program.rules.map((rules) => rules.map(({ id }) => id)),
  };
}

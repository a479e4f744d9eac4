/**
 * Makes a build again from its manifest, and says what is not as it was: an input, a table,
 * the compiler, a program as rebuilt, or one that lies beside the manifest.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { archNames, type ArchName } from "../../syscalls/index.js";
import { bind, bytesForFile } from "../compiler/bind.js";
import { compilerDigest, tableDigest } from "../compiler/digests.js";
import type { InputDigest, Manifest } from "../compiler/manifest.js";
import type { Program } from "../compiler/program.js";
import { sha256 } from "../compiler/sha256.js";
import { comparePrograms } from "../compiler/verify.js";
import { callText } from "../audit/call-text.js";
import { Fault } from "../document/fault.js";
import { packageVersion } from "../package-root.js";
import type { Phase, Policy } from "../policy/model.js";
import { readManifest, textOfManifest } from "./manifests.js";
import { compileFrom, policyFrom } from "./policies.js";
import { readProfile } from "./profile.js";

export interface BuildDifference {
  readonly what:
    "input" | "compiler" | "table" | "program" | "file" | "manifest";
  /** A path, an arch, or a program's name. */
  readonly name: string;
  readonly expected: string | null;
  readonly found: string | null;
  /** In words. */
  readonly sentence: string;
}

export interface Rebuilt {
  readonly name: string;
  /** Programs as the manifest lists them. */
  readonly programs: number;
  /** Files of these that lie beside the manifest. */
  readonly files: number;
  /** Empty: every byte is what the manifest says. */
  readonly differences: readonly BuildDifference[];
}

/** Undefined after the faults of the policy were shown. Throws a `Fault` for what can't be read. */
export function rebuild(path: string): Rebuilt | undefined {
  const { manifest, text } = readManifest(path);
  const differences: BuildDifference[] = [
    ...manifest.sources.flatMap(inputDifference),
    ...(manifest.profile === null ? [] : inputDifference(manifest.profile)),
    ...toolDifferences(manifest),
  ];
  const main = manifest.sources[0]?.path ?? "";
  if (!existsSync(main)) return { ...countsOf(manifest, 0), differences };
  const policy = policyFrom(main);
  if (policy === undefined) return undefined;
  const rebuilt = manifest.programs.map((one) => ({
    one,
    name: fileName(manifest.name, one.arch, one.phase),
    program: programOf(policy, manifest, one),
  }));
  let files = 0;
  for (const { one, name, program } of rebuilt) {
    const digest = program && sha256(bytesForFile(program));
    if (digest !== one.sha256)
      differences.push({
        what: "program",
        name,
        expected: one.sha256,
        found: digest ?? null,
        sentence:
          digest === undefined
            ? `the policy is not for ${one.arch} any more`
            : `compiled again it is another program`,
      });
    const place = join(dirname(path), name);
    if (!existsSync(place)) continue;
    files++;
    differences.push(...fileDifference(place, one, program));
  }
  if (differences.length === 0) {
    const programs = rebuilt.flatMap(({ program }) => program ?? []);
    const again = textOfManifest(policy, programs, inputsOf(manifest));
    if (again !== text)
      differences.push({
        what: "manifest",
        name: path,
        expected: sha256(new TextEncoder().encode(again)),
        found: sha256(new TextEncoder().encode(text)),
        sentence: `it says something else than the build: line ${firstOtherLine(again, text)}`,
      });
  }
  return { ...countsOf(manifest, files), differences };
}

function countsOf(
  manifest: Manifest,
  files: number,
): Omit<Rebuilt, "differences"> {
  return { name: manifest.name, programs: manifest.programs.length, files };
}

function inputDifference({
  path,
  sha256: expected,
}: InputDigest): readonly BuildDifference[] {
  const same = { what: "input", name: path, expected } as const;
  if (!existsSync(path))
    return [
      {
        ...same,
        found: null,
        sentence:
          "it is not there: paths are from the folder in which it was compiled",
      },
    ];
  const found = sha256(readFileSync(path));
  return found === expected
    ? []
    : [{ ...same, found, sentence: "it has changed" }];
}

function toolDifferences({
  compiler,
  programs,
}: Manifest): readonly BuildDifference[] {
  const found = compilerDigest();
  const version = packageVersion();
  const differences: BuildDifference[] = [];
  if (compiler.sha256 !== found || compiler.version !== version)
    differences.push({
      what: "compiler",
      name: "callgate",
      expected: `${compiler.version ?? "?"} ${compiler.sha256}`,
      found: `${version} ${found}`,
      sentence:
        compiler.version === version
          ? `it was compiled by another build of version ${version}`
          : `it was compiled by version ${compiler.version ?? "?"}, and this is ${version}`,
    });
  const arches = new Map(
    programs.map((one) => [one.arch, one.tableSha256] as const),
  );
  for (const [name, expected] of arches) {
    const digest = tableDigest(archNamed(name));
    if (digest !== expected)
      differences.push({
        what: "table",
        name,
        expected,
        found: digest,
        sentence: "its syscalls or constants are known otherwise now",
      });
  }
  return differences;
}

function archNamed(name: string): ArchName {
  const arch = archNames.find((one) => one === name);
  if (arch !== undefined) return arch;
  throw new Fault("bad-manifest", `callgate knows no arch "${name}"`, {
    hint: `there are ${archNames.join(", ")}`,
  });
}

/** Undefined where the policy is not for the arch. */
function programOf(
  policy: Policy,
  manifest: Manifest,
  { arch: name, phase, proven }: Manifest["programs"][number],
): Program | undefined {
  const arch = archNamed(name);
  if (policy.arches.every((one) => one.arch !== arch)) return undefined;
  const { values, profile } = inputsOf(manifest);
  const program = compileFrom(policy, {
    arch,
    phase,
    unproven: !proven,
    ...(profile === undefined || !existsSync(profile)
      ? {}
      : { profile: readProfile(profile, arch) }),
  });
  return values.size === 0 ? program : bind(program, values);
}

function inputsOf({ values, profile }: Manifest): {
  readonly values: ReadonlyMap<string, bigint>;
  readonly profile?: string;
} {
  const bound = new Map(
    Object.entries(values).map(([name, text]) => {
      if (!/^0x[0-9a-f]{1,16}$/.test(text))
        throw new Fault("bad-manifest", `$${name} has the value ${text}`, {
          hint: "values are written as 0x…",
        });
      return [name, BigInt(text)];
    }),
  );
  return profile === null
    ? { values: bound }
    : { values: bound, profile: profile.path };
}

function fileName(name: string, arch: string, phase: Phase): string {
  return `${name}.${arch}${phase === "boot" ? ".boot" : ""}.bpf`;
}

function fileDifference(
  place: string,
  { sha256: expected, arch: archName }: Manifest["programs"][number],
  program: Program | undefined,
): readonly BuildDifference[] {
  const bytes = readFileSync(place);
  const found = sha256(bytes);
  if (found === expected) return [];
  return [
    {
      what: "file",
      name: place,
      expected,
      found,
      sentence: `it is not the program that the manifest tells of${program === undefined ? "" : `: ${howOther(bytes, program, archNamed(archName))}`}`,
    },
  ];
}

/** Where it differs from the program as rebuilt, and whether that matters. */
function howOther(bytes: Uint8Array, program: Program, arch: ArchName): string {
  const built = bytesForFile(program);
  const at = built.findIndex((byte, index) => byte !== bytes[index]);
  const where =
    at === -1
      ? `it has ${bytes.length} bytes in place of ${built.length}`
      : `instruction ${Math.floor(at / 8)} is another one`;
  const verdict = comparePrograms(program.bytes, bytes, arch);
  switch (verdict.kind) {
    case "proven":
      return `${where}, though it answers every call alike (proven)`;
    case "differs":
      return `${where}, and ${callText(verdict.witness, arch)} is answered otherwise`;
    case "not-loadable":
      return `${where}, and the kernel would not take it (instruction ${verdict.instruction}: ${verdict.reason})`;
    case "undecided":
    case "out-of-room":
      return where;
    default:
      return verdict satisfies never;
  }
}

function firstOtherLine(expected: string, found: string): number {
  const lines = found.split("\n");
  return expected.split("\n").findIndex((line, i) => line !== lines[i]) + 1;
}

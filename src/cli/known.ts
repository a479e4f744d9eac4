/** Which policies a program is: those that ship with callgate, known by their digests or by proof. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { compile } from "../compiler/compile.js";
import { decode } from "../compiler/instructions.js";
import type { Manifest } from "../compiler/manifest.js";
import type { Program } from "../compiler/program.js";
import { sha256 } from "../compiler/sha256.js";
import { verifyProgram } from "../compiler/verify.js";
import { packageRoot } from "../package-root.js";
import { loadPolicy } from "../policy/load.js";
import type { Phase, Policy } from "../policy/model.js";
import { diskSource, readPolicy, shippedPolicyNames } from "../policy-files.js";

export interface KnownPolicy {
  readonly name: string;
  readonly phase: Phase;
  /** `same`: its program, instruction by instruction; `equal`: proven to answer alike. */
  readonly how: "same" | "equal";
  /** What its parameters were bound to. */
  readonly values: ReadonlyMap<string, bigint>;
  /** Refusals are handed to an observer. */
  readonly observed: boolean;
}

/** Every shipped policy that the program is, in the order of their names. */
export function knownPolicies(
  bytes: Uint8Array,
  arch: ArchName,
): readonly KnownPolicy[] {
  const digest = sha256(bytes);
  const built = builtPrograms().filter(
    (one) => one.arch === arch && one.sha256 === digest,
  );
  if (built.length > 0)
    return built.map(({ name, phase }) => ({
      name,
      phase,
      how: "same",
      values: new Map(),
      observed: false,
    }));
  return shippedPolicyNames().flatMap((name) => {
    const file = readPolicy(name);
    const { policy } = loadPolicy(diskSource(file), file);
    return policy === undefined ? [] : matches(policy, bytes, arch);
  });
}

/** The programs in `dist/policies/`, as their manifests tell; none where nothing was built. */
function builtPrograms(): readonly {
  readonly name: string;
  readonly arch: string;
  readonly phase: Phase;
  readonly sha256: string;
}[] {
  const folder = join(packageRoot, "dist/policies");
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .sort()
      .flatMap((file) => {
        const text = readFileSync(join(folder, file), "utf8");
        const { name, programs } = JSON.parse(text) as Manifest;
        return programs.map(({ arch, phase, sha256 }) => ({
          name,
          arch,
          phase,
          sha256,
        }));
      });
  } catch {
    return [];
  }
}

function matches(
  policy: Policy,
  bytes: Uint8Array,
  arch: ArchName,
): readonly KnownPolicy[] {
  const meaning = policy.arches.find((one) => one.arch === arch);
  if (meaning === undefined) return [];
  const phases: readonly Phase[] =
    meaning.bootRules.length > 0 ? ["run", "boot"] : ["run"];
  const forms = phases.flatMap((phase) =>
    [false, true]
      .filter((observed) => !observed || phase === "run")
      .map((observed) => ({ phase, observed })),
  );
  for (const { phase, observed } of forms) {
    const program = compile(policy, { arch, phase, observe: observed });
    const values = boundValues(program, bytes);
    if (values !== undefined)
      return [{ name: policy.name, phase, how: "same", values, observed }];
    if (policy.params.length > 0) continue;
    const verdict = verifyProgram(bytes, meaning, { phase, observe: observed });
    if (verdict.kind === "proven")
      return [
        { name: policy.name, phase, how: "equal", values: new Map(), observed },
      ];
  }
  return [];
}

/** The values with which `bytes` are the program; undefined where they are another one. */
function boundValues(
  { bytes: own, arch, relocations }: Program,
  bytes: Uint8Array,
): ReadonlyMap<string, bigint> | undefined {
  if (own.length !== bytes.length) return undefined;
  const { endian } = archTable(arch);
  const [left, right] = [decode(own, endian), decode(bytes, endian)];
  const filled = new Map(relocations.map((one) => [one.instruction, one]));
  const values = new Map<string, bigint>();
  const words = new Map<string, bigint>();
  const isSame = left.every((one, at) => {
    const other = right[at];
    if (other === undefined) return false;
    const relocation = filled.get(at);
    if (one.code !== other.code || one.jt !== other.jt || one.jf !== other.jf)
      return false;
    if (relocation === undefined) return one.k === other.k;
    const { parameter, word, flipped } = relocation;
    const value = BigInt((other.k ^ (flipped ? 0x80000000 : 0)) >>> 0);
    const key = `${parameter} ${word}`;
    const before = words.get(key);
    words.set(key, value);
    const shifted = word === "high" ? value << 32n : value;
    values.set(parameter, (values.get(parameter) ?? 0n) | shifted);
    return before === undefined || before === value;
  });
  return isSame ? values : undefined;
}

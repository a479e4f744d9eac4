/** Policies, values and bytes as requests give them. */
import { nearest } from "../../document/nearest.js";
import { Fault } from "../../document/fault.js";
import { loadPolicy, type LoadedPolicy } from "../../policy/load.js";
import type {
  ArchName,
  ArchPolicy,
  Policy,
  PolicyFile,
} from "../../policy/model.js";
import {
  readPolicy,
  shippedPolicyNames,
  shippedSource,
} from "../../policy-files.js";
import { bytesOfBase64, NOT_BASE64 } from "../base64.js";
import { GIVEN_PATH } from "./faults.js";
import type { GivenPolicy, GivenValues } from "./model.js";

/** Parents and groups are the shipped ones, and nothing else is opened. */
export function load(
  { name, policy: text }: GivenPolicy,
  path = GIVEN_PATH,
): LoadedPolicy {
  if (text !== undefined) return loadPolicy(shippedSource(), { path, text });
  return loadPolicy(shippedSource(), shippedFile(name ?? ""));
}

/** `readPolicy` would take a path too. */
function shippedFile(name: string): PolicyFile {
  const names = shippedPolicyNames();
  if (names.includes(name)) return readPolicy(name);
  throw new Fault("unknown-policy", `no policy named "${name}" ships`, {
    hint: `there are ${names.join(", ")}`,
  });
}

/** What a policy means on one arch. Throws a `Fault` where it is not for it. */
export function meaningOn(policy: Policy, arch: ArchName): ArchPolicy {
  const found = policy.arches.find((one) => one.arch === arch);
  if (found !== undefined) return found;
  throw new Fault("arch-not-listed", `${policy.name} is not for ${arch}`, {
    hint: `it lists ${policy.arches.map((one) => one.arch).join(", ")} under "arches"`,
  });
}

/** Values of parameters that one of `policies` declares. */
export function valuesOf(
  policies: readonly Policy[],
  given: GivenValues,
): ReadonlyMap<string, bigint> {
  const params = policies.flatMap((policy) => policy.params);
  const entries = Object.entries(given).map(([name, value]) => {
    const own = params.filter((one) => one.name === name);
    if (own.length === 0) {
      const near = nearest(
        name,
        params.map((one) => one.name),
      );
      throw new Fault(
        "unknown-parameter",
        `${policies.map((policy) => policy.name).join(" and ")} has no parameter "${name}"`,
        near === undefined ? {} : { hint: `write ${near}` },
      );
    }
    const bits = value64(value, `/params/${name}`);
    const signed = BigInt.asIntN(64, bits);
    const fits = bits >> 32n === 0n || (signed < 0n && signed >= -(1n << 31n));
    if (own.some(({ width }) => width === 32) && !fits)
      throw new Fault("parameter-range", `/params/${name} has 32 bits`);
    return [name, bits] as const;
  });
  return new Map(entries);
}

/** A JSON number that is exact, or a text: decimal, `0x…`, or either after a minus. */
export function value64(value: number | string, path: string): bigint {
  const match = /^(-?)(0x[0-9a-f]{1,16}|\d{1,20})$/i.exec(String(value));
  const magnitude = match === null ? undefined : BigInt(match[2] ?? "");
  const bits =
    match?.[1] === "-" && magnitude !== undefined ? -magnitude : magnitude;
  const isExact = typeof value === "string" || Number.isSafeInteger(value);
  if (
    !isExact ||
    bits === undefined ||
    bits >= 1n << 64n ||
    bits < -(1n << 63n)
  )
    throw new Fault("bad-value", `${path} is no 64-bit value`, {
      hint: "write it as a text, decimal or 0x…",
    });
  return BigInt.asUintN(64, bits);
}

/** Throws a `Fault` that names `path` where it is no base64. */
export function bytesOf(base64: string, path: string): Uint8Array {
  const bytes = bytesOfBase64(base64);
  if (bytes === undefined)
    throw new Fault("bad-base64", `${path} ${NOT_BASE64}`);
  return bytes;
}

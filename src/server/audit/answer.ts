/**
 * The audit routes' work: checks, compiles and simulates. It computes for long, so it runs in
 * the worker; it opens no file but the policies that ship.
 */
import { archTable, errnos, type ArchName } from "../../../syscalls/index.js";
import { describeReturn } from "../../compiler/actions.js";
import { bind, requireBound } from "../../compiler/bind.js";
import { compile } from "../../compiler/compile.js";
import { manifest } from "../../compiler/manifest.js";
import type { Call, Program } from "../../compiler/program.js";
import { simulatorOf } from "../../compiler/simulate.js";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import { decide } from "../../policy/decide.js";
import { loadPolicy, type LoadedPolicy } from "../../policy/load.js";
import type { Policy, PolicyFile } from "../../policy/model.js";
import {
  readPolicy,
  shippedPolicyNames,
  shippedSource,
} from "../../policy-files.js";
import { GIVEN_PATH, shown, shownPath, wrong } from "./faults.js";
import type {
  AuditAnswer,
  AuditRequest,
  CompileRequest,
  GivenCall,
  GivenPolicy,
  GivenValues,
  SimulateRequest,
} from "./model.js";

export function answerAudit(request: AuditRequest): AuditAnswer {
  try {
    const loaded = load(request);
    const diagnostics = loaded.diagnostics.map(shown);
    const { policy } = loaded;
    if (request.kind === "check")
      return done({
        ok: policy !== undefined,
        diagnostics,
        ...(policy === undefined
          ? {}
          : {
              name: policy.name,
              arches: policy.arches.map(({ arch }) => arch),
              rules: policy.rules.length,
            }),
      });
    if (policy === undefined)
      return { kind: "wrong", message: "the policy has errors", diagnostics };
    const body =
      request.kind === "compile"
        ? compiled(policy, request)
        : simulated(policy, request);
    return done({ ...body, diagnostics });
  } catch (error) {
    return wrong(error);
  }
}

function done(body: object): AuditAnswer {
  return { kind: "done", json: JSON.stringify(body) };
}

/** Parents and groups are the shipped ones, and nothing else is opened. */
function load({ name, policy: text }: GivenPolicy): LoadedPolicy {
  if (text !== undefined)
    return loadPolicy(shippedSource(), { path: GIVEN_PATH, text });
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

function compiled(policy: Policy, request: CompileRequest): object {
  const { phases = ["run"], params = {} } = request;
  const values = valuesOf(policy, params);
  const arches = request.arches ?? policy.arches.map(({ arch }) => arch);
  const programs = [...new Set(arches)].flatMap((arch) =>
    [...new Set(phases)].map((phase) =>
      bound(compile(policy, { arch, phase }), values),
    ),
  );
  const whole = manifest(policy, programs);
  return {
    programs: programs.map(({ arch, phase, bytes }) => ({
      arch,
      phase,
      instructions: bytes.length / 8,
      bytes: Buffer.from(bytes).toString("base64"),
    })),
    manifest: {
      ...whole,
      sources: whole.sources.map(({ path, sha256 }) => ({
        path: shownPath(path),
        sha256,
      })),
      rules: whole.rules.map(({ file, ...rule }) => ({
        ...rule,
        file: shownPath(file),
      })),
    },
  };
}

function bound(program: Program, values: ReadonlyMap<string, bigint>): Program {
  return requireBound(values.size === 0 ? program : bind(program, values));
}

function simulated(policy: Policy, request: SimulateRequest): object {
  const { arch, phase = "run", params = {}, calls } = request;
  const values = valuesOf(policy, params);
  const program = bound(compile(policy, { arch, phase }), values);
  const meaning = policy.arches.find((each) => each.arch === arch);
  const simulate = simulatorOf(program.bytes, archTable(arch).endian);
  return {
    answers: calls.map((given, index) => {
      const call = callOf(given, arch, index);
      const { value, instructions } = simulate(call);
      const { action, errno, data } = describeReturn(value);
      const decision =
        meaning === undefined
          ? undefined
          : decide(meaning, phase, call, values);
      const rule = decision?.rule;
      return {
        action,
        ...(errno === undefined
          ? {}
          : { errno, error: errorName(errno, arch) }),
        data,
        rule: rule && {
          policy: rule.policy,
          line: rule.range.line,
          why: rule.why,
        },
        reason: decision?.reason,
        instructions,
      };
    }),
  };
}

function callOf(
  { syscall, args = [] }: GivenCall,
  arch: ArchName,
  index: number,
): Call {
  const table = archTable(arch);
  const nr =
    typeof syscall === "number" ? syscall : table.byName.get(syscall)?.nr;
  if (nr === undefined) {
    const near = nearest(String(syscall), [...table.byName.keys()]);
    throw new Fault(
      "unknown-syscall",
      `/calls/${index}/syscall: ${arch} has no syscall "${syscall}"`,
      { hint: near === undefined ? undefined : `write ${near}` },
    );
  }
  return {
    arch: table.auditArch,
    nr,
    args: args.map((value, place) =>
      value64(value, `/calls/${index}/args/${place}`),
    ),
  };
}

function valuesOf(
  policy: Policy,
  given: GivenValues,
): ReadonlyMap<string, bigint> {
  const entries = Object.entries(given).map(([name, value]) => {
    const param = policy.params.find((one) => one.name === name);
    if (param === undefined)
      throw new Fault(
        "unknown-parameter",
        `${policy.name} has no parameter "${name}"`,
      );
    const bits = value64(value, `/params/${name}`);
    const signed = BigInt.asIntN(64, bits);
    const fits = bits >> 32n === 0n || (signed < 0n && signed >= -(1n << 31n));
    if (param.width === 32 && !fits)
      throw new Fault("parameter-range", `/params/${name} has 32 bits`);
    return [name, bits] as const;
  });
  return new Map(entries);
}

/** A JSON number that is exact, or a text: decimal, `0x…`, or either after a minus. */
function value64(value: number | string, path: string): bigint {
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

function errorName(errno: number, arch: ArchName): string | undefined {
  for (const [name, value] of errnos(arch)) if (value === errno) return name;
  return undefined;
}

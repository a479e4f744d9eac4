/**
 * The audit routes' work. It computes for long, so it runs in the worker; it opens no file but
 * the policies that ship.
 */
import { archTable, errnos, type ArchName } from "../../../syscalls/index.js";
import { describeReturn } from "../../compiler/actions.js";
import { bind, requireBound } from "../../compiler/bind.js";
import { compile } from "../../compiler/compile.js";
import { manifest } from "../../compiler/manifest.js";
import type { Call } from "../../compiler/call.js";
import type { Program } from "../../compiler/program.js";
import { simulatorOf } from "../../compiler/simulate.js";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import { decide } from "../../policy/decide.js";
import type { Policy } from "../../policy/model.js";
import { checked } from "./checked.js";
import { diffed } from "./diffed.js";
import { explained } from "./explained.js";
import { shown, shownPath, wrong } from "./faults.js";
import { load, value64, valuesOf } from "./given.js";
import type {
  AuditAnswer,
  AuditRequest,
  CheckRequest,
  CompileRequest,
  DiffRequest,
  GivenCall,
  SimulateRequest,
} from "./model.js";
import { verified } from "./verified.js";

export function answerAudit(request: AuditRequest): AuditAnswer {
  try {
    if (request.kind === "diff") return diffed(request);
    const loaded = load(request);
    const diagnostics = loaded.diagnostics.map(shown);
    const { policy } = loaded;
    if (request.kind === "check")
      return done({ ...checked(loaded), diagnostics });
    if (policy === undefined)
      return { kind: "wrong", message: "the policy has errors", diagnostics };
    return done({ ...bodyOf(policy, request), diagnostics });
  } catch (error) {
    return wrong(error);
  }
}

function done(body: object): AuditAnswer {
  return { kind: "done", json: JSON.stringify(body) };
}

function bodyOf(
  policy: Policy,
  request: Exclude<AuditRequest, CheckRequest | DiffRequest>,
): object {
  switch (request.kind) {
    case "compile":
      return compiled(policy, request);
    case "simulate":
      return simulated(policy, request);
    case "explain":
      return explained(policy, request);
    case "verify":
      return verified(policy, request);
    default:
      return request satisfies never;
  }
}

function compiled(policy: Policy, request: CompileRequest): object {
  const { phases = ["run"], params = {} } = request;
  const values = valuesOf([policy], params);
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
  const values = valuesOf([policy], params);
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

function errorName(errno: number, arch: ArchName): string | undefined {
  for (const [name, value] of errnos(arch)) if (value === errno) return name;
  return undefined;
}

/** Gathers what a report shows: checks the policy, compiles and so proves each of its programs. */
import { archTable } from "../../../syscalls/index.js";
import { compile } from "../../compiler/compile.js";
import { compilerDigest, tableDigest } from "../../compiler/digests.js";
import { instructionRows } from "../../compiler/disassemble.js";
import { manifest } from "../../compiler/manifest.js";
import type { Program } from "../../compiler/program.js";
import type { Phase, Policy } from "../../policy/model.js";
import { check } from "../check.js";
import { matrixOf } from "./matrix.js";
import type { Report, ReportProgram } from "./model.js";

/**
 * Throws a `CompileFault` where a program can't be made or proven, and a `Fault` where a
 * condition takes more memory than the prover allows itself.
 */
export function collectReport(policy: Policy, version: string): Report {
  const findings = check(policy);
  const boots = policy.rules.some(({ phase }) => phase === "boot");
  const phases: readonly Phase[] = boots ? ["run", "boot"] : ["run"];
  const programs = policy.arches.flatMap(({ arch }) =>
    phases.map((phase) => compile(policy, { arch, phase })),
  );
  const described = manifest(policy, programs);
  return {
    version,
    policy,
    findings,
    arches: policy.arches.map(({ arch }) => arch),
    matrix: matrixOf(policy, findings),
    programs: programs.flatMap((program: Program, index): ReportProgram[] => {
      const one = described.programs[index];
      return one === undefined
        ? []
        : [
            {
              arch: program.arch,
              manifest: one,
              rows: instructionRows(program),
            },
          ];
    }),
    sources: described.sources,
    compilerDigest: compilerDigest(),
    tables: policy.arches.map(({ arch }) => ({
      arch,
      source: archTable(arch).source,
      sha256: tableDigest(arch),
    })),
  };
}

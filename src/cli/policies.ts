/** How commands take policies: read, complain on stderr, go on only with a whole one. */
import { compile, type CompileOptions } from "../compiler/compile.js";
import { CompileFault } from "../compiler/fault.js";
import type { Program } from "../compiler/program.js";
import { Fault } from "../document/fault.js";
import { nearest } from "../document/nearest.js";
import { loadPolicy } from "../policy/load.js";
import type { Policy } from "../policy/model.js";
import { diskSource, readPolicy } from "../policy-files.js";
import { noteDiagnostics } from "./output.js";

/** The policy, or undefined after its diagnostics were printed. Throws a `Fault` for files. */
export function policyFrom(nameOrPath: string): Policy | undefined {
  const file = readPolicy(nameOrPath);
  const { policy, diagnostics, files } = loadPolicy(diskSource(file), file);
  noteDiagnostics(diagnostics, files);
  return policy;
}

/** The program, or a `CompileFault` after the rules it comes from were shown. */
export function compileFrom(policy: Policy, options: CompileOptions): Program {
  try {
    return compile(policy, options);
  } catch (error) {
    if (error instanceof CompileFault)
      noteDiagnostics(error.diagnostics, policy.files);
    throw error;
  }
}

/** That the policy declares each parameter that is given a value. */
export function requireKnownParameters(
  policy: Policy,
  values: ReadonlyMap<string, bigint>,
): void {
  const known = policy.params.map(({ name }) => name);
  for (const name of values.keys()) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new Fault(
      "unknown-parameter",
      `${policy.name} has no parameter "${name}"`,
      {
        hint:
          known.length === 0
            ? "it has none"
            : near === undefined
              ? `it has ${known.map((one) => `$${one}`).join(", ")}`
              : `write --param ${near}=VALUE`,
      },
    );
  }
}

/** How commands take policies: read, complain on stderr, go on only with a whole one. */
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

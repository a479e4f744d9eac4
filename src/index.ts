/** The library's surface. */
import { Fault } from "./document/fault.js";
import { formatDiagnostic } from "./document/format.js";
import { loadPolicy, type LoadedPolicy } from "./policy/load.js";
import type { PolicyFile, PolicySource } from "./policy/model.js";
import { diskSource, readPolicy } from "./policy-files.js";
import { createSandbox } from "./runtime/index.js";
import type { Server } from "./server/index.js";

export { check } from "./audit/check.js";
export {
  diffPolicies,
  type Change,
  type DiffOptions,
  type DiffSide,
  type PolicyDiff,
} from "./audit/diff/index.js";
export { diffMarkdown } from "./audit/diff/markdown.js";
export { diffText } from "./audit/diff/text.js";
export { explain, type Explanation } from "./audit/explain.js";
export type { Finding } from "./audit/finding.js";
export {
  recoverPolicy,
  type Recovered,
  type RecoverOptions,
} from "./audit/recover/index.js";
export { bind } from "./compiler/bind.js";
export type { Call } from "./compiler/call.js";
export { checkProgram } from "./compiler/check.js";
export { compile, type CompileOptions } from "./compiler/compile.js";
export { disassemble } from "./compiler/disassemble.js";
export { manifest, type Manifest } from "./compiler/manifest.js";
export type { BoundProgram, Program, Relocation } from "./compiler/program.js";
export { simulate, type Answer } from "./compiler/simulate.js";
export type { Verdict } from "./compiler/verdict.js";
export { verifyProgram } from "./compiler/verify.js";
export type { Diagnostic, Range } from "./document/diagnostic.js";
export { Fault, formatDiagnostic };
export { decide, type Decision } from "./policy/decide.js";
export type { LoadedPolicy } from "./policy/load.js";
export type {
  Action,
  ArchName,
  ArchPolicy,
  Phase,
  Policy,
  PolicyFile,
  PolicySource,
  Rule,
} from "./policy/model.js";
export { memorySource } from "./policy/source.js";
export { createSandbox };
export { defaultLimits, install, layers, probe } from "./runtime/index.js";
export type {
  Denial,
  Exit,
  Files,
  Language,
  Layer,
  LayerState,
  Limits,
  Network,
  Run,
  RunEvent,
  RunRequest,
  RunResult,
  Sandbox,
  SandboxOptions,
  Stdin,
  ZygoteOptions,
} from "./runtime/index.js";
export type { Server } from "./server/index.js";

/**
 * Reads a policy: a path, the name of a shipped one (`"python"`), or a text. Its parents and
 * groups come from `source`, by default from beside its path and from those that ship.
 * Faults of the text are in the result's `diagnostics`; a `Fault` is thrown for a file that
 * can't be read.
 */
export function parsePolicy(
  policy: string | PolicyFile,
  source?: PolicySource,
): LoadedPolicy {
  const file = typeof policy === "string" ? readPolicy(policy) : policy;
  return loadPolicy(source ?? diskSource(file), file);
}

export interface ServerSettings {
  /** The text of a `conf/config.yaml`, and the path that errors name. */
  readonly file?: PolicyFile;
  /** The service's environment variables: `{ SANDBOX_PORT: "0" }`. They win over the file. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The HTTP service, not yet listening. Throws a `Fault` with everything that is wrong with
 * the settings.
 */
export async function createServer({
  file,
  environment = {},
}: ServerSettings = {}): Promise<Server> {
  // Loaded here: a program that only compiles policies needs no HTTP.
  const server = await import("./server/index.js");
  const { sandboxRunner } = await import("./server/sandbox-runner.js");
  const { configuration, diagnostics } = server.readConfiguration(
    file,
    environment,
  );
  if (configuration === undefined)
    throw new Fault(
      "bad-configuration",
      diagnostics
        .map((diagnostic) => formatDiagnostic(diagnostic, file?.text ?? ""))
        .join("\n"),
    );
  const runner = sandboxRunner(configuration, createSandbox);
  return server.createServer(configuration, { runner });
}

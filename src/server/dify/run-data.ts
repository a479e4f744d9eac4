/** Tells a run's end in DifySandbox's words. */
import type { Denial, Exit, RunResult } from "../../runtime/model.js";
import { denialText, worthTelling } from "../../runtime/observe/denials.js";

export interface RunData {
  readonly stdout: string;
  readonly stderr: string;
  /** Empty when the process exits 0. */
  readonly error: string;
  /** -1 where the process did not get to choose one. */
  readonly exit_code: number;
}

/** How many refused calls `error` names. */
const DENIALS_MAX = 10;

/** `result` must not be a sandbox failure or an aborted run: those are no data. */
export function runDataOf(result: RunResult): RunData {
  const { exit, stdout, stderr } = result;
  const code = exit.kind === "exit" ? exit.code : -1;
  if (code === 0) return { stdout, stderr, error: "", exit_code: 0 };
  const ends = endLines(exit, result).map((line) => `${line}\n`);
  const error = [`process exited with code ${code}`, ...ends, stderr]
    .filter((part) => part !== "")
    .reduce((text, part) => `${text}${text.endsWith("\n") ? "" : "\n"}${part}`);
  return { stdout, stderr, error, exit_code: code };
}

/** The lines after the first: what ended the process, and which calls were refused. */
function endLines(exit: Exit, result: RunResult): readonly string[] {
  const permitted = [
    "error: operation not permitted",
    ...denialLines(result.denials),
  ];
  switch (exit.kind) {
    case "exit":
      // A refused call returns an errno; the code's last words tell whether it died of one.
      return worthTelling(result.denials).length > 0 &&
        /operation not permitted|\bEPERM\b/i.test(result.stderr)
        ? permitted
        : [];
    case "denied":
      return permitted;
    case "timeout":
      return ["error: timeout"];
    case "signal":
      return [`error: signal: ${exit.signal}`];
    case "out-of-memory":
      return ["error: out of memory"];
    case "output-limit":
      return ["error: output limit exceeded"];
    case "aborted":
    case "sandbox-failure":
      return [];
    default:
      return exit satisfies never;
  }
}

function denialLines(all: readonly Denial[]): readonly string[] {
  const denials = worthTelling(all);
  const lines = denials.slice(0, DENIALS_MAX).map(denialText);
  const more = denials.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more refused calls`] : lines;
}

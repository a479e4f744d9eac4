/** What is wrong with a policy, as answers tell it. */
import { basename } from "node:path";
import { CompileFault } from "../../compiler/fault.js";
import type { Diagnostic, Range } from "../../document/diagnostic.js";
import { Fault } from "../../document/fault.js";
import type { Place, ShownDiagnostic, WrongAnswer } from "./model.js";

/** What diagnostics call a text that came with the request. */
export const GIVEN_PATH = "policy.yaml";

/** The answer to a request that can't be done. An error that is no `Fault` is thrown on. */
export function wrong(error: unknown): WrongAnswer {
  if (!(error instanceof Fault)) throw error;
  const { message, hint } = error;
  return {
    kind: "wrong",
    message,
    ...(hint === undefined ? {} : { hint }),
    diagnostics:
      error instanceof CompileFault ? error.diagnostics.map(shown) : [],
  };
}

export function shown({ range, ...diagnostic }: Diagnostic): ShownDiagnostic {
  return { ...diagnostic, ...placeOf(range) };
}

/** A place without offsets, which mean nothing outside this process. */
export function placeOf({
  file,
  line,
  column,
  endLine,
  endColumn,
}: Range): Place {
  return { file: shownPath(file), line, column, endLine, endColumn };
}

/** Where this machine keeps the files that ship is nobody's business. */
export function shownPath(path: string): string {
  if (path === GIVEN_PATH) return path;
  const isGroup = /[\\/]groups[\\/][^\\/]*$/.test(path);
  return `${isGroup ? "groups/" : ""}${basename(path)}`;
}

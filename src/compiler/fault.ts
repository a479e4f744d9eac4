/** What stops a compile. A mismatch of program and policy is ours to mend, the rest is the policy's. */
import type { Diagnostic } from "../document/diagnostic.js";
import { Fault } from "../document/fault.js";

/** A policy that no program can be made of, or that could not be proven. */
export class CompileFault extends Fault {
  /** The rules that it comes from, the costliest first. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: string,
    message: string,
    options: {
      hint?: string | undefined;
      diagnostics?: readonly Diagnostic[];
    } = {},
  ) {
    super(code, message, { hint: options.hint });
    this.name = "CompileFault";
    this.diagnostics = options.diagnostics ?? [];
  }
}

/**
 * What the world does wrong: a file that can't be read, a kernel without a feature, a
 * launcher that fails. Faults of a policy's text are diagnostics, not this.
 */
export class Fault extends Error {
  /** A stable kebab-case word. */
  readonly code: string;
  /** What to do about it, where that is known. */
  readonly hint: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "Fault";
    this.code = code;
    this.hint = options.hint;
  }
}

/**
 * Collects what is wrong with a rule arch by arch and syscall by syscall, and tells each
 * fault once, with the arches that have it.
 */
import type { Range, Report } from "../document/diagnostic.js";
import type { ArchName } from "./model.js";

export interface Problem {
  readonly code: string;
  readonly range: Range;
  readonly arch: ArchName;
  /** A sentence; a function where the sentence itself names the arches. */
  readonly message: string | ((arches: string, several: boolean) => string);
  readonly hint?: string | undefined;
}

export class Problems {
  readonly #found = new Map<
    string,
    { first: Problem; arches: Set<ArchName> }
  >();

  add(problem: Problem): void {
    const key = `${problem.code} ${problem.range.start} ${problem.range.end}`;
    const known = this.#found.get(key);
    if (known === undefined)
      this.#found.set(key, {
        first: problem,
        arches: new Set([problem.arch]),
      });
    else known.arches.add(problem.arch);
  }

  get any(): boolean {
    return this.#found.size > 0;
  }

  /** Tells them all; `tried` are the arches that were looked at. */
  report(tried: readonly ArchName[], report: Report): void {
    for (const { first, arches } of this.#found.values()) {
      const { code, range, message, hint } = first;
      const names = listed([...arches]);
      report({
        code,
        severity: "error",
        message:
          typeof message === "function"
            ? message(names, arches.size > 1)
            : arches.size < tried.length
              ? `${message} on ${names}`
              : message,
        range,
        ...(hint === undefined ? {} : { hint }),
      });
    }
  }
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2
    ? last
    : `${names.slice(0, -1).join(", ")} and ${last}`;
}

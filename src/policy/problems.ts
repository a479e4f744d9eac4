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
  /** Where several syscalls may have it: which one this is, and how all are told. */
  readonly of?: {
    readonly syscall: string;
    together(syscalls: readonly string[]): { message: string; hint: string };
  };
}

interface Found {
  readonly first: Problem;
  readonly arches: Set<ArchName>;
  readonly syscalls: Set<string>;
}

export class Problems {
  readonly #found = new Map<string, Found>();

  add(problem: Problem): void {
    const { code, range, arch, of } = problem;
    const key = `${code} ${range.start} ${range.end} ${of === undefined}`;
    let known = this.#found.get(key);
    if (known === undefined) {
      known = { first: problem, arches: new Set(), syscalls: new Set() };
      this.#found.set(key, known);
    }
    known.arches.add(arch);
    if (of !== undefined) known.syscalls.add(of.syscall);
  }

  get any(): boolean {
    return this.#found.size > 0;
  }

  /** Tells them all; `tried` are the arches that were looked at. */
  report(tried: readonly ArchName[], report: Report): void {
    for (const { first, arches, syscalls } of this.#found.values()) {
      const { code, range } = first;
      const { message, hint } =
        first.of !== undefined && syscalls.size > 1
          ? first.of.together([...syscalls])
          : first;
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

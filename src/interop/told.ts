/**
 * What an importer says on the way: faults of the file, and what the file says that a policy
 * can't. The latter is an error, or with `--lossy` a comment in the policy.
 */
import type { Diagnostic, Range, Report } from "../document/diagnostic.js";

export interface Told {
  /** A fault of the file: nothing comes out of it. */
  error(code: string, message: string, range: Range, hint?: string): void;
  /** Something that the policy can't say. `syscall` is the one it is about. */
  lost(code: string, message: string, range: Range, about?: Loss): void;
  /** What was lost under `--lossy`, in the order of the file. */
  readonly losses: readonly Lost[];
  /** The same, with losses of its own: for one of several policies in a file. */
  apart(): Told;
}

/** More than anybody reads of either; a hostile file could hold a hundred thousand. */
const ERRORS_MAX = 100;
const LOSSES_MAX = 1000;

/** Ends the reading of a file when enough was told; never leaves `importPolicies`. */
export class Enough extends Error {}

export interface Loss {
  readonly syscall?: string;
  readonly hint?: string;
  /** What was perhaps meant; asked only where a hint is shown, as the search takes long. */
  readonly near?: () => string | undefined;
}

export interface Lost {
  readonly syscall: string | undefined;
  readonly text: string;
}

/**
 * Collects into `report`; `lossy` makes a comment of what would be an error. Throws `Enough`
 * after more than anybody reads.
 */
export function toldTo(report: Report, lossy: boolean): Told {
  const said = new Set<string>();
  const say = (diagnostic: Diagnostic): void => {
    const { code, message, range } = diagnostic;
    const key = `${code}\n${message}\n${range.file}\n${range.start}`;
    if (said.has(key)) return;
    said.add(key);
    report(diagnostic);
    if (said.size >= ERRORS_MAX) stop(`${ERRORS_MAX} errors`, range);
  };
  const stop = (what: string, range: Range): never => {
    const message = `there are more than ${what}; the rest is not shown`;
    report({ code: "too-many-errors", severity: "error", message, range });
    throw new Enough();
  };
  const make = (): Told => {
    const losses: Lost[] = [];
    const texts = new Set<string>();
    return {
      losses,
      apart: make,
      error(code, message, range, hint) {
        const severity = "error";
        const diagnostic = { code, severity, message, range } as const;
        say(hint === undefined ? diagnostic : { ...diagnostic, hint });
      },
      lost(code, message, range, { syscall, hint, near } = {}) {
        if (!lossy) {
          const meant = near?.();
          const shown =
            hint ?? (meant === undefined ? LOSSY : `did you mean ${meant}?`);
          say({ code, severity: "error", message, range, hint: shown });
          return;
        }
        const text = `Left out, line ${range.line} of the file: ${message}.`;
        if (texts.has(text)) return;
        texts.add(text);
        losses.push({ syscall, text });
        if (losses.length > LOSSES_MAX)
          stop(`${LOSSES_MAX} things that a policy can't say`, range);
      },
    };
  };
  return make();
}

const LOSSY = "--lossy leaves it out and says so at its place";

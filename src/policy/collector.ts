/** Takes diagnostics while files are read, once each, and puts them in the files' order. */
import type { Diagnostic, Range, Report } from "../document/diagnostic.js";
import type { PolicyFile } from "./model.js";

/** More faults than anybody reads; a hostile file could hold a hundred thousand. */
const ERRORS_MAX = 100;

/** Ends the reading when there are too many faults; never leaves `collect`. */
class Enough extends Error {}

export interface Collected<T> {
  /** Undefined where the reading ended early. */
  readonly result: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly PolicyFile[];
}

/** Runs `read`, which reports what it finds and notes each file that it opens. */
export function collect<T>(
  read: (report: Report, opened: (file: PolicyFile) => void) => T,
): Collected<T> {
  const found = new Map<string, Diagnostic>();
  const files = new Map<string, PolicyFile>();
  const report: Report = (diagnostic) => {
    const { code, range, message } = diagnostic;
    const key = `${range.file}\n${range.start} ${range.end} ${code} ${message}`;
    if (!found.has(key)) found.set(key, diagnostic);
    if (found.size >= ERRORS_MAX) {
      found.set("", tooMany(diagnostic.range));
      throw new Enough();
    }
  };
  const opened = (file: PolicyFile): void => {
    if (!files.has(file.path)) files.set(file.path, file);
  };
  let result: T | undefined;
  try {
    result = read(report, opened);
  } catch (enough) {
    if (!(enough instanceof Enough)) throw enough;
  }
  const order = new Map([...files.keys()].map((path, index) => [path, index]));
  const diagnostics = [...found.values()].sort(
    (a, b) =>
      (order.get(a.range.file) ?? 0) - (order.get(b.range.file) ?? 0) ||
      a.range.start - b.range.start,
  );
  return { result, diagnostics, files: [...files.values()] };
}

function tooMany(range: Range): Diagnostic {
  return {
    code: "too-many-errors",
    severity: "error",
    message: `there are more than ${ERRORS_MAX - 1} errors; the rest is not shown`,
    range,
  };
}

/** Where words go: results to stdout, everything else to stderr. */
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../document/diagnostic.js";
import { formatDiagnostic } from "../document/format.js";
import type { PolicyFile } from "../policy/model.js";

/** A result, for the reader or the next program. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : text + "\n");
}

/** `value` as JSON, one line where `compact`. */
export function printJson(value: unknown, compact = false): void {
  print(compact ? JSON.stringify(value) : JSON.stringify(value, null, 2));
}

/** Something to know that is no result. */
export function note(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : text + "\n");
}

/** Whether colour belongs on stderr. https://no-color.org */
export function colourOnStderr(): boolean {
  return process.stderr.isTTY === true && !process.env["NO_COLOR"];
}

/** A closed pipe (`callgate … | head`) is a reader that has enough, not a fault. */
export function stopWhenReaderLeaves(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** Prints diagnostics with the lines they are about, and how many there are. */
export function noteDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: readonly PolicyFile[],
): void {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const diagnostic of diagnostics) {
    const text = texts.get(diagnostic.range.file) ?? "";
    note(formatDiagnostic(diagnostic, text, { colour: colourOnStderr() }));
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    note(errors.length === 1 ? "1 error" : `${errors.length} errors`);
}

/** Rows in columns that line up; the last column is left as long as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** All of stdin. */
export function readStdin(): Buffer {
  return readFileSync(0);
}

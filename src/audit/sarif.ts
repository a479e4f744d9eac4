/** Findings and errors as SARIF 2.1.0, which code hosts show beside the lines. */
import type { Diagnostic, Range } from "../document/diagnostic.js";
import type { Finding } from "./finding.js";
import { risks } from "./risks/catalogue.js";
import { checks } from "./rules/index.js";

export interface CheckedFile {
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** The file could not be read at all. */
  readonly fault?: { readonly code: string; readonly message: string };
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function sarif(
  files: readonly CheckedFile[],
  version: string,
): Readonly<Record<string, unknown>> {
  const results = files.flatMap(({ file, diagnostics, findings, fault }) => [
    ...(fault === undefined ? [] : [faultResult(file, fault)]),
    ...diagnostics.map(diagnosticResult),
    ...findings.map(findingResult),
  ]);
  const used = new Set(results.map(({ ruleId }) => ruleId));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "callgate", version, rules: descriptors(used) },
        },
        // Columns of diagnostics count UTF-16 code units.
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
}

interface Descriptor {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help?: { readonly text: string };
}

/** What is known of each id that a result has: a check's words, a risk's, or the id alone. */
function descriptors(used: ReadonlySet<string>): readonly Descriptor[] {
  return [...used].map((id): Descriptor => {
    const check = checks.find((one) => one.id === id);
    const risk = risks.find((one) => one.id === id);
    if (check !== undefined)
      return {
        id,
        shortDescription: { text: check.sentence },
        help: { text: check.remedy },
      };
    if (risk !== undefined)
      return {
        id,
        shortDescription: {
          text: `A call is allowed that ${risk.sentence}.`,
        },
        help: { text: `See ${risk.source}.` },
      };
    return { id, shortDescription: { text: id.replaceAll("-", " ") } };
  });
}

interface Result {
  readonly ruleId: string;
  readonly level: "error" | "warning" | "note";
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  readonly relatedLocations?: readonly object[];
  readonly suppressions?: readonly object[];
}

function faultResult(
  file: string,
  { code, message }: { readonly code: string; readonly message: string },
): Result {
  return {
    ruleId: code,
    level: "error",
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
  };
}

function diagnosticResult(one: Diagnostic): Result {
  const { code, severity, message, hint, range } = one;
  return {
    ruleId: code,
    level: severity,
    message: { text: hint === undefined ? message : `${message}: ${hint}` },
    locations: [location(range)],
  };
}

function findingResult(one: Finding): Result {
  const { id, severity, message, remedy, range, related, accepted } = one;
  return {
    ruleId: id,
    level: severity,
    message: { text: `${message}. ${remedy}` },
    locations: [location(range)],
    ...(related === undefined
      ? {}
      : {
          relatedLocations: [
            { ...location(related.range), message: { text: related.message } },
          ],
        }),
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "inSource", justification: accepted }] }),
  };
}

function location(range: Range): object {
  const { file, line, column, endLine, endColumn } = range;
  return {
    physicalLocation: {
      artifactLocation: artifact(file),
      region: {
        startLine: line,
        startColumn: column,
        endLine,
        endColumn,
      },
    },
  };
}

/** A path as the URI that SARIF asks for. */
function artifact(file: string): { readonly uri: string } {
  return {
    uri: file.split("/").map(encodeURIComponent).join("/"),
  };
}

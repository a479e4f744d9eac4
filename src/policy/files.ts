/**
 * Reads the files of policies and groups as they were written. What was read lately is
 * remembered by its path and text, so that what several policies extend is read once.
 */
import type { Diagnostic, Report } from "../document/diagnostic.js";
import type { Document } from "../document/document.js";
import { readDocument } from "../document/read.js";
import { checkSchema } from "../document/schema.js";
import type { PolicyFile } from "./model.js";
import { policySyntax, type PolicySyntax } from "./syntax.js";

/** The policy in `file` as it was written; undefined where its YAML can't be relied on. */
export const readPolicyFile = remembering(
  (file, report): PolicySyntax | undefined => {
    const document = readDocument(file, report);
    if (document === undefined) return undefined;
    checkSchema(document, "policy", report);
    return policySyntax(document, report);
  },
);

/** The group in `file` as it was written; undefined where its YAML can't be relied on. */
export const readGroupFile = remembering(
  (file, report): Document | undefined => {
    const document = readDocument(file, report);
    if (document !== undefined) checkSchema(document, "group", report);
    return document;
  },
);

type Reader<T> = (file: PolicyFile, report: Report) => T;

/** More than all files that ship; a larger one is not remembered. */
const FILES_MAX = 128;
const LENGTH_MAX = 16 * 1024;

/** The same answers and the same diagnostics as `read`, which depends on the file alone. */
function remembering<T>(read: Reader<T>): Reader<T> {
  const known = new Map<
    string,
    { readonly result: T; readonly diagnostics: readonly Diagnostic[] }
  >();
  return (file, report) => {
    if (file.text.length > LENGTH_MAX) return read(file, report);
    const key = `${file.path}\n${file.text}`;
    let entry = known.get(key);
    if (entry === undefined) {
      const diagnostics: Diagnostic[] = [];
      const result = read(file, (one) => {
        diagnostics.push(one);
        report(one);
      });
      entry = { result, diagnostics };
      const oldest = known.keys().next();
      if (known.size >= FILES_MAX && oldest.done !== true)
        known.delete(oldest.value);
    } else {
      known.delete(key);
      entry.diagnostics.forEach(report);
    }
    // The last in the map is the one that was asked for last.
    known.set(key, entry);
    return entry.result;
  };
}

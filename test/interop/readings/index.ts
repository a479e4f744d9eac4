/**
 * The formats that are imported, read here by the rules of the tools that they are for, and
 * apart from the importers: what each answers to a call. The texts are ones that an importer
 * took, so faults in them are not looked for.
 */
import type { ImportFormat } from "../../../src/interop/import.js";
import type { Reading } from "../agreement.js";
import { dataOf, type Fields } from "./data.js";
import { difyReadings } from "./dify.js";
import { KafelReading } from "./kafel.js";
import { minijailReading } from "./minijail.js";
import { ociReading } from "./oci.js";
import type { ReadAs } from "./rules.js";
import { seccompilerReadings } from "./seccompiler.js";
import { systemdReading } from "./systemd.js";

/** The readings of a file's policies, in its order; undefined where they are not told apart. */
export function readingsOf(
  format: ImportFormat,
  text: string,
  as: ReadAs,
): readonly Reading[] | undefined {
  switch (format) {
    case "oci":
      return [ociReading(dataOf(text), as)];
    case "seccompiler":
      return seccompilerReadings(dataOf(text) as Fields, as);
    case "dify":
      return difyReadings(text, as);
    case "systemd":
      return [systemdReading(text, as)];
    case "minijail":
      return [minijailReading(text, as)];
    case "kafel":
      return [new KafelReading(text, as).reading()];
  }
}

/** What every importer takes and gives. */
import type { ArchName, PolicyFile } from "../../policy/model.js";
import type { SourcePolicy } from "../source.js";
import type { Told } from "../told.js";

export interface ImportOptions {
  /** The arches to import for; those that the file names where it is undefined. */
  readonly arches?: readonly ArchName[];
  /** For files that name no arch. */
  readonly hostArch?: ArchName;
  /** The capabilities that the sandboxed process has, as `CAP_SYS_ADMIN`. */
  readonly caps?: readonly string[];
  /** The kernel that it runs on, as `6.1`; one newer than any file asks for if undefined. */
  readonly kernel?: string;
  /** A file that this one includes; undefined where there is none, or a sentence on why not. */
  readonly include?: (
    path: string,
    from: string,
  ) => PolicyFile | string | undefined;
}

/** The policies of a file; what is wrong with it is told. */
export type Importer = (
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
) => readonly SourcePolicy[];

/** The arches for a file that names none. */
export function chosenArches({
  arches,
  hostArch,
}: ImportOptions): readonly ArchName[] {
  return arches ?? [hostArch ?? "x86_64"];
}

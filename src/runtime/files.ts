/**
 * The files of a run: which names and sizes may go into its working folder, as entries of its
 * root, and what comes out of it. Reading it is `native/addon/files.cc`'s.
 */
import { isUtf8 } from "node:buffer";
import { Fault } from "../document/fault.js";
import type { Files } from "./model.js";
import type { RootEntry } from "./plan.js";
import { WORKING_FOLDER } from "./view.js";

/** In and out alike: the plan of a run holds them, and so does the memory of this process. */
export const FILES_MAX = 1_000;
export const FILES_BYTES_MAX = 32 << 20;
/** A path's, and its folders: far below what the kernel takes. */
const PATH_BYTES_MAX = 1_024;
const NAME_BYTES_MAX = 255;
export const DEPTH_MAX = 32;

const PAGE_BYTES = 4_096;

const encoder = new TextEncoder();

/**
 * The entries of `files`, folders before what they hold, owned by the run. `codeName` is taken
 * by the code. Throws a `Fault` that names the file and what its name must be.
 */
export function fileEntries(
  files: Files,
  codeName: string,
): readonly RootEntry[] {
  const names = Object.keys(files).sort();
  if (names.length > FILES_MAX)
    throw new Fault(
      "too-many-files",
      `there are ${names.length} files, and there may be ${FILES_MAX}`,
      { hint: "put them into an archive that the code unpacks" },
    );
  const entries: RootEntry[] = [];
  const folders = new Set<string>();
  let bytes = 0;
  for (const name of names) {
    checkName(name, codeName);
    for (const folder of foldersOf(name)) {
      if (Object.hasOwn(files, folder))
        throw badName(name, `lies in "${folder}", which is a file`, RENAME);
      if (folders.has(folder)) continue;
      folders.add(folder);
      const path = `${WORKING_FOLDER}/${folder}`;
      entries.push({ kind: "folder", path, mode: 0o755, owned: true });
    }
    const contents = bytesOf(name, files[name]);
    bytes += contents.length;
    entries.push({
      kind: "file",
      path: `${WORKING_FOLDER}/${name}`,
      mode: 0o644,
      owned: true,
      contents,
    });
  }
  if (bytes > FILES_BYTES_MAX)
    throw new Fault(
      "files-too-large",
      `the files have ${bytes} bytes, and may have ${FILES_BYTES_MAX}`,
    );
  return entries;
}

/** Throws a `Fault` where the scratch has no room for what is put into it before the run. */
export function checkRoom(
  code: Uint8Array,
  files: readonly RootEntry[],
  scratchBytes: number,
): void {
  // A file takes whole pages, a folder none.
  const sizes = files.map((entry) =>
    entry.kind === "file" ? entry.contents.length : 0,
  );
  const needed = [code.length, ...sizes].reduce(
    (sum, size) => sum + Math.ceil(size / PAGE_BYTES) * PAGE_BYTES,
    0,
  );
  if (needed > scratchBytes)
    throw new Fault(
      "scratch-too-small",
      `the code and its files take ${needed} bytes, and the limit scratchBytes is ${scratchBytes}`,
      { hint: "raise scratchBytes" },
    );
}

/** What was read, as plain data. A name that is no UTF-8 has no place in it. */
export function filesOf({ files, truncated }: FilesRead): {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly filesTruncated: boolean;
} {
  const named = files.filter(([name]) => isUtf8(name));
  return {
    // Defines each property, so that a file named __proto__ is one.
    files: Object.fromEntries(
      named.map(([name, contents]) => [
        Buffer.from(name).toString("utf8"),
        contents,
      ]),
    ),
    filesTruncated: truncated || named.length < files.length,
  };
}

/** What the addon read from a working folder. */
export interface FilesRead {
  /** Path below the folder, contents. */
  readonly files: readonly (readonly [Uint8Array, Uint8Array])[];
  readonly truncated: boolean;
}

export const NO_FILES: FilesRead = { files: [], truncated: false };

const RENAME = "give it another name";

function checkName(name: string, codeName: string): void {
  const parts = name.split("/");
  if (name === "") throw badName(name, "is empty", "a name like data/in.csv");
  if (name.includes("\0"))
    throw badName(name, "has a NUL character in it", "leave it out");
  if (/\p{Surrogate}/u.test(name))
    throw badName(name, "is no text: half of a surrogate pair", RENAME);
  if (name.startsWith("/"))
    throw badName(name, "is absolute", "name it below the working folder");
  if (parts.includes(".."))
    throw badName(name, "leaves the working folder", 'leave ".." out');
  if (parts.includes("") || parts.includes("."))
    throw badName(name, 'has an empty part or "."', "leave that part out");
  if (parts[0] === codeName)
    throw badName(name, "is where the code itself is", RENAME);
  if (
    parts.length > DEPTH_MAX ||
    encoder.encode(name).length > PATH_BYTES_MAX ||
    parts.some((part) => encoder.encode(part).length > NAME_BYTES_MAX)
  )
    throw badName(
      name.slice(0, 100),
      "is too long",
      `at most ${NAME_BYTES_MAX} bytes a part, ${DEPTH_MAX} parts and ${PATH_BYTES_MAX} bytes in all`,
    );
}

function bytesOf(name: string, contents: unknown): Uint8Array {
  if (contents instanceof Uint8Array) return contents;
  if (typeof contents === "string") return encoder.encode(contents);
  throw new Fault(
    "bad-file",
    `the file ${JSON.stringify(name)} is neither a text nor bytes`,
  );
}

function badName(name: string, what: string, hint: string): Fault {
  return new Fault(
    "bad-file-name",
    `the file name ${JSON.stringify(name)} ${what}`,
    { hint },
  );
}

/** `a/b/c` lies in `a` and `a/b`. */
function foldersOf(name: string): string[] {
  const parts = name.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

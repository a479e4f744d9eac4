/** Reads other tools' files, and those that they include, which lie beside them or below. */
import { closeSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { Fault } from "../document/fault.js";
import type { PolicyFile } from "../policy/model.js";
import { readStdin } from "./output.js";

/** More than the importers read. */
const BYTES_MAX = 16 * 1024 * 1024;

/** `-` is stdin. Throws a `Fault` that names the file. */
export function readForeign(path: string): PolicyFile {
  if (path === "-")
    return { path: "stdin", text: decoded("stdin", readStdin()) };
  return { path, text: textOf(path) };
}

/**
 * The file `name` that the file `from` includes, where the file on the command line is
 * `root`; or a sentence on why not. Nothing outside the root's folder is opened, whatever
 * links lead there, and nothing that is no file.
 */
export function readIncluded(
  name: string,
  from: string,
  root: PolicyFile,
): PolicyFile | string | undefined {
  const outside = `${name} is outside of the folder of ${root.path}`;
  if (isAbsolute(name)) return outside;
  if (basename(name) === "") return undefined;
  const path = join(dirname(from), name);
  try {
    const folder = realpathSync(dirname(resolve(root.path)));
    const real = realpathSync(path);
    const below = folder.endsWith(sep) ? folder : folder + sep;
    if (!real.startsWith(below)) return outside;
    if (!statSync(real).isFile()) return `${name} is not a file`;
    return { path, text: textOf(real, path) };
  } catch (error) {
    return error instanceof Fault ? error.message : undefined;
  }
}

function textOf(path: string, shown = path): string {
  let bytes: Buffer;
  try {
    bytes = readAtMost(path, BYTES_MAX + 1);
  } catch (error) {
    throw new Fault(
      "unreadable-file",
      `${shown} could not be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  if (bytes.length > BYTES_MAX)
    throw new Fault("unreadable-file", `${shown} is larger than 16 MiB`);
  return decoded(shown, bytes);
}

/** Devices and pipes have no size to look at first. */
function readAtMost(path: string, most: number): Buffer {
  const parts: Buffer[] = [];
  const descriptor = openSync(path, "r");
  try {
    for (let left = most; left > 0;) {
      const part = Buffer.alloc(Math.min(left, 64 * 1024));
      const read = readSync(descriptor, part);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
      left -= read;
    }
  } finally {
    closeSync(descriptor);
  }
  return Buffer.concat(parts);
}

function decoded(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Fault(
      "not-utf-8",
      `${path} is not UTF-8 text: ${firstWrong(bytes)} is not`,
      { cause: error },
    );
  }
}

/** Where the first byte stands that no UTF-8 has there. */
function firstWrong(bytes: Buffer): string {
  const again = Buffer.from(bytes.toString());
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  const before = bytes.subarray(0, at).toString().split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
}

/** Files that are named on the command line: inputs whole, results all of them or none. */
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../document/fault.js";

/** Throws a `Fault` that names the file. */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Fault(
      "unreadable-file",
      code === "ENOENT"
        ? `there is no file ${path}`
        : `${path} could not be read: ${message}`,
      { cause: error },
    );
  }
}

export interface Output {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes each output beside its place, then moves all of them. Throws a `Fault`. */
export function writeAll(outputs: readonly Output[]): void {
  const written: { temporary: string; path: string }[] = [];
  let current = "";
  try {
    for (const { path, content } of outputs) {
      current = path;
      if (isDevice(path)) {
        writeFileSync(path, content);
        continue;
      }
      makeFolder(dirname(path));
      const temporary = `${path}.${process.pid}.partial`;
      written.push({ temporary, path });
      writeFileSync(temporary, content, { flag: "wx" });
    }
    for (const { temporary, path } of written) {
      current = path;
      renameSync(temporary, path);
    }
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    throw writeFault(current, error);
  }
}

/**
 * Makes a folder and those above it. Not Node's `recursive`, which never ends where the
 * kernel answers ENOENT for a folder that is there, as in /proc.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path);
}

/** A pipe or device (`/dev/stdout`) is written as it is: there is nothing to move. */
function isDevice(path: string): boolean {
  const state = statSync(path, { throwIfNoEntry: false });
  return state !== undefined && !state.isFile() && !state.isDirectory();
}

function writeFault(path: string, error: unknown): Fault {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EDQUOT: "the disk quota is used up",
    EACCES: "this user may not write there",
    EPERM: "this user may not write there",
    ENOENT: "no folder can be made there",
    EROFS: "the file system is read-only",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is a file",
  };
  return new Fault(
    "unwritable-file",
    `${path} was not written: ${reasons[code ?? ""] ?? message}`,
    { hint: "nothing was written; choose another place", cause: error },
  );
}

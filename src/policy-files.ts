/**
 * The one file that opens policies. A policy's parents and groups are looked for beside it
 * (`NAME.yaml`, `groups/NAME.yaml`), then among those that ship; nothing outside those two
 * folders is ever opened.
 */
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { Fault } from "./document/fault.js";
import { packageRoot } from "./package-root.js";
import type { PolicyFile, PolicySource } from "./policy/model.js";

const shippedFolder = join(packageRoot, "policy");

/** The reader refuses more than 1 MiB; one byte more is enough for it to say so. */
const READ_BYTES_MAX = 1024 * 1024 + 1;

const NAME = /^[a-z][a-z0-9-]*$/;

/** A policy's text by its path, or by the name of a shipped policy (`python`). Throws a `Fault`. */
export function readPolicy(nameOrPath: string): PolicyFile {
  const isName = NAME.test(nameOrPath);
  const path = isName ? shippedPath(nameOrPath) : nameOrPath;
  try {
    return { path, text: readText(path) };
  } catch (error) {
    if (!isName || !isAbsent(error)) throw fileFault(path, error);
    throw new Fault("unknown-policy", `no policy named "${nameOrPath}" ships`, {
      hint: `there are ${namesIn(shippedFolder).join(", ")}; a path is written with its folder or .yaml`,
      cause: error,
    });
  }
}

/** Where the parents and groups of the policy in `file` come from. */
export function diskSource(file: PolicyFile): PolicySource {
  const folder = dirname(file.path);
  const folders = [folder, shippedFolder];
  const find = (...parts: string[]): PolicyFile | undefined => {
    for (const root of folders) {
      const found = readBelow(root, join(root, ...parts));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const names = (...parts: string[]): string[] => [
    ...new Set(folders.flatMap((root) => namesIn(join(root, ...parts)))),
  ];
  return {
    policy: (name) => (NAME.test(name) ? find(`${name}.yaml`) : undefined),
    group: (name) =>
      NAME.test(name) ? find("groups", `${name}.yaml`) : undefined,
    policyNames: () => names(),
    groupNames: () => names("groups"),
  };
}

/** The names of the policies that ship. */
export function shippedPolicyNames(): readonly string[] {
  return namesIn(shippedFolder);
}

/** The source of everything that ships: for listing groups, and for inline policies. */
export function shippedSource(): PolicySource {
  return diskSource({ path: join(shippedFolder, "-"), text: "" });
}

function shippedPath(name: string): string {
  const path = join(shippedFolder, `${name}.yaml`);
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") ? path : fromHere;
}

/** A file below `root`, links resolved; undefined where there is none or it leads out of `root`. */
function readBelow(root: string, path: string): PolicyFile | undefined {
  try {
    if (!realpathSync(path).startsWith(realpathSync(root) + sep))
      return undefined;
    return { path, text: readText(path) };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw fileFault(path, error);
  }
}

function readText(path: string): string {
  const descriptor = openSync(path, "r");
  try {
    const state = fstatSync(descriptor);
    if (state.isDirectory())
      throw new Fault("unreadable-file", `${path} is a folder, not a policy`, {
        hint: `name a file in it`,
      });
    // A pipe has no size, nor has a file in /proc; one byte more shows that a file ends there.
    const room = state.size > 0 ? state.size + 1 : READ_BYTES_MAX;
    const bytes = Buffer.alloc(Math.min(room, READ_BYTES_MAX));
    let length = 0;
    for (;;) {
      const count = readSync(
        descriptor,
        bytes,
        length,
        bytes.length - length,
        null,
      );
      length += count;
      if (count === 0 || length === bytes.length) break;
    }
    if (length === bytes.length && length < READ_BYTES_MAX)
      throw new Fault("unreadable-file", `${path} grew while it was read`, {
        hint: "try again",
      });
    // A cut inside a character would look like bad UTF-8: the reader refuses such a file for its size.
    return decode(path, bytes.subarray(0, length), length === READ_BYTES_MAX);
  } finally {
    closeSync(descriptor);
  }
}

function decode(path: string, bytes: Uint8Array, cut: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes,
      { stream: cut },
    );
  } catch (error) {
    const { line, column, byte } = firstBadByte(bytes);
    throw new Fault(
      "not-utf-8",
      `${path}:${line}:${column}: byte 0x${byte.toString(16).padStart(2, "0")} is not UTF-8`,
      { hint: "a policy is text: save the file as UTF-8", cause: error },
    );
  }
}

/** The place of the first byte that is not UTF-8, found by halving. */
function firstBadByte(bytes: Uint8Array): {
  line: number;
  column: number;
  byte: number;
} {
  const isText = (end: number): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), {
        stream: true,
      });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isText(middle)) good = middle;
    else bad = middle;
  }
  const before = new TextDecoder().decode(bytes.subarray(0, good), {
    stream: true,
  });
  const lines = before.split("\n");
  return {
    line: lines.length,
    column: (lines.at(-1) ?? "").length + 1,
    byte: bytes[good] ?? 0,
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => basename(file, ".yaml"))
      .sort();
  } catch {
    return [];
  }
}

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}

function fileFault(path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const sentence =
    code === "ENOENT" || code === "ENOTDIR"
      ? `there is no file ${path}`
      : code === "EACCES"
        ? `${path} may not be read by this user`
        : `${path} could not be read: ${message}`;
  return new Fault("unreadable-file", sentence, { cause: error });
}

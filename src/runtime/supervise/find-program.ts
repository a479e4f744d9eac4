/** Finds a program as a shell would: the kernel's execve wants a path. */
import { accessSync, constants, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Fault } from "../../document/fault.js";

/** An absolute path. Throws a `Fault` where there is no such program. */
export function findProgram(
  name: string,
  path = process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
): string {
  const candidates = name.includes("/")
    ? [resolve(name)]
    : // An empty part of PATH is the working folder.
      path.split(":").map((folder) => join(resolve(folder), name));
  const found = candidates.find(isProgram);
  if (found !== undefined) return found;
  const [first = name] = candidates;
  if (name.includes("/") && exists(first))
    throw new Fault("no-program", `${name} can't be started`, {
      hint: "it must be a file, and this user's to execute",
    });
  throw new Fault("no-program", `there is no program ${name}`, {
    hint: name.includes("/")
      ? "look at its path"
      : 'install it, or write its path ("./NAME" for one in this folder)',
  });
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

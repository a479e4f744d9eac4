/**
 * Keeps the code that V8 made of a script, so that the next start need not make it again.
 * Whoever can write this code can run anything: it is taken only from files and folders that
 * belong to whoever the script belongs to, and that nobody else may write.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";

export interface KeptCode {
  /** Whether `write` is likely to keep anything. */
  readonly canKeep: () => boolean;
  /** Undefined where there is none, or none to be trusted. */
  read(name: string): Buffer | undefined;
  /** Never throws: where nothing can be kept, the next start is as slow as this one. */
  write(name: string, code: Uint8Array): void;
}

/**
 * The code kept in `folder`, two levels below the package, for the script whose owner is
 * `owner`. `build` starts the names of all that one build of the script keeps: what other
 * builds left is removed.
 */
export function keptCode(
  folder: string,
  owner: number,
  build: string,
): KeptCode {
  const isOwn = ({ uid, mode }: Stats): boolean =>
    uid === owner && (mode & 0o022) === 0;
  const isOwnFolder = (path: string): boolean => {
    const state = lstatSync(path);
    return state.isDirectory() && isOwn(state);
  };
  const isSafe = (): boolean =>
    isOwnFolder(dirname(folder)) && isOwnFolder(folder);
  return {
    canKeep() {
      if (process.geteuid?.() !== owner) return false;
      try {
        accessSync(dirname(dirname(folder)), constants.W_OK);
        return [dirname(folder), folder].every(
          (path) => !existsSync(path) || isOwnFolder(path),
        );
      } catch {
        return false;
      }
    },
    read(name) {
      try {
        if (!isSafe()) return undefined;
        return readOwn(join(folder, `${build}-${name}`), isOwn);
      } catch {
        return undefined;
      }
    },
    write(name, code) {
      // A file of another user's would never be read.
      if (process.geteuid?.() !== owner) return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o755 });
        if (!isSafe()) return;
        for (const other of readdirSync(folder))
          if (!other.startsWith(build))
            rmSync(join(folder, other), { recursive: true, force: true });
        replace(join(folder, `${build}-${name}`), code);
      } catch {
        // The package is read-only, or the disk is full.
      }
    },
  };
}

function readOwn(path: string, isOwn: (state: Stats) => boolean): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const state = fstatSync(descriptor);
    if (!state.isFile() || !isOwn(state))
      throw new Error(`${path} may be somebody else's`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whole or not at all: others may start at the same moment. */
function replace(path: string, bytes: Uint8Array): void {
  const half = `${path}.${process.pid.toString()}`;
  try {
    writeFileSync(half, bytes, { mode: 0o644, flag: "wx" });
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}

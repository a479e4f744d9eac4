/**
 * The kernel's source: an unpacked tree, or Debian's tarball unpacked to a temporary folder.
 * The only file of the generator that starts a process to get at it.
 */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export interface KernelSource {
  readonly root: string;
  /** Package and version, or the kernel's own version for a tree that is not Debian's. */
  readonly version: string;
  /** A file's text; throws where the tree has no such file. */
  read(path: string): string;
  /** Removes what was unpacked. */
  close(): void;
}

/** Folders, within the tree, that no syscall is defined in and no header is taken from. */
const leftOut = ["Documentation", "drivers/gpu", "sound/soc"];

/** Opens `path`, a tree or `linux-source-*.tar.xz`. Throws where it is neither. */
export function openSource(path: string): KernelSource {
  const packed = statSync(path).isFile();
  const name = basename(path).replace(/\.tar\.\w+$/, "");
  const folder = packed ? unpack(path, name) : undefined;
  const root = folder === undefined ? path : join(folder, name);
  if (!existsSync(join(root, "scripts/syscall.tbl"))) {
    throw new Error(`${path} is no kernel source of 6.11 or later`);
  }
  return {
    root,
    version: (packed ? packageVersion(path) : undefined) ?? treeVersion(root),
    read: (file) => readFileSync(join(root, file), "utf8"),
    close: () => {
      if (folder !== undefined) rmSync(folder, { recursive: true });
    },
  };
}

function unpack(tarball: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kernel-source-"));
  execFileSync("tar", [
    "-xf",
    tarball,
    "-C",
    folder,
    ...leftOut.map((one) => `--exclude=${name}/${one}`),
  ]);
  return folder;
}

/** The Debian package that the tarball belongs to: `linux-source-6.12 6.12.117-1~deb12u1`. */
function packageVersion(tarball: string): string | undefined {
  try {
    const owner = execFileSync("dpkg", ["-S", tarball], { encoding: "utf8" });
    const name = owner.slice(0, owner.indexOf(":"));
    const format = ["-W", "-f", "${Package} ${Version}", name];
    return execFileSync("dpkg-query", format, { encoding: "utf8" });
  } catch {
    return undefined; // not Debian, or a tarball of no package
  }
}

function treeVersion(root: string): string {
  const makefile = readFileSync(join(root, "Makefile"), "utf8");
  const part = (name: string) =>
    new RegExp(`^${name} = *(\\S*)$`, "m").exec(makefile)?.[1] ?? "";
  return `linux ${part("VERSION")}.${part("PATCHLEVEL")}.${part("SUBLEVEL")}${part("EXTRAVERSION")}`;
}

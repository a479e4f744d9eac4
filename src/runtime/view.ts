/**
 * What a run sees of the host: its interpreter, libraries, certificates and time zones,
 * read-only, with a small /dev and scratch space. Nothing of /etc that is anyone's secret.
 */
import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Interpreter } from "./interpreter.js";
import type { LandlockRule, RootEntry } from "./plan.js";

/** Where the code is and runs. */
export const WORKING_FOLDER = "/sandbox";
/** Where the guest's own files are. */
export const GUEST_FOLDER = "/.callgate";

/** Where the kernel's proc is. */
const PROC = `${GUEST_FOLDER}/proc`;

export interface View {
  readonly root: readonly RootEntry[];
  readonly landlock: readonly LandlockRule[];
}

/** A file of callgate's own that the guest needs, at `/.callgate/NAME`. */
export type GuestFile =
  | { readonly name: string; readonly source: string }
  | { readonly name: string; readonly contents: Uint8Array };

/** Folders of libraries and public data, wherever a program may look for them. */
const SHARED = [
  "/usr/lib",
  "/usr/lib32",
  "/usr/lib64",
  "/usr/libx32",
  "/usr/local/lib",
  "/usr/local/lib64",
  "/usr/share",
  "/lib",
  "/lib64",
];

/** Of /etc: what libraries need, all of it readable by everyone and about no one. */
const CONFIGURATION = [
  "/etc/alternatives",
  "/etc/ld.so.cache",
  "/etc/localtime",
  "/etc/mime.types",
  "/etc/ssl/certs",
  "/etc/ssl/openssl.cnf",
  "/etc/pki/tls/certs",
  "/etc/pki/ca-trust/extracted",
  "/etc/crypto-policies/back-ends",
];

/** What finding hosts by name takes, for a run that has the network. */
const NETWORK = ["/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/services"];

const DEVICES = ["null", "zero", "full", "random", "urandom"];

/** Folders on the file system of limited size; the first is the run's own alone. */
const SCRATCH = [
  { path: WORKING_FOLDER, mode: 0o700, owned: true },
  { path: "/tmp", mode: 0o1777, owned: false },
  { path: "/dev/shm", mode: 0o1777, owned: false },
];

/** The view of a run of `interpreter`. The code itself is added by each run. */
export function viewOf(
  interpreter: Interpreter,
  guestFiles: readonly GuestFile[],
  network: boolean,
): View {
  const root = bareRoot();
  const { file, links, loader, needs } = interpreter;
  if (network) for (const path of NETWORK) root.host(path);
  for (const path of needs) root.host(path);
  for (const { path, target } of links) root.link(path, target);
  root.host(file);
  if (loader !== undefined) root.host(loader);
  for (const guestFile of guestFiles) {
    const path = join(GUEST_FOLDER, guestFile.name);
    if ("source" in guestFile) root.bind(path, realpathSync(guestFile.source));
    else root.file(path, guestFile.contents);
  }
  const programs = loader === undefined ? [file] : [file, loader];
  return { root: root.entries, landlock: landlockOf(programs) };
}

/** What every run sees, without an interpreter. */
export function bareView(): View {
  return { root: bareRoot().entries, landlock: landlockOf([]) };
}

/**
 * /proc as programs expect it, from two parts: the kernel's, which has processes and nothing
 * of the machine, and two files by which libraries count processors (libuv, glibc).
 */
function addProc(root: RootBuilder): void {
  root.proc(PROC);
  for (const name of ["self", "thread-self", "1", "2"])
    root.link(`/proc/${name}`, `${PROC}/${name}`);
  root.link("/proc/mounts", "self/mounts");
  root.link("/proc/net", "self/net");
  const processors = cpus().map(({ model }) => model);
  const times = "0 ".repeat(10).trimEnd();
  root.file(
    "/proc/stat",
    [
      `cpu  ${times}`,
      ...processors.map((_, at) => `cpu${at} ${times}`),
      "",
    ].join("\n"),
  );
  root.file(
    "/proc/cpuinfo",
    processors
      .map((model, at) => `processor\t: ${at}\nmodel name\t: ${model}\n\n`)
      .join(""),
  );
}

function bareRoot(): RootBuilder {
  const root = new RootBuilder();
  for (const scratch of SCRATCH) root.scratch(scratch);
  for (const name of DEVICES) root.device(`/dev/${name}`);
  root.link("/dev/fd", "/proc/self/fd");
  for (const [number, name] of ["stdin", "stdout", "stderr"].entries())
    root.link(`/dev/${name}`, `/proc/self/fd/${number}`);
  addProc(root);
  root.file("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
  for (const path of [...SHARED, ...CONFIGURATION]) root.host(path);
  return root;
}

/** All may be read, scratch and devices written, `programs` started. */
function landlockOf(programs: readonly string[]): LandlockRule[] {
  const devices = DEVICES.map((name) => `/dev/${name}`);
  const writable = [
    ...SCRATCH.map(({ path }) => path),
    ...devices.filter((path) => existsSync(path)),
  ];
  return [
    { path: "/", read: true, write: false, execute: false },
    ...programs.map((path) => ({
      path,
      read: true,
      write: false,
      execute: true,
    })),
    ...writable.map((path) => ({
      path,
      read: true,
      write: true,
      execute: false,
    })),
  ];
}

/** Collects a root's entries: parents before what they hold, each path once. */
class RootBuilder {
  readonly entries: RootEntry[] = [];
  /** Paths that are there, and whether what lies below them is too (a bound folder). */
  readonly #made = new Map<string, "folder" | "whole" | "leaf">();

  scratch(folder: { path: string; mode: number; owned: boolean }): void {
    this.#parents(folder.path);
    this.#add({ kind: "scratch", ...folder }, "folder");
  }

  device(path: string): void {
    if (existsSync(path)) {
      this.#parents(path);
      this.#add({ kind: "device", path, source: path }, "leaf");
    }
  }

  proc(path: string): void {
    this.#parents(path);
    this.#add({ kind: "proc", path }, "whole");
  }

  file(path: string, contents: string | Uint8Array): void {
    this.#parents(path);
    const bytes =
      typeof contents === "string" ? Buffer.from(contents) : contents;
    this.#add(
      { kind: "file", path, mode: 0o444, owned: false, contents: bytes },
      "leaf",
    );
  }

  link(path: string, target: string): void {
    if (this.#has(path)) return;
    this.#parents(path);
    this.#add({ kind: "link", path, target }, "leaf");
  }

  bind(path: string, source: string): void {
    if (this.#has(path)) return;
    this.#parents(path);
    const whole = lstatSync(source).isDirectory();
    this.#add({ kind: "bind", path, source }, whole ? "whole" : "leaf");
  }

  /** The host's file or folder of the same path, where there is one, and the links to it. */
  host(path: string): void {
    if (!existsSync(path)) return;
    // A link on the way is a link in the run's root too: /lib may lead to usr/lib.
    const link = [...foldersOf(path), path].find((part) =>
      lstatSync(part).isSymbolicLink(),
    );
    if (link === undefined) return this.bind(path, path);
    const target = readlinkSync(link);
    this.link(link, target);
    this.host(resolve(dirname(link), target) + path.slice(link.length));
  }

  #has(path: string): boolean {
    if (this.#made.has(path)) return true;
    return foldersOf(path).some((folder) => this.#made.get(folder) === "whole");
  }

  #parents(path: string): void {
    for (const folder of foldersOf(path)) {
      if (this.#has(folder)) continue;
      this.#add(
        { kind: "folder", path: folder, mode: 0o755, owned: false },
        "folder",
      );
    }
  }

  #add(entry: RootEntry, as: "folder" | "whole" | "leaf"): void {
    this.entries.push(entry);
    this.#made.set(entry.path, as);
  }
}

/** `/a/b/c` lies in `/a` and `/a/b`. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === "/" || folder === "." ? [] : [...foldersOf(folder), folder];
}

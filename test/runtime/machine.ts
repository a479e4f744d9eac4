/** What the runtime's tests share: interpreters, filters, and how to look at the machine. */
import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type {
  RunRequest,
  RunResult,
  SandboxOptions,
} from "../../src/runtime/model.js";
import { cgroupHome } from "../../src/runtime/cgroups.js";
import { readRights } from "../../src/runtime/rights.js";
import { requires } from "../support/requires.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** One `ret ALLOW`: with it only the other layers stand between a run and the machine. */
const allow = Uint8Array.of(0x06, 0, 0, 0, 0, 0, 0xff, 0x7f);
export const noFilters = { boot: allow, run: allow };

/** Debian's Python, which every user may start. */
export const python = "/usr/bin/python3";

const isRoot = process.getuid?.() === 0;

export const needsRoot = (): boolean =>
  requires(
    isRoot && readRights().privileged,
    "this is not run by root with the rights to isolate",
  );

export const needsPython = (): boolean =>
  requires(existsSync(python), `${python} is not installed`);

/** nobody's on Debian. */
const NOBODY = 65534;

/** What makes a process one of an ordinary user; root's tests become one, others are. */
export const asUser = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Whether an ordinary user may isolate here: it has user namespaces, and may start Node.js. */
export function needsUser(): boolean {
  const { status } = spawnSync(
    "unshare",
    ["--user", "--map-root-user", process.execPath, "-e", "0"],
    { ...asUser, cwd: "/", stdio: "ignore" },
  );
  return requires(
    status === 0,
    "an ordinary user has no user namespaces here, or may not start Node.js",
  );
}

let copied: string | undefined;

/**
 * A folder that every user may read, with callgate's files as they are built. Made once, and
 * taken away at the end.
 */
export function copyForAll(): string {
  if (copied !== undefined) return copied;
  const folder = mkdtempSync(join(tmpdir(), "callgate-for-all-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const [from, to] of [
    ["package.json", "package.json"],
    ["policy", "policy"],
    ["dist/native", "dist/native"],
    ["src/runtime/guests", "dist/guests"],
  ] as const)
    cpSync(join(root, from), join(folder, to), { recursive: true });
  spawnSync("chmod", ["-R", "u=rwX,go=rX", folder]);
  copied = folder;
  return folder;
}

/** `test/runtime/NAME.ts` as one file of that folder. */
export function supervisorFile(name: string): string {
  const file = join(copyForAll(), `dist/${name}.mjs`);
  if (existsSync(file)) return file;
  buildSync({
    entryPoints: [join(root, `test/runtime/${name}.ts`)],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  return file;
}

export interface Runs {
  readonly options: SandboxOptions;
  /** Behind no policy: only the other layers are between the runs and the machine. */
  readonly unfiltered?: boolean;
  readonly requests: readonly RunRequest[];
  /** How many at one time; by default one after the other. */
  readonly atOnce?: number;
}

export type Answer =
  | { readonly results: readonly RunResult[] }
  | { readonly fault: { code: string; message: string; hint?: string } };

export interface Supervisor {
  /** An ordinary user in place of root. */
  readonly user?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Descriptors above stdio that it inherits, as a careless parent would leave them. */
  readonly descriptors?: number;
  /** The Node.js that callgate itself runs on; by default this one. */
  readonly node?: string;
}

/** Starts a process that makes the runs it is told on its stdin, and prints an `Answer`. */
export function startSupervisor({
  user = false,
  env = {},
  descriptors = 0,
  node = process.execPath,
}: Supervisor): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(node, [supervisorFile("supervisor")], {
    cwd: copyForAll(),
    ...(user ? asUser : {}),
    stdio: [
      "pipe",
      "pipe",
      "inherit",
      ...Array.from({ length: descriptors }, () => "pipe" as const),
    ],
    env: { PATH: process.env["PATH"], HOME: "/tmp", ...env },
  }) as ChildProcessByStdio<Writable, Readable, null>;
}

/** The runs, made by such a process. */
export async function supervised(
  supervisor: Supervisor,
  runs: Runs,
): Promise<Answer> {
  const child = startSupervisor(supervisor);
  child.stdin.end(JSON.stringify(runs));
  let text = "";
  child.stdout.setEncoding("utf8");
  for await (const chunk of child.stdout) text += chunk;
  return JSON.parse(text) as Answer;
}

/** The results of `supervised`, where no fault is expected. */
export async function resultsOf(
  supervisor: Supervisor,
  runs: Runs,
): Promise<readonly RunResult[]> {
  const answer = await supervised(supervisor, runs);
  if ("fault" in answer) throw new Error(answer.fault.message);
  return answer.results;
}

/** Pids of processes whose command line has `marker` in it. */
export function processesWith(marker: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(marker);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The control groups of the runs of the supervisor `pid`. */
export function cgroupsLeft(pid: number): string[] {
  const home = cgroupHome();
  const folders =
    home.version === 1
      ? [home.memory, home.pids]
      : home.version === 2
        ? [home.folder]
        : [];
  return folders.flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith(`callgate-${pid}-`)),
  );
}

/** Waits until `isSo`, looking again and again; false where it did not come true in time. */
export async function becomes(
  isSo: () => boolean,
  withinMs = 10_000,
): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

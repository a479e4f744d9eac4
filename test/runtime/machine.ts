/** What the runtime's tests share: interpreters, filters, and how to look at the machine. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type {
  RunRequest,
  RunResult,
  SandboxOptions,
} from "../../src/runtime/model.js";
import { cgroupHome } from "../../src/runtime/cgroups.js";
import { requires } from "../support/requires.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** One `ret ALLOW`: with it only the other layers stand between a run and the machine. */
const allow = Uint8Array.of(0x06, 0, 0, 0, 0, 0, 0xff, 0x7f);
export const noFilters = { boot: allow, run: allow };

/** Debian's Python, which every user may start. */
export const python = "/usr/bin/python3";

export const isRoot = process.getuid?.() === 0;

export const needsRoot = (): boolean =>
  requires(isRoot, "this is not run as root");

export const needsPython = (): boolean =>
  requires(existsSync(python), `${python} is not installed`);

/** nobody's id on Debian: an ordinary user with user namespaces. */
const NOBODY = 65534;

/** Whether that user can start callgate from this checkout. */
export function needsUser(): boolean {
  const open = isRoot && readableByAll(root);
  return requires(
    open,
    "only root can become an ordinary user, and only in a checkout that everyone may read",
  );
}

function readableByAll(path: string): boolean {
  for (let folder = path; folder !== "/"; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false;
  }
  return true;
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
}

/** Starts a process that makes the runs it is told on its stdin, and prints an `Answer`. */
export function startSupervisor({
  user = false,
  env = {},
  descriptors = 0,
}: Supervisor): ChildProcessByStdio<Writable, Readable, null> {
  const script = join(root, "test/runtime/supervisor.ts");
  return spawn(process.execPath, ["--import", "tsx", script], {
    cwd: root,
    ...(user ? { uid: NOBODY, gid: NOBODY } : {}),
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

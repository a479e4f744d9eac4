/**
 * Installs Python packages outside of the sandbox, which is an operator's act: from the
 * operator's file, into the folder that the configuration names, and not at all without one.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Fault } from "../document/fault.js";
import { ask } from "../runtime/processes.js";
import type { Configuration } from "./configuration/model.js";
import { packagesPython } from "./packages.js";

const INSTALL_MS = 10 * 60 * 1000;

/** One at a time: who asks meanwhile gets the same one's answer. */
export class Installer {
  readonly #configuration: Configuration;
  readonly #end = new AbortController();
  #running: Promise<void> | undefined;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  /** Installs the operator's requirements. Rejects with a `Fault` where it can't. */
  install(): Promise<void> {
    this.#running ??= installPackages(
      this.#configuration,
      this.#end.signal,
    ).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Resolves when none is under way; after `graceMs` it is ended. */
  async close(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.endAll(), graceMs);
    await this.#running?.catch(() => undefined);
    clearTimeout(timer);
  }

  /** Ends the one that is under way, and every later one. */
  endAll(): void {
    this.#end.abort();
  }
}

async function installPackages(
  configuration: Configuration,
  signal: AbortSignal,
): Promise<void> {
  const { pythonPackages, pythonRequirements } = configuration;
  if (pythonPackages === undefined)
    throw new Fault("installing-is-off", "installing packages is off", {
      hint: "set PYTHON_PACKAGES to a folder for them",
    });
  if (!existsSync(pythonRequirements))
    throw new Fault(
      "no-requirements",
      `there is no file ${pythonRequirements}`,
    );
  const python = packagesPython(configuration);
  try {
    // pip puts back what was there before where it fails.
    if (python !== undefined) await runPip(python, configuration, signal);
    else await makeEnvironment(resolve(pythonPackages), configuration, signal);
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { message } = error as Error;
    throw new Fault(
      "install-failed",
      `installing packages failed: ${message}`,
      {
        hint: "PYTHON_PACKAGES is a folder that the service may write to",
        cause: error,
      },
    );
  }
}

/** Its parts have names of their own in the folder until each of them is whole. */
const UNFINISHED = ".unfinished-";

/**
 * Makes a virtual environment with the packages in it, or leaves `folder` as it was. It is made
 * inside that folder, which may be a mount, and `bin`, by which it is known, is moved last.
 */
async function makeEnvironment(
  folder: string,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<void> {
  const isNew = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name.startsWith(UNFINISHED)) removeTree(join(folder, name));
  const aside = mkdtempSync(join(folder, UNFINISHED));
  try {
    const { pythonPath = "python3" } = configuration;
    const options = ["-m", "venv", "--system-site-packages"];
    await start(pythonPath, [...options, aside], signal);
    partsToMove(aside, folder);
    await runPip(join(aside, "bin", "python3"), configuration, signal);
    const parts = partsToMove(aside, folder);
    nameInside(aside, folder);
    for (const name of parts) renameSync(join(aside, name), join(folder, name));
  } finally {
    removeTree(aside);
    if (isNew) removeIfEmpty(folder);
  }
}

/** What is in `aside`, `bin` last. Throws a `Fault` where `folder` has something of that name. */
function partsToMove(aside: string, folder: string): readonly string[] {
  const others = readdirSync(aside).filter((name) => name !== "bin");
  const parts = [...others, "bin"];
  const there = parts.find((name) => existsSync(join(folder, name)));
  if (there === undefined) return parts;
  throw new Fault(
    "folder-in-use",
    `${folder} has a ${there}, and no environment`,
    { hint: "set PYTHON_PACKAGES to a folder for packages alone" },
  );
}

/** Scripts name the interpreter by its path, and so does `pyvenv.cfg` in some versions. */
function nameInside(aside: string, folder: string): void {
  const scripts = readdirSync(join(aside, "bin"), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(aside, "bin", name));
  for (const path of [join(aside, "pyvenv.cfg"), ...scripts]) {
    // Whatever bytes a script has besides.
    const text = readFileSync(path, "latin1");
    // A program's bytes have their places.
    if (text.includes("\0")) continue;
    const renamed = text.replaceAll(bytesOf(aside), () => bytesOf(folder));
    if (renamed !== text) writeFileSync(path, renamed, "latin1");
  }
}

function bytesOf(path: string): string {
  return Buffer.from(path).toString("latin1");
}

function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds what was made.
  }
}

async function runPip(
  python: string,
  { pipMirrorUrl, pythonRequirements }: Configuration,
  signal: AbortSignal,
): Promise<void> {
  const mirror =
    pipMirrorUrl === undefined ? [] : ["--index-url", pipMirrorUrl];
  const trusted =
    pipMirrorUrl?.startsWith("http:") === true
      ? ["--trusted-host", new URL(pipMirrorUrl).host]
      : [];
  const options = ["--no-input", "--disable-pip-version-check"];
  await start(
    python,
    [
      ...["-m", "pip", "install", ...options, ...mirror, ...trusted],
      ...["--requirement", pythonRequirements],
    ],
    signal,
  );
}

async function start(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  try {
    await ask(command, args, { timeoutMs: INSTALL_MS, signal });
  } catch (error) {
    const {
      code,
      message,
      stderr = "",
      stdout = "",
    } = error as {
      readonly code?: unknown;
      readonly message?: string;
      readonly stderr?: string;
      readonly stdout?: string;
    };
    // Without a code it was ended, and what it said last is not why.
    const why = code === undefined ? undefined : installFailure(stderr, stdout);
    throw new Fault(
      "install-failed",
      `installing packages failed: ${why ?? message ?? String(error)}`,
      {
        cause: error,
        ...(/No module named pip$/m.test(stderr)
          ? {
              hint: `the environment of ${command} is not whole: empty its folder`,
            }
          : {}),
      },
    );
  }
}

/**
 * What pip or venv said last; venv says it on stdout. Where pip reached no index it says in the
 * end only that nothing matches, so what it said before comes first.
 */
export function installFailure(
  stderr: string,
  stdout: string,
): string | undefined {
  const [last] = [stderr, stdout].flatMap(
    (text) =>
      text
        .trim()
        .split("\n")
        .findLast((line) => line !== "") ?? [],
  );
  const broken = [
    ...stderr.matchAll(/after connection broken by (.+?): \/\S*$/gm),
  ].at(-1)?.[1];
  return broken === undefined
    ? last
    : `pip could not reach the index: ${broken}; ${last ?? ""}`;
}

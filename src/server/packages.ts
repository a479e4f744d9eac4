/**
 * The Python packages that code finds. They are listed by a run, so that the list is what the
 * sandbox sees; they are installed outside of it, which is an operator's act: from the
 * operator's file, into the folder that the configuration names, and not at all without one.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../document/fault.js";
import { ask } from "../runtime/processes.js";
import type { Configuration } from "./configuration/model.js";
import type { Job } from "./runner.js";

export interface Package {
  readonly name: string;
  readonly version: string;
}

const INSTALL_MS = 10 * 60 * 1000;

/** A run that prints the packages as JSON. */
export const listingJob: Job = {
  language: "python3",
  network: false,
  code: `import json
from importlib import metadata

print(json.dumps(sorted({
    (found.metadata["Name"], found.version)
    for found in metadata.distributions()
    if found.metadata["Name"]
})))
`,
};

/** What `listingJob` printed; undefined where something else did (`sitecustomize`). */
export function packagesIn(stdout: string): readonly Package[] | undefined {
  const pairs = jsonIn(stdout);
  if (!Array.isArray(pairs)) return undefined;
  return pairs.map((pair: unknown) => {
    const [name, version] = Array.isArray(pair) ? pair : [];
    return { name: String(name), version: String(version) };
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The interpreter of callgate's own virtual environment; undefined before anything was installed. */
export function packagesPython({
  pythonPackages,
}: Configuration): string | undefined {
  if (pythonPackages === undefined) return undefined;
  const python = join(pythonPackages, "bin", "python3");
  return existsSync(python) ? python : undefined;
}

/** Installs the operator's requirements. Throws a `Fault` where it can't. */
export async function installPackages(
  configuration: Configuration,
): Promise<void> {
  const {
    pythonPackages: folder,
    pythonRequirements,
    pipMirrorUrl,
  } = configuration;
  if (folder === undefined)
    throw new Fault("installing-is-off", "installing packages is off", {
      hint: "set PYTHON_PACKAGES to a folder for them",
    });
  if (!existsSync(pythonRequirements))
    throw new Fault(
      "no-requirements",
      `there is no file ${pythonRequirements}`,
    );
  if (packagesPython(configuration) === undefined)
    await start(configuration.pythonPath ?? "python3", [
      "-m",
      "venv",
      "--system-site-packages",
      folder,
    ]);
  const mirror =
    pipMirrorUrl === undefined ? [] : ["--index-url", pipMirrorUrl];
  const trusted =
    pipMirrorUrl?.startsWith("http:") === true
      ? ["--trusted-host", new URL(pipMirrorUrl).host]
      : [];
  await start(join(folder, "bin", "python3"), [
    "-m",
    "pip",
    "install",
    "--no-input",
    "--disable-pip-version-check",
    ...mirror,
    ...trusted,
    "--requirement",
    pythonRequirements,
  ]);
}

async function start(command: string, args: readonly string[]): Promise<void> {
  try {
    await ask(command, args, INSTALL_MS);
  } catch (error) {
    const { stderr = "", stdout = "" } = error as {
      readonly stderr?: string;
      readonly stdout?: string;
    };
    throw new Fault(
      "install-failed",
      `installing packages failed: ${installFailure(stderr, stdout) ?? String(error)}`,
      { cause: error },
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

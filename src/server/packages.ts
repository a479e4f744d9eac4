/**
 * The Python packages that code finds. They are listed by a run, so that the list is what the
 * sandbox sees.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "./configuration/model.js";
import type { Job } from "./runner.js";

export interface Package {
  readonly name: string;
  readonly version: string;
}

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

/** Runs the built command line as a user would, and gives what it said. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as it is, for programs. */
  readonly bytes: Buffer;
}

export interface Surroundings {
  readonly input?: string | Buffer;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function callgate(
  args: readonly string[],
  { input = "", cwd = projectRoot, env = {} }: Surroundings = {},
): Said {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(projectRoot, "dist/cli.js"), ...args],
    { input, cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28 },
  );
  if (error !== undefined) throw error;
  return {
    status,
    stdout: stdout.toString(),
    stderr: stderr.toString(),
    bytes: stdout,
  };
}

/** A folder that is gone after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "callgate-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

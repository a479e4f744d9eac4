/**
 * docs/review.md, done: its edits are made and its commands run in a repository of their own,
 * and what they say is what the page shows. `UPDATE_GOLDEN=1` writes the outputs anew.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { format } from "prettier";
import { callgate, projectRoot } from "../support/cli.js";
import { cleanEnvironment, Repository } from "./repository.js";

const path = join(projectRoot, "docs/review.md");
const page = readFileSync(path, "utf8");
const repository = new Repository();
const tools = mkdtempSync(join(tmpdir(), "callgate-path-"));

afterAll(() => {
  rmSync(repository.folder, { recursive: true, force: true });
  rmSync(tools, { recursive: true, force: true });
});

function prepared(): void {
  cpSync(join(projectRoot, "policy"), join(repository.folder, "policy"), {
    recursive: true,
  });
  const compiled = callgate(
    ["compile", "policy/python.yaml", "--out-dir", "build"],
    { cwd: repository.folder },
  );
  expect(compiled.stderr).toBe("");
  repository.commit();
  const command = join(tools, "callgate");
  writeFileSync(
    command,
    `#!/bin/sh\nexec '${process.execPath}' '${join(projectRoot, "dist/cli.js")}' "$@"\n`,
  );
  chmodSync(command, 0o755);
}

/** What a shell shows of a command: both streams, in their order. */
function said(command: string): string {
  const { stdout } = spawnSync("bash", ["-c", `exec 2>&1; ${command}`], {
    cwd: repository.folder,
    encoding: "utf8",
    env: {
      ...cleanEnvironment(),
      PATH: `${tools}:${process.env["PATH"] ?? ""}`,
      NO_COLOR: "1",
    },
  });
  return stdout.trimEnd();
}

function patched(text: string): void {
  const { status, stderr } = spawnSync("git", ["apply", "-"], {
    cwd: repository.folder,
    input: text,
    encoding: "utf8",
  });
  if (status !== 0)
    throw new Error(`an edit of docs/review.md does not fit: ${stderr}`);
}

/** The commands of a block with what they say now. */
function session(text: string): string {
  const commands = text.split("\n").filter((line) => line.startsWith("$ "));
  return commands
    .map((line) => [line, said(line.slice(2))].filter(Boolean).join("\n"))
    .join("\n");
}

it("the page's edits can be made, and its commands say what it shows", async () => {
  prepared();
  const done = page.replace(
    /^```(diff|console)\n([^]*?)\n```$/gm,
    (block: string, kind: string, text: string) => {
      if (kind === "diff") {
        patched(`${text}\n`);
        return block;
      }
      return `\`\`\`console\n${session(text)}\n\`\`\``;
    },
  );
  const laidOut = await format(done, { parser: "markdown" });
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, laidOut);
  else expect(laidOut).toBe(page);
}, 120_000);

it("git shows the disassembly of a program that it is told to read so", () => {
  const own = new Repository();
  own.write(".gitattributes", "*.bpf diff=callgate-bpf\n");
  own.git(
    "config",
    "diff.callgate-bpf.textconv",
    `'${process.execPath}' '${join(projectRoot, "dist/cli.js")}' disasm`,
  );
  const program = (rule: string): Uint8Array => {
    const policy = `callgate: 1\nname: own\narches: aarch64\nrules:\n  - ${rule}\n    why: a\n`;
    own.write("own.yaml", policy);
    const { bytes, status } = callgate(["compile", "own.yaml", "-o", "-"], {
      cwd: own.folder,
    });
    expect(status).toBe(0);
    return bytes;
  };
  own.write("own.aarch64.bpf", program("allow: read"));
  own.commit();
  own.write("own.aarch64.bpf", program("allow: [read, memfd_create]"));
  const shown = own.git("diff", "--", "own.aarch64.bpf");
  expect(shown).toMatch(/^\+.*\bmemfd_create$/m);
  expect(shown).not.toContain("Binary files");
  rmSync(own.folder, { recursive: true, force: true });
});

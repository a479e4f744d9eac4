/** `callgate diff` as a user sees it, with git, programs and other tools' files. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { PolicyDiff } from "../../src/audit/diff/index.js";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(...args: readonly string[]): void {
  const identity = [
    "-c",
    "user.name=Nobody",
    "-c",
    "user.email=nobody@example.org",
  ];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "pipe" });
}

const HEAD = "callgate: 1\nname: web\narches: [x86_64, aarch64]\n";

beforeAll(() => {
  write(
    "rules/base.yaml",
    "callgate: 1\nname: base\nrules:\n  - allow: '@io'\n",
  );
  write(
    "rules/groups/io.yaml",
    "callgate: 1\ngroup: io\ndescription: Reads.\nnames: [read, write]\n",
  );
  write("rules/web.yaml", `${HEAD}extends: [base]\nrules: []\n`);
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "first");
  write(
    "rules/groups/io.yaml",
    "callgate: 1\ngroup: io\ndescription: Reads.\nnames: [read, write, ioctl]\n",
  );
  write(
    "rules/web.yaml",
    `${HEAD}extends: [base]\nrules:\n  - deny(EACCES): ioctl\n    when: cmd != TCGETS\n    why: Terminals only.\n`,
  );
});

const run = (...args: readonly string[]) =>
  callgate(["diff", ...args], { cwd: folder });

describe("REV:PATH", () => {
  it("is read with the parents and groups of that revision", () => {
    const { status, stdout, stderr } = run(
      "HEAD:rules/web.yaml",
      "rules/web.yaml",
      "--fail-on",
      "widen",
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^newly allowed: deny\(EPERM\) -> allow\n {2}ioctl\n {2}when cmd == TCGETS\n {2}as ioctl\(cmd=0x5401\) on x86_64\n {2}before "default", HEAD:rules\/web\.yaml:2\n {2}after {2}.*rules\/base\.yaml:4$/m,
    );
    expect(stdout).toContain("after  rules/web.yaml:6: Terminals only.");
    expect(status).toBe(1);
  });

  it("from here with ./, and equal to itself", () => {
    const { status, stdout } = callgate(
      ["diff", "HEAD:./web.yaml", "HEAD:rules/web.yaml", "--fail-on", "any"],
      { cwd: join(folder, "rules") },
    );
    expect(stdout).toMatch(
      /answer every call alike on x86_64, aarch64: proven\n$/,
    );
    expect(status).toBe(0);
  });

  it.each([
    ["nosuch:rules/web.yaml", /there is no revision nosuch here/],
    ["HEAD:rules/nosuch.yaml", /HEAD has no file rules\/nosuch\.yaml/],
    ["rules/nosuch.yaml", /there is no file rules\/nosuch\.yaml/],
    ["rules/groups/io.yaml", /error/],
    ["-x:rules/web.yaml", /unknown option|there is no revision/],
  ])("%s is refused with a sentence", (word, sentence) => {
    const { status, stdout, stderr } = run(word, "rules/web.yaml");
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

it("a policy in another layout is the same policy", () => {
  write(
    "rules/laid-out.yaml",
    `callgate: 1\n\nname: other\narches:\n  - aarch64\n  - x86_64\nrules:\n  # Terminals.\n  - deny(EACCES): [ioctl]\n    when: not cmd in {TCGETS}\n  - allow: [write, read, ioctl]\n`,
  );
  const { status, stdout } = run(
    "rules/web.yaml",
    "rules/laid-out.yaml",
    "--fail-on",
    "any",
  );
  expect(stdout).toContain("answer every call alike");
  expect(status).toBe(0);
});

describe("programs", () => {
  it("are compared with policies, and never say nothing where they differ", () => {
    const out = join(folder, "web.x86_64.bpf");
    callgate(["compile", "rules/web.yaml", "--arch", "x86_64", "-o", out], {
      cwd: folder,
    });
    const same = run(out, "rules/web.yaml", "--fail-on", "any");
    expect(same.stdout).toContain(
      "proven\nnot compared: only rules/web.yaml is for aarch64",
    );
    expect(same.status).toBe(0);
    const { stdout } = run("HEAD:rules/web.yaml", out);
    expect(stdout).toMatch(
      /when cmd == TCGETS\n.*\n.*\n {2}after {2}instruction \d+$/m,
    );
  });

  it("that allow a number without a name are told", () => {
    // ld nr; jeq 1000 -> allow; deny(EPERM)
    const bytes = Buffer.from(
      "2000000000000000" +
        "15000001e8030000" +
        "060000000000ff7f" +
        "0600000001000500",
      "hex",
    );
    const none = Buffer.from("0600000001000500", "hex");
    write("number.x86_64.bpf", "");
    writeFileSync(join(folder, "number.x86_64.bpf"), bytes);
    writeFileSync(join(folder, "none.x86_64.bpf"), none);
    const { stdout, status } = run(
      "none.x86_64.bpf",
      "number.x86_64.bpf",
      "--format",
      "json",
      "--fail-on",
      "widen",
    );
    const diff = JSON.parse(stdout) as PolicyDiff;
    expect(diff.changes.map(({ before, after }) => [before, after])).toEqual([
      ["deny(EPERM)", "allow"],
    ]);
    expect(diff.changes[0]?.calls).toContainEqual(
      expect.objectContaining({ name: "number 1000", numbers: [[1000, 1000]] }),
    );
    expect(status).toBe(1);
  });

  it("that can't be decided are refused with the instruction", () => {
    // ld args[0]; add 1; jeq 5
    const bytes = Buffer.from(
      "2000000010000000" +
        "0400000001000000" +
        "1500000105000000" +
        "060000000000ff7f" +
        "0600000001000500",
      "hex",
    );
    writeFileSync(join(folder, "sum.x86_64.bpf"), bytes);
    const { status, stdout, stderr } = run("sum.x86_64.bpf", "rules/web.yaml");
    expect(stderr).toMatch(/can't be decided: instruction 1 does arithmetic/);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it("that the kernel would not take are refused", () => {
    writeFileSync(
      join(folder, "cut.x86_64.bpf"),
      Buffer.from("0600000001", "hex"),
    );
    const { status, stderr } = run("cut.x86_64.bpf", "rules/web.yaml");
    expect(stderr).toMatch(
      /is no program that the kernel takes: instruction 0/,
    );
    expect(status).toBe(2);
  });
});

it("arches of one side alone are named, and sides without a common one refused", () => {
  write("rules/arm.yaml", "callgate: 1\nname: arm\narches: [arm]\nrules: []\n");
  const { status, stderr } = run("rules/arm.yaml", "rules/web.yaml");
  expect(stderr).toMatch(
    /there is nothing to compare: .*arm, .*x86_64, aarch64/,
  );
  expect(status).toBe(2);
});

it("another tool's profile is compared as the policy that import makes of it", () => {
  write(
    "profile.json",
    JSON.stringify({
      defaultAction: "SCMP_ACT_ERRNO",
      architectures: ["SCMP_ARCH_X86_64"],
      syscalls: [
        { names: ["read", "write", "open"], action: "SCMP_ACT_ALLOW" },
      ],
    }),
  );
  const { stdout } = run("HEAD:rules/web.yaml", "profile.json");
  expect(stdout).toMatch(/^newly allowed: deny\(EPERM\) -> allow\n {2}open\n/m);
});

it("Markdown is a table, folded details, and nothing of the policy's that could be markup", () => {
  write(
    "rules/rude.yaml",
    `${HEAD}extends: [base]\nrules:\n  - allow: mkdir\n    why: "</details> <img src=x> @everybody | a | [link](x) \`code\`"\n`,
  );
  const { stdout } = run(
    "rules/web.yaml",
    "rules/rude.yaml",
    "--format",
    "markdown",
  );
  expect(stdout).toMatch(/^### `rules\/web\.yaml` → `rules\/rude\.yaml`\n/);
  expect(stdout.match(/<details>/g)).toHaveLength(1);
  expect(stdout.match(/<\/details>/g)).toHaveLength(1);
  expect(stdout).not.toMatch(/<img|@everybody|[^\\]\[link/);
  const again = run(
    "rules/web.yaml",
    "rules/rude.yaml",
    "--format",
    "markdown",
  );
  expect(again.stdout).toBe(stdout);
});

/** `callgate learn`: what it proposes runs the same command, and adds to what is there. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requires } from "../support/requires.js";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();
const words = join(folder, "words");
writeFileSync(words, "b\na\n");

function learn(file: string, command: readonly string[]) {
  return callgate(["learn", "-o", join(folder, file), "--", ...command]);
}

function run(file: string, command: readonly string[]) {
  return callgate(["run", "--policy", join(folder, file), "--", ...command]);
}

const text = (file: string): string => readFileSync(join(folder, file), "utf8");

const describeHere = describe.skipIf(
  !requires(process.platform === "linux", "filters are of Linux"),
);

describeHere("callgate learn", () => {
  const commands: readonly (readonly [string, readonly string[]])[] = [
    ["ls", ["ls", "-l", "/usr"]],
    ["sort", ["sort", words]],
    ["pipe", ["sh", "-c", `cat ${words} | tr a-z A-Z | wc -l`]],
    [
      "python",
      [
        "/usr/bin/python3",
        "-c",
        "import threading; t = threading.Thread(target=print, args=(1,)); t.start(); t.join()",
      ],
    ],
  ];

  it.each(commands)(
    "proposes a policy behind which %s runs",
    (name, command) => {
      const learned = learn(`${name}.yaml`, command);
      expect(learned.status).toBe(0);
      const { status, stdout, stderr } = run(`${name}.yaml`, command);
      expect(stderr).toBe("");
      expect(stdout).toBe(learned.stdout);
      expect(status).toBe(0);
      expect(callgate(["check", join(folder, `${name}.yaml`)]).status).toBe(0);
      expect(
        callgate(["fmt", "--check", join(folder, `${name}.yaml`)]).status,
      ).toBe(0);
    },
    60_000,
  );

  it("refuses what the program did not do", () => {
    const { status, stderr } = run("sort.yaml", ["mkdir", join(folder, "new")]);
    expect(status).toBe(1);
    expect(stderr).toContain("operation not permitted: mkdir(");
  });

  it("adds what another run does, and leaves what a person wrote", () => {
    const out = join(folder, "out");
    const before = text("sort.yaml").replace(
      /( +)- allow: lseek\n/,
      "$1# Sorting in place seeks.\n$&",
    );
    writeFileSync(join(folder, "sort.yaml"), before);
    expect(run("sort.yaml", ["sort", "-o", out, words]).status).toBe(2);
    const { status, stderr } = learn("sort.yaml", ["sort", "-o", out, words]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/has new rules for .*openat/);
    expect(text("sort.yaml").startsWith(before.trimEnd())).toBe(true);
    expect(run("sort.yaml", ["sort", "-o", out, words]).status).toBe(0);
    expect(learn("sort.yaml", ["sort", words]).stderr).toContain(
      "allows all of it already",
    );
  });

  it("keeps what a rule of its own refuses", () => {
    const refusing = text("sort.yaml").replace(
      "rules:\n",
      "rules:\n  - deny(EPERM): [mkdir, mkdirat]\n\n",
    );
    writeFileSync(join(folder, "sort.yaml"), refusing);
    const { stderr } = learn("sort.yaml", ["mkdir", join(folder, "made")]);
    expect(stderr).toMatch(/its own rules refuse mkdir/);
    expect(text("sort.yaml")).not.toMatch(/allow: .*mkdir/);
  });

  it("lets no dangerous call through, and adds none in silence", () => {
    const { stderr } = learn("mount.yaml", [
      "sh",
      "-c",
      `mount -t tmpfs none ${folder}; true`,
    ]);
    expect(stderr).toMatch(/mount: /);
    expect(text("mount.yaml")).toMatch(/^# Dangerous, refused .*: mount/m);
    expect(text("mount.yaml")).not.toMatch(/^ .*mount/m);
  });

  it("writes to stdout where it is asked to", () => {
    const { stdout, stderr } = callgate(["learn", "-o", "-", "--", "true"]);
    expect(stdout).toMatch(/^# Learned from: true\n/);
    expect(stdout).toContain("name: true-program");
    expect(stderr).toContain("this allows");
  });

  it("says how the program ended, and exits 0 for the policy", () => {
    const { status, stderr } = learn("false.yaml", ["sh", "-c", "exit 3"]);
    expect(status).toBe(0);
    expect(stderr).toContain("exited with code 3");
  });

  it.each([
    [
      "has an error",
      "callgate: 1\nname: x\nrules:\n  - allow: [",
      /can't be added to/,
    ],
    ["is no policy", "words", /can't be added to/],
  ])("runs nothing where the file that is there %s", (_, contents, message) => {
    writeFileSync(join(folder, "there.yaml"), contents);
    const { status, stderr, stdout } = learn("there.yaml", ["echo", "ran"]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(text("there.yaml")).toBe(contents);
  });
});

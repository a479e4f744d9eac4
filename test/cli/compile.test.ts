/** `callgate compile` and `simulate`, as scripts use them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callgate, temporaryFolder } from "../support/cli.js";
import { hasCommand, requires } from "../support/requires.js";

const folder = temporaryFolder();

it.each([
  ["python", "x86_64"],
  ["python", "aarch64"],
  ["nodejs", "x86_64"],
  ["nodejs", "aarch64"],
])("%s compiles for %s to whole instructions on stdout", (policy, arch) => {
  const args = ["compile", `policy/${policy}.yaml`, "--arch", arch];
  const { status, bytes, stderr } = callgate([...args, "-o", "-"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(bytes.length).toBeGreaterThan(8);
  expect(bytes.length % 8).toBe(0);
  const again = callgate([...args, "-o", "-"]).bytes;
  expect(again.equals(bytes)).toBe(true);
});

it("a folder gets a program for each arch and phase, and the manifest", () => {
  const out = join(folder, "out");
  const { status } = callgate(["compile", "python", "--out-dir", out]);
  expect(status).toBe(0);
  expect(readdirSync(out).sort()).toEqual([
    "python.aarch64.boot.bpf",
    "python.aarch64.bpf",
    "python.json",
    "python.x86_64.boot.bpf",
    "python.x86_64.bpf",
  ]);
  const stdout = callgate(["compile", "python", "--arch", "x86_64", "-o", "-"]);
  expect(
    readFileSync(join(out, "python.x86_64.bpf")).equals(stdout.bytes),
  ).toBe(true);
});

it("one output takes one program, and says how to choose", () => {
  const { status, stderr } = callgate(["compile", "python", "-o", "-"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/--arch/);
});

it("an arch that the policy does not list is an error that lists those it has", () => {
  const { status, stderr } = callgate([
    ...["compile", "python", "--arch", "riscv64", "-o", "-"],
  ]);
  expect(status).toBe(2);
  expect(stderr).toContain("x86_64, aarch64");
});

it("a full disk leaves nothing behind, and is one sentence", () => {
  const mounted = join(folder, "full");
  const script = `mkdir -p "$1" && mount -t tmpfs -o size=4k none "$1" && node dist/cli.js compile python --out-dir "$1"; status=$?; ls -A "$1"; exit $status`;
  if (
    !requires(
      process.getuid?.() === 0 && hasCommand("unshare"),
      "a small disk is mounted by root",
    )
  )
    return;
  const { status, stderr, stdout } = spawnSync(
    "unshare",
    ["--mount", "sh", "-c", script, "sh", mounted],
    { encoding: "utf8" },
  );
  expect(stderr).toMatch(
    /^error\[unwritable-file\]: .*: the disk is full\n {2}= /,
  );
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

it("a folder that may not be written is one sentence", () => {
  const { status, stderr } = callgate([
    ...["compile", "python", "--out-dir", "/proc/callgate"],
  ]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^error\[unwritable-file\]: /);
  expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
});

it("a C header compiles without a warning", () => {
  const { stdout } = callgate([
    ...["compile", "python", "--arch", "x86_64", "--emit", "c", "-o", "-"],
  ]);
  const source = join(folder, "array.c");
  writeFileSync(
    source,
    `${stdout}\nint main(void) { return sizeof(python_x86_64) % 8; }\n`,
  );
  const cc = spawnSync(
    "cc",
    [...["-Wall", "-Wextra", "-Werror", "-o", "/dev/null", source]],
    { encoding: "utf8" },
  );
  expect(cc.stderr).toBe("");
  expect(cc.status).toBe(0);
});

it("simulate tells action, rule and instructions", () => {
  const { stdout, status } = callgate([
    ...["simulate", "python", "--arch", "x86_64", "--syscall", "clone3"],
    ...["--format", "json"],
  ]);
  expect(status).toBe(0);
  const answer: unknown = JSON.parse(stdout);
  expect(answer).toMatchObject({ action: "deny", errno: 38 });
  expect(answer).toHaveProperty(
    "rule",
    expect.stringMatching(/libc\.yaml:\d+$/),
  );
  expect(answer).toHaveProperty("instructions", expect.any(Number));
});

it("simulate says in words what a person asks", () => {
  const { stdout } = callgate([
    ...["simulate", "python", "--arch", "x86_64", "--syscall", "socket"],
    ...["--args", "2,1,0"],
  ]);
  expect(stdout).toMatch(
    /^deny\(EPERM\), by the default: no rule matches, after \d+ instructions\n$/,
  );
});

it("simulate answers each JSON line with one line, from a policy and from its program alike", () => {
  const program = join(folder, "python.x86_64.bpf");
  callgate(["compile", "python", "--arch", "x86_64", "-o", program]);
  const lines = [
    { arch: "x86_64", nr: 0, args: [0, 0, 0] },
    { arch: "x86_64", nr: 41, args: [2, 1, 0] },
    { arch: "x86_64", nr: 10, args: [0, 4096, 6] },
    { arch: "x86_64", nr: 16, args: ["0", "0xffffffff00005401", "0"] },
    { arch: "x86_64", nr: 0x40000000, args: [] },
    { arch: "aarch64", nr: 63, args: [] },
    { arch: "x86_64", nr: 9999 },
  ];
  const input = lines.map((line) => JSON.stringify(line)).join("\n");
  const fromPolicy = callgate(["simulate", "python", "--batch"], { input });
  const fromProgram = callgate(["simulate", program, "--batch"], { input });
  const read = (text: string): Record<string, unknown>[] =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const answers = read(fromPolicy.stdout);
  expect(answers.map(({ action, errno }) => [action, errno])).toEqual([
    ["allow", undefined],
    ["deny", 1],
    ["deny", 1],
    ["allow", undefined],
    ["kill", undefined],
    ["allow", undefined],
    ["deny", 38],
  ]);
  // The policy has a program for aarch64 as well; the x86_64 program kills what is foreign.
  const programs = read(fromProgram.stdout);
  expect(programs.map(({ action }) => action)).toEqual([
    ...["allow", "deny", "deny", "allow", "kill", "kill", "deny"],
  ]);
  expect(programs[0]?.["instructions"]).toBe(answers[0]?.["instructions"]);
});

it("a line that is no call is answered with an error, and the others still are", () => {
  const { status, stdout, stderr } = callgate(
    ["simulate", "python", "--batch", "--arch", "x86_64"],
    {
      input:
        '{"nr":0}\nnonsense\n{"nr":-1}\n{"nr":0,"args":[1e30]}\n{"nr":1}\n',
    },
  );
  expect(status).toBe(2);
  expect(stdout.trim().split("\n")).toHaveLength(5);
  expect(stdout.match(/"error"/g)).toHaveLength(3);
  expect(stderr).toContain("line 2");
});

it("a file that is no program is refused with the reason", () => {
  const path = join(folder, "odd.bpf");
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.alloc(9),
    Buffer.alloc(8, 0xff),
  ]) {
    writeFileSync(path, bytes);
    const { status, stderr } = callgate([
      ...["simulate", path, "--arch", "x86_64", "--syscall", "read"],
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error\[bad-program\]/);
  }
});

it("the README's small policy keeps a program from the network under bubblewrap", () => {
  if (!requires(hasCommand("bwrap"), "bubblewrap is not installed")) return;
  const readme = readFileSync("README.md", "utf8");
  const yaml = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const path = join(folder, "no-sockets.yaml");
  writeFileSync(path, yaml);
  const program = join(folder, "no-sockets.bpf");
  expect(callgate(["check", path]).status).toBe(0);
  expect(
    callgate(["compile", path, "--arch", "x86_64", "-o", program]).status,
  ).toBe(0);
  expect(existsSync(program)).toBe(true);
  const run = spawnSync(
    "sh",
    [
      "-c",
      `bwrap --bind / / --dev /dev --seccomp 9 python3 -c 'import socket
socket.socketpair(); print("pair")
socket.socket()' 9<"$1"`,
      "sh",
      program,
    ],
    { encoding: "utf8" },
  );
  expect(run.stdout).toBe("pair\n");
  expect(run.stderr).toContain("PermissionError: [Errno 13]");
});

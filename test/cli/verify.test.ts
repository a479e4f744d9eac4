/** `callgate verify`, `disasm` and `--param`, as a user sees them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { decode, encode } from "../../src/compiler/instructions.js";
import type { Manifest } from "../../src/compiler/manifest.js";
import { UNBOUND } from "../../src/compiler/opcodes.js";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

function compiled(policy: string, ...more: string[]): string {
  const path = join(folder, `${more.length}.x86_64.bpf`);
  const args = ["compile", policy, "--arch", "x86_64", "-o", path, ...more];
  expect(callgate(args).stderr).toMatch(/instructions\n$/);
  return path;
}

it("a program is proven against its policy, and a tampered one is refused with a call", () => {
  const path = compiled("python");
  expect(callgate(["verify", path, "python"])).toMatchObject({ status: 0 });

  const bytes = readFileSync(path);
  // Every answer of "deny with EPERM" becomes "allow": linux/seccomp.h.
  for (let at = 0; at < bytes.length; at += 8) {
    if (bytes.readUInt16LE(at) === 6 && bytes.readUInt32LE(at + 4) === 0x50001)
      bytes.writeUInt32LE(0x7fff0000, at + 4);
  }
  writeFileSync(path, bytes);
  const { status, stdout } = callgate(["verify", path, "python"]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^ {2}call: +\S.* on x86_64$/m);
  expect(stdout).toMatch(/^ {2}policy: +deny\(EPERM\)$/m);
  expect(stdout).toMatch(/^ {2}program: +allow$/m);
});

it("a disassembly names calls, and a policy's has its lines", () => {
  const path = compiled("python");
  const bare = callgate(["disasm", path]).stdout;
  const sourced = callgate(["disasm", "python", "--arch", "x86_64"]).stdout;
  expect(bare.trim().split("\n")).toHaveLength(readFileSync(path).length / 8);
  expect(sourced).toMatch(/libc\.yaml:\d+/);
  const rows = JSON.parse(
    callgate(["disasm", "python", "--format", "json"]).stdout,
  ) as unknown[];
  expect(rows.length).toBeGreaterThan(100);
});

const withParameter = join(folder, "self.yaml");
writeFileSync(
  withParameter,
  `callgate: 1
name: self
arches: [x86_64, s390x]
default: deny
params:
  self:
    width: 32
    why: The process's own id.
rules:
  - allow: tgkill
    when: tgid == $self
`,
);

it("a parameter is bound by name, and an unbound program is not written", () => {
  const unbound = callgate([
    ...["compile", withParameter, "--arch", "x86_64", "-o", "-"],
  ]);
  expect(unbound.status).toBe(2);
  expect(unbound.bytes).toHaveLength(0);
  expect(unbound.stderr).toContain("$self");

  const path = compiled(withParameter, "--param", "self=1234");
  const ask = (tgid: string): string =>
    callgate([
      ...["simulate", path, "--arch", "x86_64", "--syscall", "tgkill"],
      ...["--args", `${tgid},1,9`],
    ]).stdout;
  expect(ask("1234")).toMatch(/^allow/);
  expect(ask("1235")).toMatch(/^deny/);
  const verify = ["verify", path, withParameter, "--param"];
  expect(callgate([...verify, "self=1234"]).status).toBe(0);
  expect(callgate([...verify, "self=1235"]).status).toBe(1);
});

it.each([
  [["--param", "slef=1"], /write --param self=/],
  [["--param", "self"], /NAME=VALUE/],
  [["--param", "self=1", "--param", "self=2"], /has a value already/],
  [["--param", "self=0x1ffffffff"], /self/],
])("%j is refused", (words, sentence) => {
  const call = ["--syscall", "tgkill"];
  for (const command of [
    ["compile", withParameter, "--arch", "x86_64", "-o", "-"],
    ["simulate", withParameter, "--arch", "x86_64", ...call],
  ]) {
    const { status, stderr } = callgate([...command, ...words]);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
  }
});

it("a folder's programs with a parameter left to bind are refused until the manifest's value is in", () => {
  const out = join(folder, "unbound");
  const json = join(out, "self.json");
  expect(callgate(["compile", withParameter, "--out-dir", out]).status).toBe(0);
  const { programs } = JSON.parse(readFileSync(json, "utf8")) as Manifest;
  for (const { arch, endian, relocations } of programs) {
    const file = join(out, `self.${arch}.bpf`);
    const { status, stderr } = callgate(["disasm", file, "--arch", arch]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /unbound-parameter.*without a value, at instruction/,
    );

    const instructions = decode(readFileSync(file), endian);
    expect(relocations.length).toBeGreaterThan(0);
    for (const { instruction, code, flipped } of relocations) {
      const open = instructions[instruction];
      expect(open?.code).toBe(UNBOUND);
      expect(flipped).toBe(false);
      if (open !== undefined)
        instructions[instruction] = { ...open, code, k: 1234 };
    }
    const bound = callgate([
      ...["compile", withParameter, "--arch", arch],
      ...["--param", "self=1234", "-o", "-"],
    ]).bytes;
    expect(Buffer.from(encode(instructions, endian))).toEqual(bound);
  }
  expect(callgate(["verify", "--manifest", json]).status).toBe(0);
});

it("a program that is simulated takes no parameters: they stand in it", () => {
  const path = compiled(withParameter, "--param", "self=1234");
  const { status, stderr } = callgate([
    ...["simulate", path, "--arch", "x86_64", "--syscall", "tgkill"],
    ...["--param", "self=1"],
  ]);
  expect(status).toBe(2);
  expect(stderr).toContain("has no parameters");
});

it("a profile is taken as counts by name, and a wrong one is refused", () => {
  const profile = join(folder, "profile.json");
  writeFileSync(profile, '{"read": 100000, "getpid": 3}');
  const path = compiled("python", "--profile", profile);
  expect(callgate(["verify", path, "python"]).status).toBe(0);
  for (const text of ["[]", "{", '{"read": -1}']) {
    writeFileSync(profile, text);
    const { status, stderr } = callgate([
      ...["compile", "python", "--arch", "x86_64", "-o", "-"],
      ...["--profile", profile],
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error\[bad-profile\]/);
  }
});

/** `callgate syscalls` and `callgate groups`: what there is, and the nearest to what there is not. */
import { describe, expect, it } from "vitest";
import { archNames, archTable } from "../../syscalls/index.js";
import { callgate } from "../support/cli.js";

describe("callgate syscalls", () => {
  it("--format json has every number of every arch", () => {
    const listed: unknown = JSON.parse(
      callgate(["syscalls", "--format", "json"]).stdout,
    );
    expect(listed).toEqual(
      Object.fromEntries(
        archNames.map((arch) => [
          arch,
          Object.fromEntries(
            [...archTable(arch).byName].map(([name, { nr }]) => [name, nr]),
          ),
        ]),
      ),
    );
  });

  it.each([
    ["openat", "x86_64", "int dfd or dirfd (signed 32)"],
    ["openat", "x86_64", "umode_t mode (unsigned 16)"],
    ["openat", "x86_64", "const char *filename (pointer)"],
    ["pread64", "arm", "pos_lo (unsigned 32, low word)"],
    [
      "clone",
      "s390x",
      "unsigned long newsp or stack (unsigned 64), unsigned long clone_flags or flags (unsigned 32)",
    ],
  ])("%s on %s: %s", (name, arch, argument) => {
    const { stdout } = callgate(["syscalls", name, "--arch", arch]);
    expect(stdout).toContain(argument);
  });

  it.each([
    [
      ["opennat"],
      'no arch has a syscall named "opennat"',
      "did you mean openat?",
    ],
    [
      ["mmap2", "--arch", "x86_64"],
      'x86_64 has no syscall named "mmap2"',
      "i386, arm have it",
    ],
  ])("%j is an error that says what there is", (args, message, hint) => {
    const { status, stdout, stderr } = callgate(["syscalls", ...args]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe("callgate groups", () => {
  it("tells a group's sentence, its members and what nested groups come to", () => {
    expect(callgate(["groups"]).stdout).toMatch(/^@basic-io +\d+ +[A-Z]/m);
    const { stdout } = callgate(["groups", "system-service"]);
    expect(stdout).toMatch(/^@system-service: [A-Z].*\.\n {2}@aio\n/);
    expect(stdout).toMatch(/\nall of it: .*\bio_uring_setup\b/);
  });

  it("names the nearest where there is none", () => {
    const { status, stderr } = callgate(["groups", "@basicio"]);
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean @basic-io?");
  });
});

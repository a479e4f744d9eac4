/** What files include, on the command line: read beside them or below, and told where not. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

describe("of what a file includes", () => {
  const beside = join(folder, "included");
  const main = join(beside, "main.policy");
  beforeAll(() => {
    mkdirSync(join(beside, "below"), { recursive: true });
    writeFileSync(join(folder, "secret.policy"), "write: 1\n");
    writeFileSync(join(beside, "near.policy"), "write: 1\n");
    writeFileSync(
      join(beside, "below", "up.policy"),
      "@include ./../near.policy\n",
    );
    writeFileSync(
      join(beside, "below", "loop.policy"),
      "close: 1\n@include ./../main.policy\n",
    );
    writeFileSync(
      join(beside, "latin.policy"),
      Buffer.from("read: 1\nwrite:é 1\n", "latin1"),
    );
    symlinkSync("../secret.policy", join(beside, "link.policy"));
    symlinkSync("near.policy", join(beside, "alias.policy"));
    execFileSync("mkfifo", [join(beside, "pipe.policy")]);
  });

  const importing = (name: string): ReturnType<typeof callgate> => {
    writeFileSync(main, `@include ${name}\nread: 1\n`);
    return callgate(["import", main, "--from", "minijail"]);
  };

  it.each(["./near.policy", "./below/up.policy", "./alias.policy"])(
    "%s is read",
    (name) => {
      const { status, stdout } = importing(name);
      expect([status, stdout]).toEqual([
        0,
        expect.stringContaining("- allow: [write, read]"),
      ]);
    },
  );

  it.each([
    [`./${relative(beside, "/etc/passwd")}`, "is outside of the folder"],
    ["./../secret.policy", "is outside of the folder"],
    ["/etc/passwd", "is outside of the folder"],
    ["./link.policy", "is outside of the folder"],
    ["./none.policy", "there is no file ./none.policy"],
    ["./below", "is not a file"],
    ["./pipe.policy", "is not a file"],
    ["./latin.policy", "is not UTF-8 text: line 2, column 7 is not"],
    ["./main.policy", "includes this file: it would never end"],
  ])("%s: %s", (name, words) => {
    const { status, stdout, stderr } = importing(name);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
    expect(stderr).toContain(`${main}:1:10`);
    expect(stderr).not.toContain("root:");
  });

  it("the place of a fault is in the included file", () => {
    const { status, stderr } = importing("./below/loop.policy");
    expect(status).toBe(2);
    expect(stderr).toContain(`${join(beside, "below", "loop.policy")}:2:10\n`);
    expect(stderr).toContain("2 | @include ./../main.policy");
  });

  it("a diff reads it too", () => {
    writeFileSync(main, "@include ./near.policy\nread: 1\n");
    const other = join(beside, "other.policy");
    writeFileSync(other, "write: 1\nread: 1\nclose: 1\n");
    const { status, stdout, stderr } = callgate([
      ...["diff", main, other, "--arch", "x86_64", "--fail-on", "widen"],
    ]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("newly allowed: kill -> allow\n  close\n");
    expect(stdout).not.toContain("write");
  });
});

/** `callgate report`, as a user sees it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const head = "callgate: 1\nname: own\narches: [x86_64, aarch64]\n";
const sound = `${head}rules:\n  - allow: ptrace\n    why: A debugger.\n`;

it("each policy gets a page by its name, with findings that change no exit code", () => {
  const out = join(folder, "pages");
  const path = write("own.yaml", sound);
  const { status, stdout, stderr } = callgate([
    "report",
    path,
    "events",
    "-o",
    out,
  ]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toBe(
    `${join(out, "own.html")}\n${join(out, "events.html")}\n`,
  );
  expect(readdirSync(out).sort()).toEqual(["events.html", "own.html"]);
  expect(readFileSync(join(out, "own.html"), "utf8")).toMatch(
    /^<!doctype html>/,
  );
});

it("two runs write the same bytes, whose digest JSON tells", () => {
  const path = write("own.yaml", sound);
  const pages = ["a", "b"].map((name) => {
    const out = join(folder, name);
    const { stdout } = callgate([
      "report",
      path,
      "-o",
      out,
      "--format",
      "json",
    ]);
    const bytes = readFileSync(join(out, "own.html"));
    expect(JSON.parse(stdout)).toEqual([
      {
        policy: "own",
        file: join(out, "own.html"),
        sha256: createHash("sha256").update(bytes).digest("hex"),
      },
    ]);
    return bytes;
  });
  expect(pages[0]?.equals(pages[1] ?? Buffer.alloc(0))).toBe(true);
});

it("a policy with an error, or one that is not there, is said, and no page is written", () => {
  const out = join(folder, "none");
  const good = write("own.yaml", sound);
  const bad = write("bad.yaml", `${head}rules:\n  - allow: opneat\n`);
  for (const [file, said] of [
    [bad, /bad\.yaml:5:12/],
    [join(folder, "absent.yaml"), /there is no file/],
  ] as const) {
    const { status, stderr } = callgate(["report", good, file, "-o", out]);
    expect(status).toBe(2);
    expect(stderr).toMatch(said);
    expect(existsSync(out)).toBe(false);
  }
});

it("two policies of one name do not replace each other", () => {
  const one = write("own.yaml", sound);
  const other = write("other.yaml", sound);
  const { status, stderr } = callgate([
    "report",
    one,
    other,
    "-o",
    join(folder, "same"),
  ]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/are both named "own"/);
  expect(existsSync(join(folder, "same"))).toBe(false);
});

it("a folder that can't be made, and one that is not named, are sentences", () => {
  const path = write("own.yaml", sound);
  const under = callgate(["report", path, "-o", join(path, "pages")]);
  expect(under.status).toBe(2);
  expect(under.stderr).toMatch(/error\[unwritable-file\]/);
  expect(callgate(["report", path]).stderr).toMatch(/-o, --output <dir>/);
});

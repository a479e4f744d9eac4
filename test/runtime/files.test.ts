/** Files that go into a run's working folder, and what the run leaves there. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRoom, fileEntries } from "../../src/runtime/files.js";
import type { Files, RunResult, Sandbox } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import {
  needsPython,
  needsRoot,
  needsUser,
  python,
  resultsOf,
} from "./machine.js";

const codeOfFault = (action: () => unknown): string | undefined => {
  try {
    action();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe("names of files", () => {
  it.each([
    "",
    "/etc/passwd",
    "..",
    "../up",
    "a/../../up",
    "a/..",
    "./a",
    "a/.",
    "a//b",
    "a/",
    "/",
    "a\0b",
    "\ud800",
    "main.py",
    "main.py/b",
    "x".repeat(256),
    `${"a/".repeat(32)}b`,
    `${"x".repeat(200)}/`.repeat(6) + "y",
  ])("%j is refused by name", (name) => {
    expect(codeOfFault(() => fileEntries({ [name]: "" }, "main.py"))).toBe(
      "bad-file-name",
    );
  });

  it("that are a file and a folder at once are refused", () => {
    expect(() => fileEntries({ "a/b": "", a: "" }, "main.py")).toThrow(
      '"a/b" lies in "a", which is a file',
    );
  });

  it("that are accepted lie below the working folder, folders first and once", () => {
    const part = fc.oneof(
      fc.constantFrom("..", ".", "", "a", "b", "main.py", "\0", "...", " "),
      fc.string({ maxLength: 5 }),
    );
    const name = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join("/"));
    const check = fc.property(
      fc.uniqueArray(name, { maxLength: 5 }),
      (names) => {
        const files = Object.fromEntries(names.map((one) => [one, ""]));
        let entries;
        try {
          entries = fileEntries(files, "main.py");
        } catch {
          return;
        }
        const made = new Set(["/sandbox", "/sandbox/main.py"]);
        for (const { path } of entries) {
          expect(path.split("/")).not.toContain("..");
          expect(made).toContain(path.slice(0, path.lastIndexOf("/")));
          expect(made).not.toContain(path);
          made.add(path);
        }
        expect(names.every((one) => made.has(`/sandbox/${one}`))).toBe(true);
      },
    );
    fc.assert(check, { numRuns: 500 });
  });
});

describe("sizes of files", () => {
  it("too many, too large, or no contents are refused", () => {
    const many = Object.fromEntries(
      Array.from({ length: 1001 }, (_, at) => [`f${at}`, ""]),
    );
    expect(codeOfFault(() => fileEntries(many, ""))).toBe("too-many-files");
    const large = new Uint8Array((16 << 20) + 1);
    expect(codeOfFault(() => fileEntries({ a: large, b: large }, ""))).toBe(
      "files-too-large",
    );
    const none = { a: 1 } as unknown as Files;
    expect(codeOfFault(() => fileEntries(none, ""))).toBe("bad-file");
  });

  it("that do not fit the scratch are refused with the limit's name", () => {
    const entries = fileEntries({ a: "x", b: "y" }, "");
    expect(() => checkRoom(Buffer.from("z"), entries, 3 * 4096 - 1)).toThrow(
      "scratchBytes",
    );
    checkRoom(Buffer.from("z"), entries, 3 * 4096);
  });
});

const texts = (files: RunResult["files"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString("latin1"),
    ]),
  );

const reader = `
import os
for folder, folders, names in sorted(os.walk(".")):
    for name in sorted(names):
        path = os.path.join(folder, name)
        print(path, open(path, "rb").read() if name != "main.py" else "")
`;

const open = (
  isolation: "process" | "zygote",
  language: "python3" | "nodejs" = "python3",
): Promise<Sandbox> =>
  createSandbox({
    language,
    isolation,
    interpreter: language === "python3" ? python : process.execPath,
    limits: { timeoutMs: 30_000, cpuMs: 30_000 },
  });

describe
  .skipIf(!needsRoot() || !needsPython())
  .each(["process", "zygote"] as const)("in isolation %s", (isolation) => {
  it("files are there when the code runs, of every byte and depth", async () => {
    await using sandbox = await open(isolation);
    const { stdout, stderr } = await sandbox.run({
      code: reader,
      files: {
        "a/b/c.bin": Uint8Array.of(0, 255, 10),
        empty: "",
        "é.txt": "ü",
      },
    });
    expect(stderr).toBe("");
    expect(stdout.split("\n").sort()).toEqual(
      [
        "",
        "./a/b/c.bin b'\\x00\\xff\\n'",
        "./empty b''",
        "./main.py ",
        "./é.txt b'\\xc3\\xbc'",
      ].sort(),
    );
  });

  it("what is left comes out: the new, the changed, and what was given", async () => {
    await using sandbox = await open(isolation);
    const { files, filesTruncated, exit } = await sandbox.run({
      code: `
import os
open("in/changed", "a").write("+")
os.remove("in/gone")
os.makedirs("out/deep/er"); open("out/deep/er/x", "wb").write(bytes(range(256)))
open("__proto__", "w").write("p")
open("main.py", "a").write("# the code itself is not among them")
`,
      files: { "in/changed": "c", "in/kept": "k", "in/gone": "g" },
    });
    expect(exit).toEqual({ kind: "exit", code: 0 });
    expect(filesTruncated).toBe(false);
    expect(Object.keys(files).sort()).toEqual([
      "__proto__",
      "in/changed",
      "in/kept",
      "out/deep/er/x",
    ]);
    expect(texts(files)).toMatchObject({ "in/changed": "c+", "in/kept": "k" });
    expect([...(files["out/deep/er/x"] ?? [])]).toEqual(
      Array.from({ length: 256 }, (_, at) => at),
    );
    expect(Buffer.from(Object.entries(files)[0]?.[1] ?? []).toString()).toBe(
      "p",
    );
  });

  it("links, pipes and sockets are neither followed nor waited for", async () => {
    await using sandbox = await open(isolation);
    const { files, filesTruncated, stdout } = await sandbox.run({
      code: `
import os, ctypes
os.symlink("/etc/hosts", "link"); os.symlink("/", "root"); os.symlink(".", "loop"); os.symlink("real", "alias")
os.symlink("/proc/self/fd/0", "magic")
open("real", "w").write("r"); os.link("real", "hard")
try: os.mkfifo("pipe")
except OSError: print("no pipes")
os.mkdir("folder"); os.symlink("..", "folder/up")
`,
      files: {},
    });
    expect(stdout).toMatch(/^(no pipes\n)?$/);
    expect(texts(files)).toEqual({ hard: "r", real: "r" });
    expect(filesTruncated).toBe(false);
  });

  it("what is too large, too many, too deep or has no name is left out, with a mark", async () => {
    await using sandbox = await open(isolation);
    const { files, filesTruncated } = await sandbox.run({
      code: `
import os
with open("sparse", "wb") as file: file.truncate(60 << 20)
open(b"\\xff", "w").write("no name")
open("small", "w").write("s")
at = "."
for _ in range(40):
    at += "/d"; os.mkdir(at); open(at + "/f", "w").write("f")
`,
      files: {},
    });
    expect(filesTruncated).toBe(true);
    const names = Object.keys(files);
    expect(names).toContain("small");
    expect(names).not.toContain("sparse");
    expect(names.filter((name) => name.startsWith("d/"))).toHaveLength(31);
    expect(names.every((name) => !name.includes("\ufffd"))).toBe(true);
    const many = await sandbox.run({
      code: "for n in range(1200): open(f'{n:04}', 'w').write('x')",
      files: {},
    });
    expect(many.exit).toEqual({ kind: "exit", code: 0 });
    expect(Object.keys(many.files)).toHaveLength(1000);
    expect(many.filesTruncated).toBe(true);
  });

  it("a run that is ended early leaves what it had written", async () => {
    await using sandbox = await open(isolation);
    const { exit, files } = await sandbox.run({
      code: "open('early', 'w').write('e')\nwhile True: pass",
      files: {},
      limits: { timeoutMs: 1500 },
    });
    expect(exit.kind).toBe("timeout");
    expect(texts(files)).toEqual({ early: "e" });
  });

  it("runs that have no files give none, and no descriptor is left or handed to the code", async () => {
    await using sandbox = await open(isolation);
    const code =
      "import os\nopen('left', 'w').write('l')\nprint(sorted(os.listdir('/proc/self/fd'), key=int)[:4])";
    const without = await sandbox.run({ code });
    expect(without.files).toEqual({});
    const descriptors = (): number => readdirSync("/proc/self/fd").length;
    const before = descriptors();
    for (let at = 0; at < 20; at++) {
      const { files, stdout } = await sandbox.run({ code, files: { in: "i" } });
      expect(stdout).toBe(without.stdout);
      expect(Object.keys(files)).toEqual(["in", "left"]);
    }
    // Ready children may come and go: fewer than one for each run.
    if (isolation === "process") expect(descriptors()).toBe(before);
    else expect(Math.abs(descriptors() - before)).toBeLessThan(20);
  });

  it("no file is taken for a part of the interpreter before the filter is on", async () => {
    const loud = "raise SystemExit('ran before the code')";
    await using pythons = await open(isolation);
    const modules = [
      "sitecustomize.py",
      "usercustomize.py",
      "encodings/__init__.py",
      "python.py",
      "x.pth",
      "callgate_guest.py",
      "_frozen_importlib.py",
    ];
    const result = await pythons.run({
      code: "print('the code')",
      files: Object.fromEntries(modules.map((name) => [name, loud])),
    });
    expect([result.stdout, result.stderr]).toEqual(["the code\n", ""]);
    await using nodes = await open(isolation, "nodejs");
    const scripts = [
      "node.cjs",
      "node_modules/net/index.js",
      "node_modules/tty/index.js",
      ".node_repl_history",
    ];
    const other = await nodes.run({
      code: "console.log('the code', require('./own'))",
      files: {
        ...Object.fromEntries(scripts.map((name) => [name, "process.exit(9)"])),
        "own.js": "module.exports = 1",
      },
    });
    expect([other.stdout, other.stderr]).toEqual(["the code 1\n", ""]);
  });
});

describe
  .skipIf(!needsUser() || !needsPython())
  .each(["process", "zygote"] as const)(
  "as an ordinary user, in isolation %s",
  (isolation) => {
    it("files go in and come out; what its owner may not read is left out, with a mark", async () => {
      const [whole, closed] = await resultsOf(
        { user: true },
        {
          options: {
            language: "python3",
            interpreter: python,
            isolation,
            allowMissing: ["cgroup"],
            limits: { timeoutMs: 30_000 },
          },
          requests: [
            {
              code: "import os\nopen('out', 'w').write(open('d/in').read() + '!')\nos.symlink('/etc/hosts', 'l')",
              files: { "d/in": "i" },
            },
            {
              code: "import os\nos.mkdir('shut')\nopen('shut/x', 'w').write('x')\nos.chmod('shut', 0)\nopen('y', 'w').write('y')",
              files: {},
            },
          ],
        },
      );
      expect(whole?.exit).toEqual({ kind: "exit", code: 0 });
      expect(whole?.files).toMatchObject({ out: { 0: 105, 1: 33 } });
      expect(Object.keys(whole?.files ?? {}).sort()).toEqual(["d/in", "out"]);
      expect(whole?.filesTruncated).toBe(false);
      expect(Object.keys(closed?.files ?? {})).toEqual(["y"]);
      expect(closed?.filesTruncated).toBe(true);
    });
  },
);

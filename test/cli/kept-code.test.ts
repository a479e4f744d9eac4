import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptCode } from "../../src/cli/kept-code.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const me = process.geteuid?.() ?? 0;
const code = Buffer.from("code");

let package_: string;
let folder: string;

beforeEach(() => {
  package_ = mkdtempSync(join(tmpdir(), "callgate-code-"));
  folder = join(package_, ".cache/compiled");
});

afterEach(() => {
  rmSync(package_, { recursive: true });
});

describe("the code that is kept", () => {
  it("is read as it was written, by its name", () => {
    const kept = keptCode(folder, me, "a.cjs");
    expect(kept.read("check")).toBeUndefined();
    kept.write("check", code);
    expect(kept.read("check")).toEqual(code);
    expect(kept.read("diff")).toBeUndefined();
    expect(readdirSync(folder)).toEqual(["a.cjs-check"]);
  });

  it("is the user's own to write", () => {
    keptCode(folder, me, "a.cjs").write("check", code);
    for (const path of [folder, join(folder, "a.cjs-check")])
      expect(statSync(path).mode & 0o022).toBe(0);
  });

  it("goes when another build keeps its own", () => {
    keptCode(folder, me, "a.cjs").write("check", code);
    keptCode(folder, me, "b.cjs").write("diff", code);
    expect(readdirSync(folder)).toEqual(["b.cjs-diff"]);
  });

  it("is not written for a script of another user's", () => {
    keptCode(folder, me + 1, "a.cjs").write("check", code);
    expect(() => statSync(folder)).toThrow();
  });

  it("is nothing where the folder can't be made", () => {
    writeFileSync(join(package_, ".cache"), "");
    const kept = keptCode(folder, me, "a.cjs");
    kept.write("check", code);
    expect(kept.read("check")).toBeUndefined();
    expect(kept.canKeep()).toBe(false);
  });

  it("is expected of the owner alone", () => {
    expect(keptCode(folder, me, "a.cjs").canKeep()).toBe(true);
    expect(keptCode(folder, me + 1, "a.cjs").canKeep()).toBe(false);
  });

  const file = () => join(folder, "a.cjs-check");
  const others: Readonly<Record<string, () => void>> = {
    "in a file that the group may write": () => {
      chmodSync(file(), 0o664);
    },
    "in a file that everybody may write": () => {
      chmodSync(file(), 0o646);
    },
    "in a folder that everybody may write": () => {
      chmodSync(folder, 0o777);
    },
    "below a folder that the group may write": () => {
      chmodSync(join(package_, ".cache"), 0o775);
    },
    "behind a link": () => {
      renameSync(file(), join(package_, "code"));
      symlinkSync(join(package_, "code"), file());
    },
    "in a folder behind a link": () => {
      renameSync(folder, join(package_, "compiled"));
      symlinkSync(join(package_, "compiled"), folder);
    },
    "in what is no file": () => {
      rmSync(file());
      mkdirSync(file());
    },
  };
  for (const [where, change] of Object.entries(others))
    it(`is not taken ${where}`, () => {
      const kept = keptCode(folder, me, "a.cjs");
      kept.write("check", code);
      change();
      expect(kept.read("check")).toBeUndefined();
    });

  it.runIf(me === 0)("is not taken from another user's file or folder", () => {
    const kept = keptCode(folder, me, "a.cjs");
    for (const path of [folder, file()]) {
      kept.write("check", code);
      chownSync(path, 1, 1);
      expect(kept.read("check")).toBeUndefined();
      chownSync(path, 0, 0);
    }
  });
});

describe("the command line", () => {
  const callgate = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(package_, "dist/cli.js"), ...words],
      { encoding: "utf8" },
    );
    return { status, stdout, stderr };
  };

  beforeEach(() => {
    for (const part of ["dist", "policy", "package.json"])
      cpSync(join(root, part), join(package_, part), {
        recursive: true,
        filter: (path) => !/\.map$|dist\/(types|native)/.test(path),
      });
    symlinkSync(join(root, "node_modules"), join(package_, "node_modules"));
  });

  it("answers the same with kept code, without, and with broken code", () => {
    const first = callgate("check", "python");
    expect(first.status).toBe(0);
    const [name = ""] = readdirSync(folder);
    const kept = join(folder, name);
    const before = statSync(kept);
    expect(callgate("check", "python")).toEqual(first);
    expect(statSync(kept).mtimeMs).toBe(before.mtimeMs);
    truncateSync(kept, before.size >> 1);
    expect(callgate("check", "python")).toEqual(first);
    // V8 refused it, and it was made again.
    expect(readFileSync(kept).length).toBeGreaterThan(before.size >> 1);
  });

  it("answers the same where no code can be kept", () => {
    const first = callgate("check", "python");
    rmSync(join(package_, ".cache"), { recursive: true });
    writeFileSync(join(package_, ".cache"), "");
    expect(callgate("check", "python")).toEqual(first);
  });

  it("keeps nothing for words that are no command", () => {
    expect(callgate("chekc").status).toBe(2);
    expect(() => readdirSync(folder)).toThrow();
    callgate("--version");
    callgate("syscalls", "openat");
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

/** Interpreters as people have them: behind scripts, in virtual environments, elsewhere, broken. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Fault } from "../../src/document/fault.js";
import { findInterpreter } from "../../src/runtime/interpreter.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import type { Language } from "../../src/runtime/model.js";
import { prefers, requires } from "../support/requires.js";
import { needsPython, needsRoot, python } from "./machine.js";

const folder = mkdtempSync(join(tmpdir(), "callgate-interpreters-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

async function faultOf(
  language: Language,
  interpreter: string,
): Promise<Fault> {
  const found = await findInterpreter(language, interpreter).catch(
    (error: unknown) => error,
  );
  if (found instanceof Fault) return found;
  throw new Error(`${interpreter} was taken`);
}

async function outputOf(interpreter: string, code: string): Promise<string> {
  await using sandbox = await createSandbox({
    language: "python3",
    interpreter,
  });
  const { stdout, stderr, exit } = await sandbox.run({ code });
  expect({ exit, stderr }).toEqual({
    exit: { kind: "exit", code: 0 },
    stderr: "",
  });
  return stdout;
}

describe.skipIf(!needsPython())("an interpreter", () => {
  it("is known by its own answer, through a script that starts it", async () => {
    const shim = script("python3", `#!/bin/sh\nexec ${python} "$@"\n`);
    const { program, file } = await findInterpreter("python3", shim);
    expect([python, file]).toContain(program);
    expect(file).toMatch(/^\/usr\/bin\/python3\.\d+$/);
  });

  it("may have something else to say before its answer", async () => {
    const shim = script(
      "talkative",
      `#!/bin/sh\necho "using 3.x"\nexec ${python} "$@"\n`,
    );
    expect((await findInterpreter("python3", shim)).language).toBe("python3");
  });

  it("is the one that PYTHON_PATH or NODEJS_PATH names, and the option wins over both", async () => {
    const environment = { PYTHON_PATH: "/no/python", NODEJS_PATH: "/no/node" };
    for (const [name, value] of Object.entries(environment))
      vi.stubEnv(name, value);
    try {
      await expect(findInterpreter("python3", undefined)).rejects.toThrow(
        "there is no interpreter /no/python",
      );
      await expect(findInterpreter("nodejs", undefined)).rejects.toThrow(
        "there is no interpreter /no/node",
      );
      expect((await findInterpreter("python3", python)).language).toBe(
        "python3",
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("that is missing is an error that says what to install", async () => {
    const fault = await faultOf("python3", "/no/such/python3");
    expect(fault.code).toBe("no-interpreter");
    expect(fault.hint).toContain("PYTHON_PATH");
  });

  it("that does not work is an error with its own words", async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        script("fails", "#!/bin/sh\necho 'no libpython' >&2; exit 127\n"),
        /does not answer: no libpython/,
      ],
      [
        script("chatters", "#!/bin/sh\necho hello\n"),
        /something else than paths/,
      ],
      [script("silent", "#!/bin/sh\nexit 0\n"), /something else than paths/],
      [
        script(
          "old",
          `#!/bin/sh\necho '{"program":"/x","version":[2,7,18],"prefixes":[],"maps":[]}'\n`,
        ),
        /is version 2\.7\.18/,
      ],
      [
        script(
          "free",
          `#!/bin/sh\necho '{"program":"/x","version":[3,13,0],"prefixes":[],"maps":[],"freeThreaded":true}'\n`,
        ),
        /free-threaded/,
      ],
    ];
    for (const [path, words] of cases) {
      const fault = await faultOf("python3", path);
      expect(fault.code).toBe("broken-interpreter");
      expect(fault.message).toMatch(words);
    }
    const plain = join(folder, "no-program");
    writeFileSync(plain, "text", { mode: 0o644 });
    expect((await faultOf("python3", plain)).message).toMatch(
      /may not be started/,
    );
  });

  it("for another machine is an error that says so", async () => {
    const elf = Buffer.alloc(64);
    elf.write("\x7fELF\x02\x01\x01", "latin1");
    elf.writeUInt16LE(process.arch === "x64" ? 183 : 62, 18);
    const program = join(folder, "other-machine");
    writeFileSync(program, elf, { mode: 0o755 });
    const shim = script(
      "cross",
      `#!/bin/sh\necho '{"program":"${program}","version":[3,11,2],"prefixes":[],"maps":[]}'\n`,
    );
    expect((await faultOf("python3", shim)).message).toMatch(
      /a program for another machine/,
    );
  });
});

const venv = join(folder, "environment");
const madeVenv =
  existsSync(python) &&
  spawnSync(python, ["-m", "venv", "--without-pip", venv]).status === 0;

describe.skipIf(!needsRoot() || !needsPython())("a run in", () => {
  const hasVenv = requires(madeVenv, "python3 -m venv does not work here");

  it.skipIf(!hasVenv)("a virtual environment has its packages", async () => {
    const [version] = outputLines(
      spawnSync(python, [
        "-c",
        "import sys; print('%d.%d' % sys.version_info[:2])",
      ]).stdout,
    );
    const packages = join(venv, `lib/python${version}/site-packages`);
    writeFileSync(join(packages, "from_here.py"), "word = 'found'\n");
    expect(
      await outputOf(
        join(venv, "bin/python"),
        "import sys, from_here; print(sys.prefix, from_here.word)",
      ),
    ).toBe(`${venv} found\n`);
  });

  it.skipIf(!hasVenv)(
    "a virtual environment below /tmp sees no other file there",
    async () => {
      expect(
        await outputOf(
          join(venv, "bin/python"),
          `import os; print(os.listdir("${dirname(folder)}"), os.listdir("${folder}"))`,
        ),
      ).toBe(`['${basename(folder)}'] ['environment']\n`);
    },
  );

  it("a folder reached through links works", async () => {
    const real = join(folder, "real/bin");
    mkdirSync(real, { recursive: true });
    symlinkSync(join(folder, "real"), join(folder, "linked"));
    symlinkSync(python, join(real, "python3"));
    expect(
      await outputOf(join(folder, "linked/bin/python3"), "print(6*7)"),
    ).toBe("42\n");
  });

  const others = ["3.8", "3.9", "3.10", "3.12", "3.13", "3.14"]
    .map((version) => otherPython(version))
    .filter((path) => path !== undefined);
  const hasOthers = prefers(
    others.length > 0,
    "no Python of another version is installed",
  );

  it.skipIf(!hasOthers).each(others)("%s, of another prefix", async (path) => {
    expect(
      await outputOf(
        path,
        "import sys, zlib, decimal, threading; print(decimal.Decimal(42))",
      ),
    ).toBe("42\n");
  });
});

function outputLines(bytes: Buffer): string[] {
  return bytes.toString().trim().split("\n");
}

/** A Python that a version manager keeps beside others, or that PATH has. */
function otherPython(version: string): string | undefined {
  const found = spawnSync("sh", [
    "-c",
    `ls -d "\${PYENV_ROOT:-$HOME/.pyenv}"/versions/${version}.*/bin/python3 2>/dev/null || command -v python${version}`,
  ]);
  const [path] = outputLines(found.stdout);
  return path === undefined || path === "" ? undefined : path;
}

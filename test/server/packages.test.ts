import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { requires } from "../support/requires.js";
import { installFailure } from "../../src/server/packages.js";
import { python, startReal } from "./real.js";
import { call, postJson, postRun } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "callgate-packages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Making a virtual environment unpacks pip, which takes a busy machine a while. */
const INSTALL_MS = 180_000;

const canInstall = requires(
  spawnSync(python, ["-c", "import ensurepip, venv"]).status === 0,
  "installing packages needs python3-venv",
);

/** A wheel is a zip of the module and three files about it. */
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("sailor.py", "def greet():\\n    return 'ahoy'\\n")
    about = "sailor-1.2.dist-info/"
    wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: sailor\\nVersion: 1.2\\n")
    wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(about + "RECORD", "sailor.py,,\\n" + about + "METADATA,,\\n" + about + "WHEEL,,\\n" + about + "RECORD,,\\n")
`;

it.skipIf(!canInstall)(
  "an operator's packages are installed when asked for, listed, and imported",
  async () => {
    const wheel = join(folder, "sailor-1.2-py3-none-any.whl");
    spawnSync(python, ["-c", MAKE_WHEEL, wheel]);
    const requirements = join(folder, "requirements.txt");
    writeFileSync(requirements, `${wheel}\n`);
    await using started = await startReal({
      PYTHON_PACKAGES: join(folder, "packages"),
      PYTHON_REQUIREMENTS: requirements,
    });
    const dependencies = `${started.address}/v1/sandbox/dependencies`;
    const code = "import sailor\nprint(sailor.greet())";
    const before = await postRun(started.address, {
      language: "python3",
      code,
    });
    expect(before.json).toMatchObject({
      data: { error: expect.stringContaining("ModuleNotFoundError") },
    });
    const update = await postJson(`${dependencies}/update`, {
      language: "python3",
    });
    expect(update.json).toEqual({ code: 0, message: "success", data: {} });
    const after = await postRun(started.address, { language: "python3", code });
    expect(after.json).toMatchObject({ data: { stdout: "ahoy\n", error: "" } });
    const list = await call(`${dependencies}?language=python3`);
    expect(list.json).toMatchObject({
      data: {
        dependencies: expect.arrayContaining([
          { name: "sailor", version: "1.2" },
        ]),
      },
    });
  },
  INSTALL_MS,
);

it.skipIf(!canInstall)(
  "an install that fails says why, and changes nothing",
  async () => {
    const requirements = join(folder, "bad.txt");
    writeFileSync(
      requirements,
      `${join(folder, "nothing.whl")}
`,
    );
    await using started = await startReal({
      // An environment that is there already is used as it is.
      PYTHON_PACKAGES: join(folder, "packages"),
      PYTHON_REQUIREMENTS: requirements,
    });
    const { json } = await postJson(
      `${started.address}/v1/sandbox/dependencies/update`,
      { language: "python3" },
    );
    expect(json).toMatchObject({
      code: -500,
      message: expect.stringMatching(
        /^installing packages failed: .*nothing\.whl/,
      ),
    });
    const run = { language: "python3", code: "print(1)" };
    expect((await postRun(started.address, run)).json).toMatchObject({
      code: 0,
    });
  },
  INSTALL_MS,
);

describe("why installing failed", () => {
  const refused = `WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/wheel/
ERROR: Could not find a version that satisfies the requirement wheel==1 (from versions: none)
ERROR: No matching distribution found for wheel==1
`;

  it.each([
    [
      refused,
      "",
      /^pip could not reach the index: .*Connection refused.*No matching/,
    ],
    ["ERROR: No matching distribution found for wheel==1\n", "", /^ERROR: No/],
    [
      "",
      "created nothing because ensurepip is not available.\n\n",
      /ensurepip/,
    ],
  ])(
    "is said with what came before, and from stdout too",
    (stderr, stdout, said) => {
      expect(installFailure(stderr, stdout)).toMatch(said);
    },
  );

  it("is left to the error where nothing was said", () => {
    expect(installFailure("", "\n")).toBeUndefined();
  });
});

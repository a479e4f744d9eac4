import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { processesWith } from "../runtime/machine.js";
import { requires } from "../support/requires.js";
import { installFailure } from "../../src/server/install.js";
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

/** What stands for a Python whose `venv` stops halfway, as Debian's does without python3-venv. */
function pythonWithoutPip(): string {
  const path = join(folder, "python-without-pip");
  writeFileSync(
    path,
    `#!/bin/sh
if [ "$2" != venv ]; then exec ${python} "$@"; fi
for last; do :; done
${python} -m venv --without-pip "$last"
echo "ensurepip is not available"
exit 1
`,
    { mode: 0o755 },
  );
  return path;
}

async function update(address: string): Promise<unknown> {
  const url = `${address}/v1/sandbox/dependencies/update`;
  return (await postJson(url, { language: "python3" })).json;
}

describe("a first install that fails leaves the folder as it was:", () => {
  const empty = join(folder, "empty.txt");
  writeFileSync(empty, "");

  it.each([
    ["absent", false],
    ["empty", true],
  ])(
    "%s, where venv stops halfway, and says why",
    async (name, isThere) => {
      const packages = join(folder, `halfway-${name}`);
      if (isThere) mkdirSync(packages);
      const settings = {
        PYTHON_PACKAGES: packages,
        PYTHON_REQUIREMENTS: empty,
      };
      {
        await using started = await startReal({
          ...settings,
          PYTHON_PATH: pythonWithoutPip(),
        });
        expect(await update(started.address)).toMatchObject({
          code: -500,
          message: "installing packages failed: ensurepip is not available",
        });
        const run = {
          language: "python3",
          code: "import sys; print(sys.prefix)",
        };
        expect((await postRun(started.address, run)).json).toMatchObject({
          data: { stdout: "/usr\n" },
        });
      }
      expect(existsSync(packages) ? readdirSync(packages) : "absent").toEqual(
        isThere ? [] : "absent",
      );
      if (!canInstall) return;
      await using started = await startReal(settings);
      expect(await update(started.address)).toMatchObject({ code: 0 });
      expect(existsSync(join(packages, "bin/python3"))).toBe(true);
      const pip = spawnSync(join(packages, "bin/pip"), ["--version"], {
        encoding: "utf8",
      });
      expect(pip.stdout).toContain(packages);
      expect(
        readdirSync(packages).filter((each) => each.startsWith(".")),
      ).toEqual([]);
    },
    INSTALL_MS,
  );

  it.skipIf(!canInstall)(
    "where pip fails",
    async () => {
      const packages = join(folder, "no-packages");
      const requirements = join(folder, "absent-wheel.txt");
      writeFileSync(requirements, `${join(folder, "nothing.whl")}\n`);
      await using started = await startReal({
        PYTHON_PACKAGES: packages,
        PYTHON_REQUIREMENTS: requirements,
      });
      expect(await update(started.address)).toMatchObject({ code: -500 });
      expect(existsSync(packages)).toBe(false);
    },
    INSTALL_MS,
  );

  it.skipIf(!canInstall)(
    "where something else is in it",
    async () => {
      const packages = join(folder, "others");
      mkdirSync(join(packages, "lib"), { recursive: true });
      await using started = await startReal({
        PYTHON_PACKAGES: packages,
        PYTHON_REQUIREMENTS: empty,
      });
      expect(await update(started.address)).toMatchObject({
        code: -500,
        message: `${packages} has a lib, and no environment; set PYTHON_PACKAGES to a folder for packages alone`,
      });
      expect(readdirSync(packages)).toEqual(["lib"]);
    },
    INSTALL_MS,
  );
});

it.skipIf(!canInstall)(
  "an install under way is ended with the service, its processes too, and answered",
  async () => {
    const packages = join(folder, "ended");
    const requirements = join(folder, "sailor.txt");
    writeFileSync(requirements, "sailor\n");
    // An index that takes the question and never answers.
    const asked = new Set<Socket>();
    const index = createServer((socket) => asked.add(socket));
    await new Promise<void>((resolve) => index.listen(0, "127.0.0.1", resolve));
    const { port } = index.address() as AddressInfo;
    const started = await startReal({
      PYTHON_PACKAGES: packages,
      PYTHON_REQUIREMENTS: requirements,
      PIP_MIRROR_URL: `http://127.0.0.1:${port}/simple`,
    });
    const answer = update(started.address);
    while (asked.size === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(processesWith(packages)).not.toEqual([]);
    const closed = started.server.close();
    started.server.endRuns();
    expect(await answer).toMatchObject({
      code: -500,
      message: "installing packages failed: it was ended",
    });
    await closed;
    expect(processesWith(packages)).toEqual([]);
    expect(existsSync(packages)).toBe(false);
    expect(
      started.log.map(({ route, status }) => [route, status]),
    ).toContainEqual(["/v1/sandbox/dependencies/update", 200]);
    for (const socket of asked) socket.destroy();
    index.close();
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

/** `callgate exec` and `doctor`, as a user sees them. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

it.each([
  ["python3", "print(6*7)"],
  ["nodejs", "console.log(6*7)"],
])("%s code from stdin prints its result", (language, code) => {
  const said = callgate(["exec", "--language", language, "-"], { input: code });
  expect(said.stderr).toBe("");
  expect(said.stdout).toBe("42\n");
  expect(said.status).toBe(0);
});

it("a file takes arguments and stdin", () => {
  const path = join(folder, "sum.py");
  writeFileSync(path, "import sys\nprint(sys.argv[1:], input())\n");
  const said = callgate(
    ["exec", "--language", "python3", path, "a", "--", "--b"],
    {
      input: "typed\n",
    },
  );
  expect(said.stdout).toBe("['a', '--b'] typed\n");
});

it("code that fails is exit code 1, with its own stderr and one sentence", () => {
  const said = callgate(["exec", "--language", "python3"], {
    input: "print('before')\nraise SystemExit(3)\n",
  });
  expect(said.status).toBe(1);
  expect(said.stdout).toBe("before\n");
  expect(said.stderr).toBe("callgate: exited with code 3\n");
});

it("a refused call is told, with what refused it and the rule that would allow it", () => {
  const said = callgate(["exec", "--language", "python3"], {
    input: "import socket\nsocket.socket()\n",
  });
  expect(said.status).toBe(1);
  expect(said.stderr).toContain("PermissionError");
  expect(said.stderr).toMatch(
    /^callgate: operation not permitted: socket\(AF_INET, SOCK_STREAM\|SOCK_CLOEXEC, 0\), refused by \S*policy\/python\.yaml:\d+ \(default\); to allow it:\n {4}- allow: socket\n {6}when: domain == AF_INET and type == SOCK_STREAM \| SOCK_CLOEXEC and protocol == 0$/m,
  );
});

it("what libraries fall back from is not told: a thread is no refusal to a person", () => {
  const said = callgate(["exec", "--language", "python3"], {
    input:
      "import threading\nthread = threading.Thread(target=print, args=(1,))\nthread.start()\nthread.join()\n",
  });
  expect(said.stdout).toBe("1\n");
  expect(said.stderr).toBe("");
});

it("a timeout is said", () => {
  const said = callgate(
    ["exec", "--language", "python3", "--timeout-ms", "300"],
    { input: "while True: pass\n" },
  );
  expect(said.status).toBe(1);
  expect(said.stderr).toContain("callgate: timeout");
});

it("JSON has the whole result", () => {
  const { stdout } = callgate(
    ["exec", "--language", "nodejs", "--format", "json"],
    { input: "console.error('e'); process.exit(4)" },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    exit: { kind: "exit", code: 4 },
    stdout: "",
    stderr: "e\n",
    truncated: { stdout: false, stderr: false },
    missingLayers: [],
  });
});

it.each([
  [["exec", "--language", "ruby"], /python3/],
  [["exec"], /--language/],
  [["exec", "--language", "python3", "/none/code.py"], /code\.py/],
  [
    ["exec", "--language", "python3", "--interpreter", "/none/python3"],
    /\/none\/python3/,
  ],
  [["exec", "--language", "python3", "--policy", "pyhton"], /python/],
  [["exec", "--language", "python3", "--allow-missing", "net"], /layer/],
] as const)("%j says what is wrong in a sentence", (args, sentence) => {
  const { status, stderr } = callgate([...args], { input: "print(1)" });
  expect(status).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
});

it("code that is not UTF-8 is refused", () => {
  const said = callgate(["exec", "--language", "python3"], {
    input: Buffer.from([0x70, 0xff]),
  });
  expect(said.status).toBe(2);
  expect(said.stderr).toContain("UTF-8");
});

it("doctor has a line for each layer", () => {
  const { stdout, status } = callgate(["doctor"]);
  for (const layer of ["mount-namespace", "cgroup", "landlock", "run-filter"])
    expect(stdout).toMatch(new RegExp(`^${layer} +(ok|missing)`, "m"));
  if (process.getuid?.() === 0) expect(status).toBe(0);
});

it.skipIf(process.getuid?.() !== 0)(
  "doctor goes on where /proc/sys is covered, as a container may have it",
  () => {
    const { stdout, stderr, status } = spawnSync(
      "unshare",
      [
        "--mount",
        "sh",
        "-c",
        'mount -t tmpfs none /proc/sys && exec "$@"',
        "sh",
        process.execPath,
        "dist/cli.js",
        "doctor",
      ],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^run-filter +ok/m);
    expect(status).toBe(0);
  },
);

/** Refused calls of real runs: named in the result, answered as the policy says, whoever floods. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type {
  Language,
  RunResult,
  SandboxOptions,
} from "../../../src/runtime/model.js";
import { defaultPolicy, filtersOf } from "../../../src/runtime/policies.js";
import { createSandbox, openSandbox } from "../../../src/runtime/sandbox.js";
import { requires } from "../../support/requires.js";
import {
  copyForAll,
  needsPython,
  needsRoot,
  needsUser,
  python,
  resultsOf,
  supervisorFile,
  type Answer,
} from "../machine.js";

const folder = mkdtempSync(join(tmpdir(), "callgate-observed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const interpreters = { python3: python, nodejs: process.execPath } as const;
const isolations = ["process", "zygote"] as const;
const places = isolations.flatMap((isolation) =>
  (["python3", "nodejs"] as const).map((language) => ({ language, isolation })),
);

async function run(
  options: Omit<SandboxOptions, "interpreter">,
  code: string,
): Promise<RunResult> {
  await using sandbox = await createSandbox({
    ...options,
    interpreter: interpreters[options.language],
  });
  return await sandbox.run({ code });
}

const sockets: Readonly<Record<Language, string>> = {
  python3: `
import socket
for family in (socket.AF_INET, socket.AF_INET, socket.AF_INET6):
    try:
        socket.socket(family)
    except OSError as error:
        print(error.errno)
`,
  nodejs: `
const { createSocket } = require("node:dgram");
const { connect } = require("node:net");
for (const family of [4, 4, 6])
  connect({ port: 9, host: family === 4 ? "127.0.0.1" : "::1", family })
    .on("error", ({ code }) => console.log(code));
`,
};

const describeHere = describe.skipIf(!needsPython() || !needsRoot());

/** Calls by number, from Python, with each answer's errno. */
function rawCalls(calls: readonly (readonly number[])[]): string {
  return `
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for number, *args in ${JSON.stringify(calls)}:
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, args))
    print(number, ctypes.get_errno() if result < 0 else 0)
`;
}

describeHere.each(places)(
  "what $language in $isolation isolation is refused",
  ({ language, isolation }) => {
    it("is named in the result, with what refused it and what would allow it", async () => {
      const result = await run({ language, isolation }, sockets[language]);
      expect(result).toMatchObject({
        exit: { kind: "exit", code: 0 },
        denialsObserved: true,
      });
      expect(result.unobservedBecause).toBeUndefined();
      expect(
        result.denials.map(({ syscall, args, count }) => [
          syscall,
          args[0],
          count,
        ]),
      ).toEqual([
        ["socket", { name: "domain", value: "AF_INET" }, 2],
        ["socket", { name: "domain", value: "AF_INET6" }, 1],
      ]);
      expect(result.denials[0]).toMatchObject({
        arch: process.arch === "x64" ? "x86_64" : "aarch64",
        action: "deny(EPERM)",
      });
      expect(result.denials[0]?.refusedBy).toMatch(
        /^policy\/(python|nodejs)\.yaml:\d+ \(default\)$/,
      );
      expect(result.denials[0]?.allowedBy).toMatch(
        /^- allow: socket\n {2}when: /,
      );
    });

    it("is nothing for a program that does nothing forbidden", async () => {
      const code = language === "python3" ? "print(1)" : "console.log(1)";
      const result = await run({ language, isolation }, code);
      expect(result).toMatchObject({
        stdout: "1\n",
        denials: [],
        denialsObserved: true,
      });
    });

    it("is not answered by the run itself: it has no listener", async () => {
      const code =
        language === "python3"
          ? `
import os
for name in os.listdir("/proc/self/fd"):
    try:
        print(os.readlink(f"/proc/self/fd/{name}"))
    except FileNotFoundError:
        pass
`
          : `
const { readdirSync, readlinkSync } = require("node:fs");
for (const name of readdirSync("/proc/self/fd"))
  try { console.log(readlinkSync("/proc/self/fd/" + name)); } catch {}
`;
      const { stdout } = await run({ language, isolation }, code);
      expect(stdout).toContain("pipe:");
      expect(stdout).not.toContain("seccomp");
      expect(stdout).not.toContain("socket:");
    });
  },
);

describeHere.each(isolations)("in %s isolation", (isolation) => {
  const policy = (text: string): string => {
    const path = join(folder, `policy-${isolation}-${text.length}.yaml`);
    writeFileSync(path, text);
    return path;
  };
  const extending = (rules: string): string =>
    policy(`callgate: 1
name: extending
extends: python
arches: [x86_64, aarch64]
rules:
${rules}
`);

  it.runIf(process.arch === "x64")(
    "a kill ends the process, and the result names the call",
    async () => {
      const path = extending("  - kill: ptrace");
      const result = await run(
        { language: "python3", isolation, policy: path },
        `print("before", flush=True)\n${rawCalls([[101, 0, 0, 0, 0]])}print("after")`,
      );
      expect(result).toMatchObject({
        exit: { kind: "denied" },
        stdout: "before\n",
        denials: [
          {
            syscall: "ptrace",
            count: 1,
            action: "kill",
            refusedBy: `${path}:6`,
          },
        ],
      });
    },
  );

  it.runIf(process.arch === "x64")(
    "a kill of a call that a thread makes ends the whole process",
    async () => {
      const path = extending("  - kill: ptrace");
      const result = await run(
        { language: "python3", isolation, policy: path },
        `
import ctypes, threading, time
threading.Thread(target=lambda: ctypes.CDLL(None).syscall(101, 0, 0, 0, 0)).start()
time.sleep(3)
print("after")
`,
      );
      expect(result).toMatchObject({ exit: { kind: "denied" }, stdout: "" });
    },
  );

  it.runIf(process.arch === "x64")(
    "kill(thread) ends the thread that called and no other, and the result names the rule",
    async () => {
      const path = extending(
        "  - kill(thread): ptrace\n  - deny(EACCES): acct",
      );
      // The thread lets go of the interpreter before it calls.
      const code = `
import ctypes, threading, time
libc = ctypes.CDLL(None)
doomed = threading.Thread(target=lambda: libc.syscall(101, 0, 0, 0, 0), daemon=True)
doomed.start()
while len(__import__("os").listdir("/proc/self/task")) > 1:
    time.sleep(0.01)
print("after", libc.syscall(163, 0), flush=True)
`;
      const last = `print("before", flush=True)\n${rawCalls([[101, 0, 0, 0, 0]])}print("after")`;
      await using sandbox = await createSandbox({
        language: "python3",
        interpreter: python,
        isolation,
        policy: path,
      });
      // By the real exit: the interpreter would wait for a thread that is gone.
      expect(
        await sandbox.run({ code: `${code}import os\nos._exit(0)` }),
      ).toMatchObject({
        exit: { kind: "exit", code: 0 },
        stdout: "after -1\n",
        denials: [{ syscall: "clone3" }, { syscall: "acct" }],
        unobservedRules: [`${path}:6`],
      });
      expect(await sandbox.run({ code: last })).toMatchObject({
        exit: { kind: "denied" },
        stdout: "before\n",
        denials: [],
        unobservedRules: [`${path}:6`],
      });
    },
  );

  it.runIf(process.arch === "x64")(
    "calls of another ABI are named too",
    async () => {
      const result = await run(
        { language: "python3", isolation },
        rawCalls([[0x40000000 + 39]]),
      );
      expect(result).toMatchObject({
        exit: { kind: "denied" },
        denials: [
          { syscall: "getpid", arch: "x32", action: "kill", allowedBy: "" },
        ],
      });
    },
  );

  it.runIf(process.arch === "x64")(
    "calls are answered as without observation",
    async () => {
      const path = extending(
        "  - deny(ENOSPC): sync\n  - deny(0): syncfs\n  - deny(4095): acct\n  - notify: reboot",
      );
      const calls = [
        [162],
        [306, 0],
        [163, 0],
        [169, 0, 0, 0, 0],
        [9999],
        [41, 2, 1, 0],
        [16, 0, 0x5412, 0],
      ];
      const outcomes = [];
      for (const isObserved of [true, false]) {
        await using sandbox = await openSandbox(
          { language: "python3", interpreter: python, isolation },
          () => {
            const { observed, ...others } = filtersOf(
              path,
              isolation === "zygote",
            );
            return isObserved && observed ? { ...others, observed } : others;
          },
        );
        const { stdout, denialsObserved } = await sandbox.run({
          code: rawCalls(calls),
        });
        expect(denialsObserved).toBe(isObserved);
        outcomes.push(stdout);
      }
      expect(outcomes[0]).toBe(outcomes[1]);
      expect(outcomes[0]).toContain(
        "162 28\n306 0\n163 4095\n169 38\n9999 38\n41 1\n",
      );
    },
  );

  it("no more kinds are kept than there is room for, and the others are counted", async () => {
    const result = await run(
      { language: "python3", isolation },
      `
import socket
for protocol in range(1, 101):
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM, protocol)
    except OSError:
        pass
`,
    );
    expect(result.denials).toHaveLength(64);
    expect(result.denialsOmitted).toBe(36);
  });

  it("a flood of refused calls loses no result and no time of others", async () => {
    const limits = { timeoutMs: 4000, cpuMs: 4000 };
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
      isolation,
      limits,
    });
    await sandbox.run({ code: "" });
    let isOver = false;
    const flood = sandbox
      .run({
        code: `
import ctypes
print("begun", flush=True)
call = ctypes.CDLL(None).socket
for _ in range(1_000_000):
    call(2, 1, 0)
print("done")
`,
      })
      .finally(() => {
        isOver = true;
      });
    let others = 0;
    while (!isOver) {
      const { stdout } = await sandbox.run({ code: "print(1)" });
      expect(stdout).toBe("1\n");
      others++;
    }
    const result = await flood;
    expect(result.exit).toEqual({ kind: "timeout", limit: "wall" });
    expect(result.stdout).toBe("begun\n");
    expect(result.denials).toHaveLength(1);
    const { count = 0 } = result.denials[0] ?? {};
    expect(count).toBeGreaterThan(5000);
    // native/addon/watch.cc: from the 10,001st on each answer waits 10 ns longer than the one
    // before. So n of them take n² * 5 ns at least, however fast the machine is.
    const past = Math.sqrt((result.durationMs * 1e6) / 5);
    expect(count).toBeLessThanOrEqual(10_000 + past + 1);
    expect(others).toBeGreaterThan(3);
  });

  it("refused calls of many threads are all answered", async () => {
    const result = await run(
      { language: "python3", isolation },
      `
import ctypes, threading
call = ctypes.CDLL(None).socket
def work():
    for _ in range(200):
        call(2, 1, 0)
threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("done")
`,
    );
    expect(result.stdout).toBe("done\n");
    expect(
      result.denials.find(({ syscall }) => syscall === "socket")?.count,
    ).toBe(3200);
  });

  it.skipIf(!needsUser())("an ordinary user's runs are observed", async () => {
    const [result] = await resultsOf(
      { user: true },
      {
        options: {
          language: "python3",
          interpreter: python,
          isolation,
          allowMissing: ["cgroup"],
        },
        requests: [{ code: sockets.python3 }],
      },
    );
    expect(result).toMatchObject({
      denialsObserved: true,
      denials: [{ syscall: "socket", count: 2 }, { syscall: "socket" }],
    });
  });
});

/** Runs of a root that may not trace, as in a container with Docker's capabilities. */
async function withoutTracing(options: SandboxOptions): Promise<RunResult> {
  const home = copyForAll();
  const child = spawn(
    "setpriv",
    [
      "--bounding-set=-sys_ptrace",
      "--inh-caps=-sys_ptrace",
      process.execPath,
      supervisorFile("supervisor"),
    ],
    { cwd: home, stdio: ["pipe", "pipe", "inherit"] },
  );
  child.stdin.end(
    JSON.stringify({ options, requests: [{ code: sockets.python3 }] }),
  );
  let text = "";
  for await (const chunk of child.stdout) text += String(chunk);
  const answer = JSON.parse(text) as Answer;
  if ("fault" in answer) throw new Error(answer.fault.message);
  const [result] = answer.results;
  if (result === undefined) throw new Error("no result");
  return result;
}

describe.skipIf(
  !needsPython() ||
    !needsRoot() ||
    !requires(process.platform === "linux", "setpriv is of Linux"),
)("where the listener can't be had", () => {
  const options = { language: "python3", interpreter: python } as const;

  it("runs are made all the same, and their results say why nothing was seen", async () => {
    const result = await withoutTracing({ ...options, isolation: "process" });
    expect(result).toMatchObject({
      exit: { kind: "exit", code: 0 },
      stdout: "1\n1\n1\n",
      denials: [],
      denialsObserved: false,
    });
    expect(result.unobservedBecause).toContain("CAP_SYS_PTRACE");
  });

  it("zygotes' runs can be observed: their namespace is the supervisor's own", async () => {
    const result = await withoutTracing({ ...options, isolation: "zygote" });
    expect(result).toMatchObject({
      stdout: "1\n1\n1\n",
      denialsObserved: true,
    });
  });
});

it.skipIf(!needsRoot())("a policy's own name stands where no file does", () => {
  const { observed } = filtersOf(defaultPolicy("python3", false));
  expect(observed?.name).toBe("python");
});

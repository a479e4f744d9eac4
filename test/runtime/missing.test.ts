/** Layers that this machine has not: an error by name, unless they were allowed to be missing. */
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { probe } from "../../src/runtime/doctor.js";
import { layers } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import {
  needsPython,
  needsRoot,
  needsUser,
  python,
  supervised,
} from "./machine.js";

describe.skipIf(!needsRoot())("probe", () => {
  it("tells every layer once, in order, and finds them all here", async () => {
    const states = await probe();
    expect(states.map(({ layer }) => layer)).toEqual(layers);
    for (const state of states)
      expect(state).toMatchObject({ available: true, remedy: undefined });
  });
});

describe.skipIf(!needsUser() || !needsPython())("an ordinary user", () => {
  const options = { language: "python3", interpreter: python } as const;
  const requests = [{ code: "print(6*7)" }];

  it("without a control group is told so by name, and how to get one", async () => {
    const answer = await supervised({ user: true }, { options, requests });
    expect(answer).toMatchObject({
      fault: {
        code: "missing-layer",
        message: expect.stringContaining("the layer cgroup is missing"),
        hint: expect.stringMatching(/Delegate=yes[^]*allowMissing/),
      },
    });
  });

  it("may allow it to be missing, and every result lists it", async () => {
    const answer = await supervised(
      { user: true },
      {
        options: { ...options, allowMissing: ["cgroup", "landlock"] },
        requests,
      },
    );
    expect(answer).toMatchObject({
      results: [{ stdout: "42\n", missingLayers: ["cgroup"] }],
    });
  });

  it("is told that another layer is missing, whatever else may be", async () => {
    const answer = await supervised(
      { user: true },
      { options: { ...options, allowMissing: ["landlock"] }, requests },
    );
    expect(answer).toMatchObject({
      fault: { message: expect.stringContaining("cgroup") },
    });
  });
});

describe.skipIf(!needsRoot() || !needsPython())("a supervisor", () => {
  it("without room for another descriptor is told so, and can go on later", async () => {
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
    });
    const held: number[] = [];
    const [, most = "0"] =
      /^Max open files\s+(\d+)/m.exec(
        readFileSync("/proc/self/limits", "utf8"),
      ) ?? [];
    await sandbox.run({ code: "pass" });
    try {
      while (held.length < Number(most)) held.push(openSync("/dev/null", "r"));
    } catch {
      // No room any more: what this is about.
    }
    const failure = await sandbox.run({ code: "pass" }).catch(String);
    for (const descriptor of held) closeSync(descriptor);
    expect(failure).toMatch(/a run could not be started: .*open files/i);
    expect((await sandbox.run({ code: "print(6*7)" })).stdout).toBe("42\n");
  });
});

describe.skipIf(!needsRoot() || !needsPython())("a policy", () => {
  const folder = mkdtempSync(join(tmpdir(), "callgate-missing-"));
  chmodSync(folder, 0o755);
  const policy = (name: string, text: string): string => {
    const path = join(folder, `${name}.yaml`);
    writeFileSync(
      path,
      `callgate: 1\nname: ${name}\narches: [x86_64, aarch64]\n${text}`,
    );
    return path;
  };

  const failureUnder = async (path: string): Promise<unknown> => {
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
      policy: path,
    });
    return (await sandbox.run({ code: "print('ran')" })).exit;
  };

  it("that has no execve is a failure that names it", async () => {
    const path = policy("no-exec", "default: deny\nrules:\n  - allow: write\n");
    expect(await failureUnder(path)).toMatchObject({
      kind: "sandbox-failure",
      message: expect.stringMatching(
        /interpreter could not be started.*ENOSYS/,
      ),
      hint: expect.stringContaining("- allow: execve"),
    });
  });

  it("under which the interpreter can't start is a failure before the code", async () => {
    const path = policy(
      "too-little",
      "default: deny\nrules:\n  - allow: [write, exit_group]\nboot:\n  rules:\n    - allow: execve\n",
    );
    expect(await failureUnder(path)).toMatchObject({
      kind: "sandbox-failure",
      message: expect.stringMatching(/before the code ran.*refused .*mmap\(/),
      hint: expect.stringContaining("under boot: rules:"),
    });
  });

  it("that keeps the guest from putting its filter on is a failure before the code", async () => {
    const path = policy(
      "no-seccomp",
      "extends: []\ndefault: allow\nrules:\n  - deny: seccomp\nboot:\n  rules:\n    - allow: execve\n",
    );
    const failure = await failureUnder(path);
    expect(failure).toMatchObject({
      kind: "sandbox-failure",
      message: expect.stringMatching(/before the code ran.*refused seccomp\(/),
    });
    rmSync(folder, { recursive: true });
  });
});

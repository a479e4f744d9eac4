/** `callgate dump` of live processes: behind libseccomp's programs, behind ours, and behind none. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { bind } from "../../src/compiler/bind.js";
import { compile } from "../../src/compiler/compile.js";
import { encode, type Instruction } from "../../src/compiler/instructions.js";
import { comparePrograms, verifyProgram } from "../../src/compiler/verify.js";
import { exportPolicy } from "../../src/interop/export.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { Policy } from "../../src/policy/model.js";
import {
  diskSource,
  readPolicy,
  shippedSource,
} from "../../src/policy-files.js";
import {
  hasLibseccomp,
  libseccompAll,
} from "../compiler/support/libseccomp.js";
import { ociPolicy, readOci } from "../compiler/support/oci.js";
import { buildC, canJudge } from "../kernel/support/kernel.js";
import { callgate, projectRoot, temporaryFolder } from "../support/cli.js";
import { prefers, requires } from "../support/requires.js";

const arch = process.arch === "arm64" ? "aarch64" : "x86_64";
const folder = temporaryFolder();
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

function policyNamed(nameOrPath: string): Policy {
  const file = readPolicy(nameOrPath);
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy === undefined) throw new Error(`${nameOrPath} has a fault`);
  return policy;
}

function docker(): Policy {
  const path = "../audit/docker/without-io-uring.yaml";
  return policyNamed(fileURLToPath(new URL(path, import.meta.url)));
}

let program: string | undefined;

/** A process that runs behind these programs; its pid, when it does. */
async function behind(...programs: readonly Uint8Array[]): Promise<number> {
  program ??= buildC("behind");
  const files = programs.map((bytes, index) => {
    const path = join(folder, `${children.length}-${index}.bpf`);
    writeFileSync(path, bytes);
    return path;
  });
  const child = spawn(program, files, { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) =>
      reject(new Error(`it ended with ${String(code)} before it was ready`)),
    );
  });
  if (child.pid === undefined) throw new Error("no pid");
  return child.pid;
}

function stateOf(pid: number): ReadonlyMap<string, string> {
  const lines = readFileSync(`/proc/${pid}/status`, "utf8").split("\n");
  return new Map(
    lines.map((line) => {
      const [key = "", value = ""] = line.split(/:\s*/);
      return [key, value];
    }),
  );
}

/** The program of the policy that `dump --as policy` printed. */
function compiled(text: string): Uint8Array {
  const { policy, diagnostics } = loadPolicy(shippedSource(), {
    path: "dumped.yaml",
    text,
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual(
    [],
  );
  if (policy === undefined) throw new Error("no policy");
  return compile(policy, { arch }).bytes;
}

const here =
  canJudge() &&
  requires(
    process.getuid?.() === 0,
    "reading another process's filters takes root",
  );

describe.skipIf(!here)("dump", () => {
  it.skipIf(!hasLibseccomp())(
    "gives Docker's default as libseccomp compiles it back as a policy, and says where no policy could say it",
    async () => {
      const path = join(folder, "docker.json");
      writeFileSync(path, JSON.stringify(asDockerWritesIt(docker())));
      const profile = ociPolicy(readOci(path));
      const [bytes = new Uint8Array()] = libseccompAll([
        { policy: profile, layout: "tree" },
      ]);
      const pid = await behind(bytes);
      const { status, stdout, stderr } = callgate([
        ...["dump", "--pid", String(pid), "--as", "policy"],
      ]);
      expect(stderr).toMatch(
        /is proven to answer every call as the filter does/,
      );
      expect(status).toBe(0);
      // libseccomp compares whole registers, and has an answer for numbers that nothing has.
      expect(stdout).toMatch(/^# (.*\n# )*.*socket\(family\), personality/m);
      expect(stdout).toMatch(
        /^# (.*\n# )*.*0x80000000 to 0xbfffffff, 0xffffffff/m,
      );
      expect(stdout).toContain("when: not domain in {AF_ALG, AF_VSOCK}");
      // Held to libseccomp's own program, for calls as callers make them.
      const own = compiled(stdout);
      const verdict = comparePrograms(bytes, own, arch);
      if (verdict.kind === "differs") {
        const { nr, args } = verdict.witness;
        const isHigh = nr >= 0x40000000;
        const isWide = args.some((value) => value > 0xffffffffn);
        expect({ nr, args, expected: isHigh || isWide }).toMatchObject({
          expected: true,
        });
      }
      const diff = callgate(
        ["diff", "dumped.x86_64.bpf", "own.x86_64.bpf", "--format", "json"],
        { cwd: writtenBoth(bytes, own) },
      );
      const { changes } = JSON.parse(diff.stdout) as {
        changes: { expressible: boolean; calls: { isSyscall: boolean }[] }[];
      };
      for (const { expressible, calls } of changes)
        expect(!expressible || calls.every((one) => !one.isSyscall)).toBe(true);
    },
  );

  it("gives Docker's default as callgate compiles it back, proven equal", async () => {
    const bytes = compile(docker(), { arch }).bytes;
    const pid = await behind(bytes);
    const { status, stdout, stderr } = callgate([
      ...["dump", "--pid", String(pid), "--as", "policy"],
    ]);
    expect(stderr).toBe(
      "the policy's program is proven to answer every call as the filter does\n",
    );
    expect(status).toBe(0);
    expect(comparePrograms(bytes, compiled(stdout), arch).kind).toBe("proven");
    const [meaning] = docker().arches.filter((one) => one.arch === arch);
    expect(meaning && verifyProgram(compiled(stdout), meaning).kind).toBe(
      "proven",
    );
  });

  it("shows all filters of a stack, the first one first, and knows callgate's own", async () => {
    const python = policyNamed("python");
    const [boot, run] = (["boot", "run"] as const).map((phase) =>
      compile(python, { arch, phase }),
    );
    if (boot === undefined || run === undefined) throw new Error("no program");
    // It goes on after the boot filter, which may refuse to install another one.
    const values = new Map([["self", 1n]]);
    const pid = await behind(bind(run, values).bytes);
    const { stdout, status } = callgate(["dump", "--pid", String(pid)]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/runs under 1 filter\n/);
    expect(stdout).toMatch(
      /^ {2}the run program of the policy python(, .*)?$/m,
    );
    expect(stdout).toMatch(/^ *\d+: ld {3}arch$/m);

    const two = await behind(allowAll(), allowAll(3));
    const json = callgate(["dump", "--pid", String(two), "--format", "json"]);
    const said = JSON.parse(json.stdout) as {
      filters: { filter: number; instructions: object[] }[];
    };
    expect(
      said.filters.map(({ filter, instructions }) => [
        filter,
        instructions.length,
      ]),
    ).toEqual([
      [0, 1],
      [1, 4],
    ]);
    const asPolicy = ["dump", "--pid", String(two), "--as", "policy"];
    expect(callgate(asPolicy)).toMatchObject({ status: 2, stdout: "" });
    expect(callgate([...asPolicy, "--filter", "1"]).stdout).toContain(
      "default: allow",
    );
  });

  it("leaves the process as it was: running, and traced by nobody", async () => {
    const pid = await behind(allowAll());
    callgate(["dump", "--pid", String(pid)]);
    const state = stateOf(pid);
    expect(state.get("TracerPid")).toBe("0");
    expect(state.get("State")).toMatch(/^[SR]/);
    const child = children.at(-1);
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    child?.stdin?.end();
    expect(await ended).toBe(0);
  });

  it("writes the bytes that were installed", async () => {
    const bytes = allowAll(7);
    const pid = await behind(bytes);
    const out = join(folder, "out");
    callgate(["dump", "--pid", String(pid), "--out-dir", out]);
    const written = readFileSync(join(out, `pid-${pid}.0.${arch}.bpf`));
    expect(new Uint8Array(written)).toEqual(new Uint8Array(bytes));
  });

  it.each([
    [
      "a sum",
      [LOAD(16), ADD(1), JEQ(5, 0, 1)],
      /can't be decided: instruction 4 /,
    ],
    [
      "a number without a name",
      [LOAD(0), JEQ(1000, 0, 1)],
      /singles out number 1000, which is no syscall of/,
    ],
    [
      "the instruction pointer",
      [LOAD(8), JEQ(0, 0, 1)],
      /tests the instruction pointer, which no policy looks at/,
    ],
  ] as const)("says why %s is no policy", async (_, some, sentence) => {
    const pid = await behind(forArch(some));
    const { status, stdout, stderr } = callgate([
      ...["dump", "--pid", String(pid), "--as", "policy"],
    ]);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it("bits beside an action are none that a policy has", async () => {
    const pid = await behind(encode([RET(0x7fff0001)], "little"));
    const { status, stderr } = callgate([
      ...["dump", "--pid", String(pid), "--as", "policy"],
    ]);
    expect(stderr).toMatch(/no action for these bits/);
    expect(status).toBe(2);
  });

  it("calls of another ABI with rules of their own are no policy for one arch", async () => {
    const pid = await behind(
      encode(
        [LOAD(0), JEQ(39, 0, 1), RET(0x7ffc0000), RET(0x7fff0000)],
        "little",
      ),
    );
    const { status, stderr } = callgate([
      ...["dump", "--pid", String(pid), "--as", "policy"],
    ]);
    expect(stderr).toMatch(/has rules for calls of another ABI/);
    expect(status).toBe(2);
  });

  it("says that there is no filter", () => {
    const { status, stdout } = callgate(["dump", "--pid", String(process.pid)]);
    expect(stdout).toMatch(/runs under no filter\n$/);
    expect(status).toBe(0);
  });

  it.skipIf(!othersCanRun())("names the right that is missing", async () => {
    const pid = await behind(allowAll());
    const cli = join(projectRoot, "dist/cli.js");
    const { status, stderr } = spawnSync(
      process.execPath,
      [cli, "dump", "--pid", String(pid)],
      { uid: NOBODY, gid: NOBODY, encoding: "utf8" },
    );
    expect(stderr).toMatch(
      /this user may not trace process \d+ \(PTRACE_SEIZE: EPERM\)\n {2}= .*root \(CAP_SYS_PTRACE and CAP_SYS_ADMIN\)/,
    );
    expect(status).toBe(2);
  });
});

it("a process that is gone is said to be", () => {
  const { status, stderr } = callgate(["dump", "--pid", "999999999"]);
  expect(stderr).toMatch(/there is no process 999999999/);
  expect(status).toBe(2);
});

/** The policy as Docker's own file has it: arguments as whole registers. */
function asDockerWritesIt(policy: Policy): object {
  const { text } = exportPolicy(policy, "oci", { lossy: true });
  const profile = JSON.parse(text ?? "{}") as {
    syscalls: { names: string[]; args?: object[] }[];
  };
  const others = profile.syscalls.flatMap((one) => {
    const names = one.names.filter((name) => !OWN_FORM.has(name));
    return names.length === 0 ? [] : [{ ...one, names }];
  });
  const allow = (name: string, ...args: readonly [number, string][]) => ({
    names: [name],
    action: "SCMP_ACT_ALLOW",
    args: args.map(([value, op]) => ({ index: 0, value, op })),
  });
  return {
    ...profile,
    syscalls: [
      ...others,
      allow("socket", [38, "SCMP_CMP_LT"]),
      allow("socket", [39, "SCMP_CMP_EQ"]),
      allow("socket", [40, "SCMP_CMP_GT"]),
      ...[0, 8, 0x20000, 0xffffffff].map((value) =>
        allow("personality", [value, "SCMP_CMP_EQ"]),
      ),
    ],
  };
}

const OWN_FORM: ReadonlySet<string> = new Set(["socket", "personality"]);

const NOBODY = 65534;

/** Whether another user may read this Node and this checkout. */
function othersCanRun(): boolean {
  const { status } = spawnSync(
    process.execPath,
    [join(projectRoot, "dist/cli.js"), "--version"],
    { uid: NOBODY, gid: NOBODY },
  );
  return prefers(status === 0, "another user can't read Node or this checkout");
}

function writtenBoth(dumped: Uint8Array, own: Uint8Array): string {
  writeFileSync(join(folder, "dumped.x86_64.bpf"), dumped);
  writeFileSync(join(folder, "own.x86_64.bpf"), own);
  return folder;
}

const LOAD = (k: number): Instruction => ({ code: 0x20, jt: 0, jf: 0, k });
const ADD = (k: number): Instruction => ({ code: 0x04, jt: 0, jf: 0, k });
const RET = (k: number): Instruction => ({ code: 0x06, jt: 0, jf: 0, k });
const JEQ = (k: number, jt: number, jf: number): Instruction => ({
  code: 0x15,
  jt,
  jf,
  k,
});

/** A program for this arch's own calls that allows, apart from one way. */
function forArch(some: readonly Instruction[]): Uint8Array {
  const { auditArch } = archTable(arch);
  return encode(
    [
      LOAD(4),
      JEQ(auditArch, 1, 0),
      RET(0x7fff0000),
      ...some,
      RET(0x7ffc0000),
      RET(0x7fff0000),
    ],
    "little",
  );
}

/** A program that allows everything, after some loads. */
function allowAll(loads = 0): Uint8Array {
  const { endian } = archTable(arch);
  expect(endian).toBe("little");
  const load = "2000000000000000";
  return Buffer.from(load.repeat(loads) + "060000000000ff7f", "hex");
}

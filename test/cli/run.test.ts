/** `callgate run`: the program is as without it, but for what the policy refuses. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requires } from "../support/requires.js";
import { callgate, projectRoot, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

function policy(name: string, rules: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `callgate: 1
name: ${name}
arches: [x86_64, aarch64]
default: allow
unknown: deny(ENOSYS)
foreign: kill
rules:
${rules}
`,
  );
  return path;
}

const anything = policy("anything", "  - deny(EPERM): reboot");
const noExec = policy("no-exec", "  - deny(EACCES): execve");
const noMkdir = policy("no-mkdir", "  - deny(EPERM): [mkdir, mkdirat]");

const cli = join(projectRoot, "dist/cli.js");

const describeHere = describe.skipIf(
  !requires(process.platform === "linux", "filters are of Linux"),
);

describeHere("callgate run", () => {
  it("passes stdin, arguments, environment, folder and exit code through", () => {
    const { status, stdout, stderr } = callgate(
      [
        "run",
        "--policy",
        anything,
        "--",
        "sh",
        "-c",
        'cat; echo "$1 $WORD $PWD"; echo error >&2; exit 7',
        "sh",
        "--policy",
      ],
      { input: "in\n", env: { WORD: "word" }, cwd: folder },
    );
    expect(stdout).toBe(`in\n--policy word ${folder}\n`);
    expect(stderr).toBe("error\n");
    expect(status).toBe(7);
  });

  it("tells refused calls at the end, with the rule that would allow them", () => {
    const { status, stderr } = callgate([
      "run",
      "--policy",
      noMkdir,
      "--",
      "mkdir",
      join(folder, "new"),
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/mkdir: .*Operation not permitted/);
    expect(stderr).toMatch(
      /callgate: operation not permitted: mkdir(at)?\(.*\), refused by \S+no-mkdir\.yaml:8; to allow it:\n {4}- allow: mkdir/,
    );
  });

  it("starts a program behind a policy that refuses execve, and no other", () => {
    const { status, stdout, stderr } = callgate([
      "run",
      "--policy",
      noExec,
      "--",
      "sh",
      "-c",
      "echo started; exec true",
    ]);
    expect(stdout).toBe("started\n");
    expect(status).toBe(126);
    expect(stderr).toContain("permission denied: execve(");
  });

  it("lets not even the first refused call of a program be an execve", () => {
    // env's only own call that the policy refuses is its execve.
    const { status } = callgate([
      "run",
      "--policy",
      noExec,
      "--",
      "env",
      "true",
    ]);
    expect(status).toBe(126);
  });

  it("starts a program behind a policy that kills the thread that calls execve", () => {
    const path = policy("kill-thread", "  - kill(thread): execve");
    const { status, stdout } = callgate([
      "run",
      "--policy",
      path,
      "--",
      "sh",
      "-c",
      "echo started; exec true",
    ]);
    expect([status, stdout]).toEqual([137, "started\n"]);
  });

  it("kills where the policy says so, and says which call it was", () => {
    const killing = policy("killing", "  - kill: [mkdir, mkdirat]");
    const { status, stderr } = callgate([
      "run",
      "--policy",
      killing,
      "--",
      "mkdir",
      join(folder, "new"),
    ]);
    expect(status).toBe(137);
    expect(stderr).toMatch(/callgate: killed: mkdir/);
    expect(stderr).toContain("killed by the policy for a refused call");
  });

  it("exits with 128 and the number of the signal that ended the program", () => {
    const { status, stderr } = callgate([
      "run",
      "--policy",
      anything,
      "--",
      "sh",
      "-c",
      "kill -USR1 $$",
    ]);
    expect(status).toBe(128 + 10);
    expect(stderr).toBe("callgate: ended by SIGUSR1\n");
  });

  it("passes a signal on to the program, and waits for what it makes of it", async () => {
    const child = spawn(
      process.execPath,
      [
        cli,
        "run",
        "--policy",
        anything,
        "--",
        "sh",
        "-c",
        'trap "echo caught; exit 3" TERM; echo ready; while :; do sleep 0.1; done',
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += String(chunk);
      if (text === "ready\n") child.kill("SIGTERM");
    });
    const [code] = (await once(child, "exit")) as [number];
    expect(text).toBe("ready\ncaught\n");
    expect(code).toBe(3);
  });

  it("leaves Ctrl-C to the program", async () => {
    const child = spawn(
      process.execPath,
      [
        cli,
        "run",
        "--policy",
        anything,
        "--",
        "sh",
        "-c",
        'trap "exit 5" INT; echo ready; while :; do sleep 0.1; done',
      ],
      { stdio: ["ignore", "pipe", "inherit"], detached: true },
    );
    child.stdout.once("data", () => {
      // As a terminal does: to the whole group.
      if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    });
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(5);
  });

  it("gives the program its terminal", () => {
    const { stdout } = spawnSync(
      "script",
      [
        "-qec",
        `${process.execPath} ${cli} run --policy ${anything} -- sh -c 'test -t 0 && test -t 1 && stty size >/dev/null && echo terminal'`,
        "/dev/null",
      ],
      { encoding: "utf8", input: "" },
    );
    expect(stdout.trim()).toBe("terminal");
  });

  it("gives $self the program's process id", () => {
    const path = join(folder, "self.yaml");
    writeFileSync(
      path,
      `callgate: 1
name: self
arches: [x86_64, aarch64]
params:
  self:
    width: 32
default: allow
unknown: deny(ENOSYS)
foreign: kill
rules:
  - allow: kill
    when: pid == $self
  - deny(EPERM): kill
`,
    );
    const { stdout } = callgate([
      "run",
      "--policy",
      path,
      "--",
      "sh",
      "-c",
      "kill -0 $$ && echo itself; kill -0 $PPID || echo nobody",
    ]);
    expect(stdout).toBe("itself\nnobody\n");
  });

  it.each([
    [
      "there is no program",
      ["no-such-program"],
      /there is no program no-such-program/,
    ],
    ["it is a folder", ["/tmp"], /\/tmp can't be started/],
    ["it is no program", [anything], /can't be started/],
  ])("says so where %s", (_, command, message) => {
    const { status, stderr } = callgate([
      "run",
      "--policy",
      anything,
      "--",
      ...command,
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("says so where there is no policy", () => {
    const { status, stderr } = callgate(["run", "--", "true"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("callgate.yaml");
    expect(stderr).toContain("callgate learn");
  });

  it("is an error behind another supervisor: the kernel takes one", () => {
    const { status, stderr } = callgate([
      "run",
      "--policy",
      anything,
      "--",
      process.execPath,
      cli,
      "run",
      "--policy",
      anything,
      "--",
      "true",
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain("another supervisor observes this process");
  });

  it("is an error where the listener can't be taken", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `
import { spawnSync } from "node:child_process";
import { compile, install, memorySource, parsePolicy } from ${JSON.stringify(join(projectRoot, "dist/index.js"))};
const text = ${JSON.stringify("callgate: 1\nname: blind\narches: [x86_64, aarch64]\ndefault: allow\nunknown: deny(ENOSYS)\nforeign: kill\nrules:\n  - deny(EPERM): pidfd_getfd\n")};
const { policy } = parsePolicy({ path: "blind.yaml", text });
install(compile(policy, { arch: process.arch === "x64" ? "x86_64" : "aarch64" }));
const { status, stderr } = spawnSync(process.execPath, [${JSON.stringify(cli)}, "run", "--policy", ${JSON.stringify(anything)}, "--", "true"], { encoding: "utf8" });
process.stderr.write(stderr);
process.exit(status);
`,
      ],
      { encoding: "utf8" },
    );
    expect(stderr).toContain("refused calls can't be observed");
    expect(status).toBe(2);
  });
});

/**
 * Each layer by itself: the runs here are behind no policy (both filters allow everything),
 * so that what is refused, another layer refuses. As root and as an ordinary user.
 */
import { once } from "node:events";
import { readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { layers, type Layer, type RunResult } from "../../src/runtime/model.js";
import {
  needsPython,
  needsRoot,
  needsUser,
  python,
  resultsOf,
  type Supervisor,
} from "./machine.js";

const MIB = 1 << 20;

/** Everything that one look around can show, as JSON. */
const LOOK = `
import json, os, resource
def status():
    with open("/proc/self/status") as file:
        return dict(line.rstrip("\\n").split(":\\t", 1) for line in file if ":\\t" in line)
def mounts():
    with open("/proc/self/mounts") as file:
        return [line.split()[1:4] for line in file]
def error(call):
    try:
        return repr(call())
    except OSError as problem:
        return type(problem).__name__
def interfaces():
    with open("/proc/self/net/dev") as file:
        return [line.split(":")[0].strip() for line in file if ":" in line]
def set_id_files():
    found = []
    for folder, _, names in os.walk("/usr/lib"):
        for name in names:
            path = os.path.join(folder, name)
            if os.lstat(path).st_mode & 0o6000:
                found.append(path)
    return found
print(json.dumps({
    "descriptors": sorted(int(name) for name in os.listdir("/proc/self/fd")),
    "session": os.getsid(0),
    "pid": os.getpid(),
    "namespaces": {name: os.readlink("/proc/self/ns/" + name) for name in os.listdir("/proc/self/ns")},
    "root": sorted(os.listdir("/")),
    "etc": sorted(os.listdir("/etc")),
    "proc": sorted(os.listdir("/proc")),
    "mounts": mounts(),
    "interfaces": interfaces(),
    "host": os.uname().nodename,
    "environment": dict(os.environ),
    "ids": [os.getresuid(), os.getresgid(), os.getgroups()],
    "status": status(),
    "limits": {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")},
    "cgroup": open("/proc/self/cgroup").read(),
    "signal first process": error(lambda: os.kill(1, 0)),
    "write library": error(lambda: open("/usr/lib/new", "w")),
    "write root": error(lambda: open("/new", "w")),
    "shadow": error(lambda: open("/etc/shadow")),
    "terminal": error(lambda: open("/dev/tty")),
}))
`;

interface Look {
  readonly descriptors: readonly number[];
  readonly session: number;
  readonly pid: number;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly root: readonly string[];
  readonly etc: readonly string[];
  readonly proc: readonly string[];
  /** Each its point, type and options. */
  readonly mounts: readonly (readonly [string, string, string])[];
  readonly interfaces: readonly string[];
  readonly host: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ids: readonly [
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  readonly status: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, readonly [number, number]>>;
  readonly cgroup: string;
  readonly "signal first process": string;
  readonly "write library": string;
  readonly "write root": string;
  readonly shadow: string;
  readonly terminal: string;
}

/** Forks until it may not, and tells how many there were. */
const FORK_BOMB = `
import os, time
count = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(60)
        count += 1
except OSError:
    print(count)
`;

const FILL_SCRATCH = `
written = 0
try:
    with open("/tmp/file", "wb") as one, open("/sandbox/file", "wb") as other:
        while True:
            for file in one, other:
                file.write(b"x" * 65536)
                file.flush()
                written += 65536
except OSError as problem:
    print(problem.errno, written)
`;

/** A program of its own, in each place that it can write. */
const EXEC_FROM_SCRATCH = `
import os, shutil, sys
for folder in "/tmp", "/sandbox", "/dev/shm":
    path = folder + "/program"
    shutil.copy(os.path.realpath(sys.executable), path)
    os.chmod(path, 0o755)
    try:
        os.execv(path, [path, "-c", "print('ran')"])
    except PermissionError:
        print("refused")
    os.unlink(path)
`;

/** A program that is in sight, may be read, and is no part of the interpreter. */
const EXEC_ANOTHER = `
import os
for folder, _, names in os.walk("/usr/lib"):
    for name in names:
        path = os.path.join(folder, name)
        if os.access(path, os.X_OK) and os.path.isfile(path) and ".so" not in name:
            try:
                os.execv(path, [path])
            except PermissionError:
                print("refused")
                raise SystemExit
print("none found")
`;

const hostNamespaces = ["cgroup", "ipc", "mnt", "net", "pid", "uts"] as const;

interface Mode {
  readonly title: string;
  readonly isolation: "process" | "zygote";
  readonly canRun: boolean;
  readonly supervisor: Supervisor;
  readonly allowMissing: readonly Layer[];
}

const modes = (["process", "zygote"] as const).flatMap((isolation): Mode[] => [
  {
    title: `a ${isolation}, as root`,
    isolation,
    canRun: needsRoot() && needsPython(),
    supervisor: {},
    allowMissing: [],
  },
  {
    title: `a ${isolation}, as an ordinary user`,
    isolation,
    canRun: needsUser() && needsPython(),
    supervisor: { user: true },
    // This user has no control group of its own here.
    allowMissing: ["cgroup"],
  },
]);

for (const { title, isolation, canRun, supervisor, allowMissing } of modes) {
  const isUser = supervisor.user === true;
  const isZygote = isolation === "zygote";

  describe.skipIf(!canRun)(title, () => {
    const runAll = (codes: readonly string[]): Promise<readonly RunResult[]> =>
      resultsOf(
        {
          ...supervisor,
          descriptors: 5,
          env: { CALLGATE_TEST_SECRET: "hidden", LD_LIBRARY_PATH: "/nowhere" },
        },
        {
          options: {
            language: "python3",
            interpreter: python,
            isolation,
            allowMissing,
            env: { GIVEN: "yes" },
            limits: {
              scratchBytes: 8 * MIB,
              fileBytes: 64 * MIB,
              processes: 20,
            },
          },
          unfiltered: true,
          requests: codes.map((code) => ({ code })),
        },
      );

    let results: readonly RunResult[] = [];
    let look: Look;
    beforeAll(async () => {
      results = await runAll([
        LOOK,
        FORK_BOMB,
        FILL_SCRATCH,
        EXEC_FROM_SCRATCH,
        EXEC_ANOTHER,
        LOOK,
      ]);
      look = JSON.parse(results[0]?.stdout ?? "") as Look;
    });

    it("descriptors: none but stdio, whatever the supervisor inherited", () => {
      // The fourth is the folder that is being listed.
      expect(look.descriptors).toEqual([0, 1, 2, 3]);
    });

    it("session: it has none of the supervisor's, and no terminal", () => {
      // A zygote's child leads its own; a guest's launcher is out of sight.
      expect(look.session).toBe(isZygote ? look.pid : 0);
      expect(look.terminal).toBe("FileNotFoundError");
    });

    it.each(hostNamespaces)("%s namespace: its own", (name) => {
      expect(look.namespaces[name]).toMatch(new RegExp(`^${name}:`));
      expect(look.namespaces[name]).not.toBe(
        readlinkSync(`/proc/self/ns/${name}`),
      );
    });

    it("user namespace: its own for an ordinary user", () => {
      const host = readlinkSync("/proc/self/ns/user");
      if (isUser || isZygote) expect(look.namespaces["user"]).not.toBe(host);
      else expect(look.namespaces["user"]).toBe(host);
    });

    it("pid namespace: it and the launcher's process are alone", () => {
      expect(look.pid).toBe(2);
      expect(look.proc).toEqual(
        expect.arrayContaining(["self", "thread-self", "stat", "cpuinfo"]),
      );
      expect(look.proc.filter((name) => /^\d+$/.test(name))).toEqual([
        "1",
        "2",
      ]);
    });

    it("network namespace: nothing but a loopback of its own", () => {
      expect(look.interfaces).toEqual(["lo"]);
    });

    it("uts namespace: the host's name is not told", () => {
      expect(look.host).toBe("callgate");
    });

    it("cgroup namespace: its own group is the root", () => {
      expect(look.cgroup.trim().split("\n")).toContainEqual(
        expect.stringMatching(/:\/$/),
      );
    });

    it("root: what it needs, and of /etc nothing secret", () => {
      const known = [".callgate", "dev", "etc", "lib", "lib32", "lib64"];
      known.push("libx32", "proc", "sandbox", "tmp", "usr");
      expect(known).toEqual(expect.arrayContaining([...look.root]));
      expect(look.shadow).toBe("FileNotFoundError");
      for (const name of ["passwd", "shadow", "ssh", "machine-id", "hostname"])
        expect(look.etc).not.toContain(name);
    });

    it("root: read-only, without set-user-id and without devices", () => {
      expect(look["write library"]).toBe("OSError");
      expect(look["write root"]).toBe("OSError");
      for (const [point, type, options] of look.mounts) {
        const flags = options.split(",");
        expect(flags).toContain("nosuid");
        if (point.startsWith("/dev/") && point !== "/dev/shm") continue;
        expect(flags).toContain("nodev");
        if (!["/tmp", "/sandbox", "/dev/shm"].includes(point))
          expect(flags).toContain("ro");
        if (type === "tmpfs") expect(flags).toContain("noexec");
      }
    });

    it("environment: what it was given and no more", () => {
      expect(look.environment).toEqual({
        PATH: "/usr/local/bin:/usr/bin:/bin",
        HOME: "/sandbox",
        TMPDIR: "/tmp",
        LANG: "C.UTF-8",
        GIVEN: "yes",
        // CPython's own, for a C locale (PEP 538).
        ...(look.environment["LC_CTYPE"] === undefined
          ? {}
          : { LC_CTYPE: "C.UTF-8" }),
      });
    });

    it("ids: none of the host's, no groups", () => {
      const [users, groups, others] = look.ids;
      expect(new Set([...users, ...groups]).size).toBe(1);
      expect(others).toEqual([]);
      if (isUser) expect(users[0]).toBe(1000);
      // In the zygote's namespace, whose ids are none of anyone's outside.
      else if (isZygote) expect([1, 2, 3, 4, 5]).toContain(users[0]);
      else expect(users[0]).toBeGreaterThan(65_536);
    });

    it("capabilities: none, in no set", () => {
      for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"])
        expect([set, look.status[set]]).toEqual([set, "0000000000000000"]);
    });

    it("no_new_privs: set", () => {
      expect(look.status["NoNewPrivs"]).toBe("1");
    });

    it("filters: the boot program and the run program, stacked", () => {
      expect(look.status["Seccomp"]).toBe("2");
      expect(look.status["Seccomp_filters"]).toBe("2");
    });

    it("rlimits: set, and not to be raised", () => {
      const { limits } = look;
      const ours = isUser ? 2 : 1;
      expect(limits["RLIMIT_NPROC"]).toEqual([20 + ours, 20 + ours]);
      expect(limits["RLIMIT_NOFILE"]).toEqual([256, 256]);
      expect(limits["RLIMIT_FSIZE"]).toEqual([64 * MIB, 64 * MIB]);
      expect(limits["RLIMIT_CORE"]).toEqual([1, 1]);
      expect(limits["RLIMIT_CPU"]).toEqual([11, 11]);
    });

    it("processes: no more than its limit, all gone with it", () => {
      // An ordinary user's zygote and the children that wait have the same id, and count.
      const least = isUser && isZygote ? 5 : 19;
      expect(Number(results[1]?.stdout)).toBeLessThanOrEqual(19);
      expect(Number(results[1]?.stdout)).toBeGreaterThanOrEqual(least);
      expect(results[1]?.exit).toEqual({ kind: "exit", code: 0 });
    });

    it("scratch: full at its size, /tmp and the working folder together", () => {
      const [errno = "", written = ""] = (results[2]?.stdout ?? "").split(" ");
      expect(errno).toBe("28"); // ENOSPC
      expect(Number(written)).toBeGreaterThan(7 * MIB);
      expect(Number(written)).toBeLessThanOrEqual(8 * MIB);
    });

    it("scratch: holds no programs", () => {
      expect(results[3]?.stdout).toBe("refused\nrefused\nrefused\n");
    });

    it("Landlock: another program that is in sight can't be started", () => {
      expect(results[4]?.stdout).toBe("refused\n");
    });

    it("Landlock: a process outside its domain gets no signal, of its own id too", () => {
      expect(look["signal first process"]).toBe("PermissionError");
    });

    it("the next run finds nothing of the runs before", () => {
      const next = JSON.parse(results[5]?.stdout ?? "") as Look;
      expect({ ...next, namespaces: {}, ids: [], status: {} }).toEqual({
        ...look,
        namespaces: {},
        ids: [],
        status: {},
      });
    });

    it("layers that are missing are said, and no others", () => {
      for (const { missingLayers } of results)
        expect(missingLayers).toEqual(allowMissing);
    });
  });
}

describe.skipIf(!needsRoot() || !needsPython())(
  "Landlock and the network",
  () => {
    it("no TCP even in the host's network namespace where it was not granted", async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      const code = `
import socket
try:
    socket.create_connection(("127.0.0.1", ${port}), 5)
    print("connected")
except OSError as problem:
    print(type(problem).__name__)
`;
      const options = { language: "python3", interpreter: python } as const;
      const [alone] = await resultsOf(
        {},
        { options, unfiltered: true, requests: [{ code }] },
      );
      const [granted] = await resultsOf(
        {},
        {
          options: { ...options, network: true },
          unfiltered: true,
          requests: [{ code }],
        },
      );
      server.close();
      expect(alone?.stdout).toBe("PermissionError\n");
      expect(granted?.stdout).toBe("connected\n");
    });
  },
);

it("every layer has a name that this file knows", () => {
  expect(layers).toHaveLength(new Set(layers).size);
});

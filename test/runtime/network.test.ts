/** Without the network there is none; with it, a client's, by the policy's variant. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Language } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import {
  needsPython,
  needsRoot,
  needsUser,
  python,
  resultsOf,
} from "./machine.js";

const pythonCode = (port: number): string => `
import socket
try:
    with socket.create_connection(("127.0.0.1", ${port}), 5) as connection:
        print(connection.recv(100).decode())
except OSError as problem:
    print(type(problem).__name__)
try:
    socket.socket().bind(("127.0.0.1", 0))
    print("bound")
except OSError as problem:
    print(type(problem).__name__)
`;

const nodeCode = (port: number): string => `
const net = require("node:net");
const socket = net.connect(${port}, "127.0.0.1");
socket.on("data", (text) => { console.log(String(text)); socket.destroy(); });
socket.on("error", ({ code }) => console.log(code));
const server = net.createServer().on("error", ({ code }) => console.log(code));
socket.on("close", () => server.listen(0, "127.0.0.1", () => { console.log("bound"); server.close(); }));
`;

const guests = [
  {
    language: "python3" as Language,
    interpreter: python,
    code: pythonCode,
    refused: "PermissionError\nPermissionError\n",
    granted: "hello\nPermissionError\n",
  },
  {
    language: "nodejs" as Language,
    interpreter: process.execPath,
    code: nodeCode,
    refused: "EPERM\nEPERM\n",
    granted: "hello\nEPERM\n",
  },
];

/** A TCP server that greets, on a port of the loopback that this process sees. */
async function greet(): Promise<{ port: number; close: () => void }> {
  const server = createServer((socket) => socket.end("hello"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, close: () => server.close() };
}

/** Greets on the loopback of a network namespace of its own: brings that up, says its port. */
const GREETER = `
import fcntl, socket, struct, sys
control = socket.socket()
fcntl.ioctl(control, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    server.accept()[0].sendall(b"hello")
`;

/** The same in a network namespace that nobody else is in; its file. */
async function greetElsewhere(): Promise<{
  port: number;
  namespace: string;
  close: () => void;
}> {
  const child = spawn("unshare", ["--net", python, "-c", GREETER], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return {
    port: Number(said.toString()),
    namespace: `/proc/${child.pid ?? 0}/ns/net`,
    close: () => child.kill("SIGKILL"),
  };
}

const subjects = guests.flatMap((guest) =>
  (["process", "zygote"] as const).map((isolation) => ({
    ...guest,
    isolation,
    options: {
      language: guest.language,
      interpreter: guest.interpreter,
      isolation,
      limits: { timeoutMs: 30_000, cpuMs: 30_000 },
    },
  })),
);

describe.skipIf(!needsRoot() || !needsPython()).each(subjects)(
  "$language, isolation $isolation",
  ({ options, code, refused, granted }) => {
    let server: Awaited<ReturnType<typeof greet>>;
    beforeAll(async () => {
      server = await greet();
    });
    afterAll(() => server.close());

    it("has no sockets by default", async () => {
      await using sandbox = await createSandbox(options);
      expect(await sandbox.run({ code: code(server.port) })).toMatchObject({
        stdout: refused,
        stderr: "",
        network: "none",
      });
    });

    it("may not ask for a network that its sandbox has not", async () => {
      await using sandbox = await createSandbox(options);
      await expect(
        sandbox.run({ code: "", network: true }),
      ).rejects.toMatchObject({ code: "no-network" });
    });

    it("connects out where the network is granted, serves nothing, and may go without", async () => {
      await using sandbox = await createSandbox({ ...options, network: true });
      const request = { code: code(server.port) };
      expect(await sandbox.run(request)).toMatchObject({
        stdout: granted,
        stderr: "",
        network: "host",
      });
      expect(await sandbox.run({ ...request, network: false })).toMatchObject({
        stdout: refused,
        network: "none",
      });
      expect(await sandbox.run({ ...request, network: true })).toMatchObject({
        stdout: granted,
        network: "host",
      });
    });

    it("is in the network namespace that was given, and in no other", async () => {
      const elsewhere = await greetElsewhere();
      const { namespace } = elsewhere;
      try {
        await using sandbox = await createSandbox({
          ...options,
          network: { namespace },
        });
        expect(await sandbox.run({ code: code(elsewhere.port) })).toMatchObject(
          { stdout: granted, stderr: "", network: namespace },
        );
        const host = await sandbox.run({ code: code(server.port) });
        expect(host.stdout).toMatch(/^(ConnectionRefusedError|ECONNREFUSED)\n/);
      } finally {
        elsewhere.close();
      }
    });

    it.each([
      ["/none/net", "ENOENT"],
      ["/etc/hosts", "EINVAL"],
    ])(
      "fails by name for %s, which is no network namespace",
      async (namespace, errno) => {
        await using sandbox = await createSandbox({
          ...options,
          network: { namespace },
        });
        const { exit, stdout } = await sandbox.run({ code: code(server.port) });
        expect(stdout).toBe("");
        expect(exit).toMatchObject({
          kind: "sandbox-failure",
          layer: "network-namespace",
          message: `no network namespace: ${namespace}: ${errno}`,
          hint: expect.stringContaining("ip netns add") as string,
        });
      },
    );
  },
);

describe.skipIf(!needsRoot() || !needsPython())("the environment", () => {
  const code =
    "import os; print(*(f'{k}={v}' for k, v in sorted(os.environ.items()) if 'proxy' in k.lower()), sep='\\n')";

  it("has proxies where there is a network, and only there", async () => {
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
      network: { proxy: { http: "http://proxy:1", no: "local" } },
      env: { no_proxy: "mine" },
    });
    const { stdout } = await sandbox.run({ code });
    expect(stdout).toBe(
      "HTTP_PROXY=http://proxy:1\nNO_PROXY=local\nhttp_proxy=http://proxy:1\nno_proxy=mine\n",
    );
    const without = await sandbox.run({ code, network: false });
    expect(without.stdout).toBe("no_proxy=mine\n");
  });

  it("a namespace without an absolute path is refused", async () => {
    await expect(
      createSandbox({ language: "python3", network: { namespace: "net" } }),
    ).rejects.toMatchObject({ code: "bad-network" });
  });
});

describe
  .skipIf(!needsRoot() || !needsUser() || !needsPython())
  .each(["process", "zygote"] as const)(
  "an ordinary user, isolation %s",
  (isolation) => {
    it("may not enter another's namespace, and has no run for it", async () => {
      const elsewhere = await greetElsewhere();
      // Bound to a file that everybody may open, as "ip netns add" does.
      const file = join(mkdtempSync(join(tmpdir(), "callgate-netns-")), "net");
      chmodSync(dirname(file), 0o755);
      writeFileSync(file, "");
      spawnSync("mount", ["--bind", elsewhere.namespace, file]);
      try {
        const [result] = await resultsOf(
          { user: true },
          {
            options: {
              language: "python3",
              interpreter: python,
              isolation,
              allowMissing: ["cgroup"],
              network: { namespace: file },
            },
            requests: [{ code: "print(1)" }],
          },
        );
        expect(result).toMatchObject({
          stdout: "",
          exit: {
            kind: "sandbox-failure",
            layer: "network-namespace",
            hint: expect.stringContaining("by root only") as string,
          },
        });
      } finally {
        spawnSync("umount", [file]);
        rmSync(dirname(file), { recursive: true });
        elsewhere.close();
      }
    });
  },
);

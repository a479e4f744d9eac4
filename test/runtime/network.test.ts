/** Without the network there is none; with it, a client's, by the policy's variant. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Language } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import { needsPython, needsRoot, python } from "./machine.js";

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

describe.skipIf(!needsRoot() || !needsPython()).each(guests)(
  "$language",
  ({ language, interpreter, code, refused, granted }) => {
    let server: Server;
    let port = 0;
    beforeAll(async () => {
      server = createServer((socket) => socket.end("hello"));
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      ({ port } = server.address() as AddressInfo);
    });
    afterAll(() => server.close());

    it("has no sockets by default", async () => {
      await using sandbox = await createSandbox({ language, interpreter });
      expect(await sandbox.run({ code: code(port) })).toMatchObject({
        stdout: refused,
        stderr: "",
      });
    });

    it("connects out where the network is granted, and serves nothing", async () => {
      await using sandbox = await createSandbox({
        language,
        interpreter,
        network: true,
      });
      expect(await sandbox.run({ code: code(port) })).toMatchObject({
        stdout: granted,
        stderr: "",
      });
    });
  },
);

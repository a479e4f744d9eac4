/** The requests of a mixed load, each with a token of its own, and what their answers must be. */
import type { Client, RunRequest, RunResult } from "../../src/client/index.js";

/** What became of a request: "" is right, else a sentence on what is wrong. */
export type Judge = (result: RunResult, token: string) => string;

export interface Kind {
  readonly name: string;
  /** How often it comes, among all. */
  readonly weight: number;
  /** Whether its time counts as that of a small run. */
  readonly isSmall: boolean;
  send(client: Client, token: string): Promise<string>;
}

/** Any request's token, so that one in another's answer is seen. */
export const TOKEN = /T[0-9a-f]{32}T/g;

function runKind(
  name: string,
  weight: number,
  request: (token: string) => RunRequest,
  judge: Judge,
  isSmall = false,
): Kind {
  return {
    name,
    weight,
    isSmall,
    async send(client, token) {
      const result = await client.run(request(token));
      return othersIn(result, token) || judge(result, token);
    },
  };
}

function othersIn({ stdout, stderr }: RunResult, token: string): string {
  const seen = (stdout + stderr).match(TOKEN) ?? [];
  return seen.some((each) => each !== token) ? "another's output" : "";
}

const exits =
  (code: number, stream: "stdout" | "stderr"): Judge =>
  (result, token) =>
    result.exit.kind === "exit" &&
    result.exit.code === code &&
    result[stream].includes(token)
      ? ""
      : wrong(result);

const ends =
  (...kinds: readonly RunResult["exit"]["kind"][]): Judge =>
  (result) =>
    kinds.includes(result.exit.kind) ? "" : wrong(result);

function wrong({ exit, stdout, stderr }: RunResult): string {
  const ends = [stdout, stderr].map((text) => JSON.stringify(text.slice(-80)));
  return `${JSON.stringify(exit)}, output ends ${ends.join(" and ")}`;
}

/** Short, so that a run that times out holds its worker for no longer than a few others. */
const limits = { timeoutMs: 60 };

const HOSTILE = `
import ctypes, os, socket
libc = ctypes.CDLL(None)
for attempt in (
    lambda: open("/etc/shadow").read(),
    lambda: os.execv("/bin/sh", ["sh", "-c", "id"]),
    lambda: socket.socket().connect(("127.0.0.1", 8194)),
    lambda: libc.ptrace(16, 1, 0, 0),
    lambda: libc.unshare(0x10000000),
    lambda: os.kill(-1, 9),
):
    try:
        attempt()
    except OSError:
        pass
`;

export const kinds: readonly Kind[] = [
  runKind(
    "python",
    8,
    (token) => ({ language: "python3", code: `print("${token}")` }),
    exits(0, "stdout"),
    true,
  ),
  runKind(
    "node",
    8,
    (token) => ({ language: "nodejs", code: `console.log("${token}")` }),
    exits(0, "stdout"),
    true,
  ),
  runKind(
    "failing",
    3,
    (token) => ({ language: "python3", code: `raise ValueError("${token}")` }),
    exits(1, "stderr"),
  ),
  runKind(
    "slow",
    2,
    () => ({ language: "nodejs", code: "setTimeout(() => {}, 1e6)", limits }),
    ends("timeout"),
  ),
  runKind(
    "flooding",
    2,
    (token) => ({
      language: "python3",
      code: `while True: print("${token}")`,
      limits: { outputBytes: 65_536 },
    }),
    ends("output-limit"),
  ),
  runKind(
    "hostile",
    2,
    () => ({ language: "python3", code: HOSTILE }),
    ends("exit", "denied", "signal"),
  ),
  {
    name: "disconnecting",
    weight: 3,
    isSmall: false,
    async send(client, token) {
      const signal = AbortSignal.timeout(1 + Math.floor(Math.random() * 80));
      const code = `import time; print("${token}", flush=True); time.sleep(9)`;
      try {
        await client.run({ language: "python3", code }, { signal });
        return "it was answered after its client had gone";
      } catch (error) {
        if (signal.aborted) return "";
        throw error;
      }
    },
  },
  {
    name: "streaming",
    weight: 3,
    isSmall: false,
    async send(client, token) {
      const code = `for (let i = 0; i < 3; i++) console.log("${token}");`;
      let text = "";
      for await (const told of client.stream({ language: "nodejs", code }))
        if (told.event === "stdout") text += told.text;
      return text === `${token}\n`.repeat(3)
        ? ""
        : `its stream was ${JSON.stringify(text)}`;
    },
  },
  {
    name: "check",
    weight: 1,
    isSmall: false,
    async send(client, token) {
      const { ok } = await client.check({ policy: `callgate: ${token}\n` });
      return ok ? "a wrong policy was found right" : "";
    },
  },
];

/**
 * What the service costs: a request whose run takes no time at all, and real runs over HTTP
 * beside the same runs by the library and cold starts of the interpreters, in turns.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Agent, request } from "node:http";
import { createSandbox } from "../../src/runtime/index.js";
import type { Language, RunResult } from "../../src/runtime/model.js";
import { readConfiguration } from "../../src/server/configuration/read.js";
import { createServer, type Runner } from "../../src/server/index.js";
import { sandboxRunner } from "../../src/server/sandbox-runner.js";

const SMALL_ROUNDS = 2000;
const REAL_ROUNDS = 200;
/** A cold start takes as long as several runs. */
const ROUNDS_A_COLD_START = 8;
const WARM_UP_ROUNDS = 30;

const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const { configuration } = readConfiguration(undefined, {
  SANDBOX_PORT: "0",
  PYTHON_PATH: python,
  NODEJS_PATH: process.execPath,
});
if (configuration === undefined) throw new Error("no configuration");

const instant: RunResult = {
  exit: { kind: "exit", code: 0 },
  stdout: "42\n",
  stderr: "",
  truncated: { stdout: false, stderr: false },
  durationMs: 0,
  cpuMs: 0,
  maxRssBytes: 0,
  denials: [],
  denialsObserved: true,
  missingLayers: [],
  network: "none",
  files: {},
  filesTruncated: false,
};
const instantRunner: Runner = {
  run: async () => instant,
  renew: async () => undefined,
  warm: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** One run over a connection that stays open; milliseconds. */
function overHttp(
  address: string,
  language: Language,
  code: string,
): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ language, code });
    const sent = request(
      `${address}/v1/sandbox/run`,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
        },
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (more: string) => (text += more));
        answer.on("end", () => {
          if (answer.statusCode === 200 && text.includes('"stdout":"42\\n"'))
            resolve(performance.now() - start);
          else reject(new Error(`${answer.statusCode ?? 0} ${text}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function at(sorted: readonly number[], share: number): string {
  const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return (sorted[index] ?? NaN).toFixed(2);
}

function row(name: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  process.stdout.write(
    `| ${name} | ${at(sorted, 0.5)} | ${at(sorted, 0.99)} |\n`,
  );
}

process.stdout.write("| | p50 ms | p99 ms |\n| --- | --- | --- |\n");

const small = createServer(configuration, { runner: instantRunner });
const smallAddress = await small.listen();
const smallTimes: number[] = [];
for (let round = -200; round < SMALL_ROUNDS; round++) {
  const ms = await overHttp(smallAddress, "python3", "print(6*7)");
  if (round >= 0) smallTimes.push(ms);
}
row("the service alone: a run that takes no time", smallTimes);
await small.close();

const runner = sandboxRunner(configuration, createSandbox);
const server = createServer(configuration, { runner });
const address = await server.listen();
const languages: readonly [Language, string, string, readonly string[]][] = [
  ["python3", "print(6*7)", python, ["-c"]],
  ["nodejs", "console.log(6*7)", process.execPath, ["-e"]],
];
const never = new AbortController().signal;
for (const [language, code, program, flag] of languages) {
  const http: number[] = [];
  const library: number[] = [];
  const cold: number[] = [];
  const viaHttp = async (): Promise<void> => {
    http.push(await overHttp(address, language, code));
  };
  const viaLibrary = async (): Promise<void> => {
    const start = performance.now();
    await runner.run({ language, code, network: false }, never);
    library.push(performance.now() - start);
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    await viaHttp();
    await viaLibrary();
  }
  http.length = 0;
  library.length = 0;
  for (let round = 0; round < REAL_ROUNDS; round++) {
    // Whoever comes first finds the caches as the cold start has left them.
    const [first, second] =
      round % 2 === 0 ? [viaHttp, viaLibrary] : [viaLibrary, viaHttp];
    await first();
    await second();
    if (round % ROUNDS_A_COLD_START !== 0) continue;
    const start = performance.now();
    spawnSync(program, [...flag, code]);
    cold.push(performance.now() - start);
  }
  row(`${language} over HTTP`, http);
  row(`${language} by the library`, library);
  row(`${language} cold, without a sandbox`, cold);
}
await server.close();
agent.destroy();

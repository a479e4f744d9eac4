/** Sandboxes of zygotes whose processes can be told from all others, by their environment. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createSandbox } from "../../../src/runtime/sandbox.js";
import type {
  Language,
  Sandbox,
  SandboxOptions,
} from "../../../src/runtime/model.js";
import { python } from "../machine.js";

/** For Node.js: seven numbers of `Math.random`, of as many contexts and workers. */
export const DRAWN_IN_CONTEXTS = `
const { runInNewContext } = require("node:vm");
const { Worker } = require("node:worker_threads");
console.log(Math.random());
for (let at = 0; at < 3; at++) console.log(runInNewContext("Math.random()"));
const draw = "require('node:worker_threads').parentPort.postMessage(Math.random())";
for (let at = 0; at < 3; at++)
  new Worker(draw, { eval: true }).on("message", (value) => console.log(value));
`;

let markers = 0;

export const newMarker = (): string => `zygote-${process.pid}-${++markers}`;

export type MarkedSandbox = Sandbox & { readonly marker: string };

export async function openMarked(
  language: Language,
  options: Partial<SandboxOptions> = {},
): Promise<MarkedSandbox> {
  const marker = newMarker();
  const sandbox = await createSandbox({
    language,
    isolation: "zygote",
    interpreter: language === "python3" ? python : process.execPath,
    limits: { timeoutMs: 60_000 },
    env: { MARKER: marker },
    ...options,
  });
  return Object.assign(sandbox, { marker });
}

/** The processes with `marker` in their environment. */
export function marked(marker: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(marker);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The zygote among the processes of one sandbox: their common ancestor. */
export function zygoteOf(marker: string): number {
  return Math.min(...marked(marker));
}

/** Those of the zygote's children that run foreign code, the youngest last. */
export function runningChildren(marker: string): number[] {
  const own = namespaceOf(zygoteOf(marker));
  return marked(marker)
    .filter((pid) => {
      try {
        return (
          namespaceOf(pid) !== own &&
          /^Seccomp_filters:\t2$/m.test(
            readFileSync(`/proc/${pid}/status`, "utf8"),
          )
        );
      } catch {
        // It has just ended.
        return false;
      }
    })
    .sort((one, other) => one - other);
}

function namespaceOf(pid: number): string {
  return readlinkSync(`/proc/${pid}/ns/pid`);
}

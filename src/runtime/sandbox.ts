/** `createSandbox`: everything that is decided once, and the runs. */
import { readFileSync } from "node:fs";
import { Fault } from "../document/fault.js";
import { exitOf } from "./ends.js";
import { findInterpreter } from "./interpreter.js";
import type { Isolation } from "./isolation.js";
import { defaultLimits, mergeLimits } from "./limits.js";
import type {
  Language,
  Layer,
  RunRequest,
  RunResult,
  Sandbox,
  SandboxOptions,
} from "./model.js";
import { guestFile, nativeFile } from "./native.js";
import { processIsolation } from "./process-isolation.js";
import { readRights } from "./rights.js";
import { viewOf, type GuestFile } from "./view.js";

/** The two programs of a policy for this machine's arch: `struct sock_filter`s. */
export interface Filters {
  readonly boot: Uint8Array;
  readonly run: Uint8Array;
}

/** A sandbox whose programs are given, not compiled. Rejects with a `Fault`. */
export async function openSandbox(
  options: Omit<SandboxOptions, "policy">,
  filters: Filters,
): Promise<Sandbox> {
  const { language, network = false, env = {} } = options;
  const limits = mergeLimits(defaultLimits, options.limits ?? {});
  checkTexts("the environment", Object.entries(env).flat());
  const interpreter = await findInterpreter(language, options.interpreter);
  const missingLayers: readonly Layer[] = [];
  const isolation = processIsolation({
    interpreter,
    view: viewOf(interpreter, guestFiles(language), network),
    rights: readRights(),
    network,
    env,
    skipped: [],
    bootFilter: filters.boot,
    runFilter: filters.run,
  });
  return {
    run: (request) =>
      runIn(isolation, language, limits, missingLayers, request),
    close: () => isolation.close(),
    [Symbol.asyncDispose]: () => isolation.close(),
  };
}

async function runIn(
  isolation: Isolation,
  language: Language,
  sandboxLimits: typeof defaultLimits,
  missingLayers: readonly Layer[],
  request: RunRequest,
): Promise<RunResult> {
  const { code, args = [], signal } = request;
  checkTexts("the arguments", args);
  const ended = await isolation.run({
    code,
    args,
    stdin: bytesOf(request.stdin),
    limits: mergeLimits(sandboxLimits, request.limits ?? {}),
    signal,
  });
  return {
    exit: exitOf(ended, language),
    stdout: ended.stdout.text,
    stderr: ended.stderr.text,
    truncated: {
      stdout: ended.stdout.truncated,
      stderr: ended.stderr.truncated,
    },
    durationMs: ended.durationMs,
    cpuMs: ended.cpuMs,
    maxRssBytes: ended.maxRssBytes,
    denials: [],
    denialsObserved: false,
    missingLayers,
  };
}

function bytesOf(stdin: RunRequest["stdin"]): Uint8Array | undefined {
  const bytes = typeof stdin === "string" ? Buffer.from(stdin) : stdin;
  return bytes?.length === 0 ? undefined : bytes;
}

function guestFiles(language: Language): GuestFile[] {
  switch (language) {
    case "python3":
      return [
        {
          name: "callgate_guest.so",
          source: nativeFile("guest-python.so"),
        },
        { name: "python.py", contents: readFileSync(guestFile("python.py")) },
      ];
    case "nodejs":
      return [
        { name: "guest-node.node", source: nativeFile("guest-node.node") },
        { name: "node.cjs", contents: readFileSync(guestFile("node.cjs")) },
      ];
    default:
      return language satisfies never;
  }
}

/** A NUL would end the text early in the kernel's hands. */
function checkTexts(where: string, texts: readonly string[]): void {
  if (texts.some((text) => text.includes("\0")))
    throw new Fault("bad-text", `${where} must not contain a NUL character`);
}

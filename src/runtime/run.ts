/** One run of a sandbox: from what is asked, through an isolation, to the result and its events. */
import { Fault } from "../document/fault.js";
import { codeOf } from "./code.js";
import { exitOf } from "./ends.js";
import { Events } from "./events.js";
import { checkRoom, fileEntries, filesOf } from "./files.js";
import type { Isolation } from "./isolation.js";
import { mergeLimits } from "./limits.js";
import type {
  Language,
  Layer,
  Limits,
  Run,
  RunRequest,
  RunResult,
  Stdin,
} from "./model.js";
import { networkName, type GrantedNetwork } from "./network.js";
import { codeNameOf } from "./process-isolation.js";
import type { StdinSource } from "./stdin.js";

/** What a run has from its sandbox. */
export interface RunSettings {
  readonly language: Language;
  readonly limits: Limits;
  readonly missingLayers: readonly Layer[];
  /** Where a run with the network, or without, takes place. Throws a `Fault`. */
  readonly placeFor: (network: boolean | undefined) => Place;
}

export interface Place {
  readonly isolation: Isolation;
  readonly network: GrantedNetwork | undefined;
}

/** Starts a run: its promise, which is what its events are read from too. */
export function startRun(settings: RunSettings, request: RunRequest): Run {
  const events = new Events();
  const { onOutput, onDenied } = request;
  const run = async (): Promise<RunResult> => {
    try {
      const result = await runOnce(settings, {
        ...request,
        onOutput(stream, text) {
          events.add({ type: stream, text });
          onOutput?.(stream, text);
        },
        onDenied(denial) {
          events.add({ type: "denied", denial });
          onDenied?.(denial);
        },
      });
      events.add({ type: "exit", result });
      events.end();
      return result;
    } catch (error) {
      events.fail(error);
      throw error;
    }
  };
  const result = run();
  return Object.assign(result, {
    [Symbol.asyncIterator]() {
      // Who reads the events hears of a failure there.
      result.catch(() => undefined);
      return events.read();
    },
  });
}

async function runOnce(
  { language, limits: sandboxLimits, missingLayers, placeFor }: RunSettings,
  request: RunRequest,
): Promise<RunResult> {
  const { args = [], signal } = request;
  checkTexts("the arguments", args);
  const { isolation, network } = placeFor(request.network);
  const limits = mergeLimits(sandboxLimits, request.limits ?? {});
  const code = codeOf(request.code, language);
  const codeName = codeNameOf(language);
  const files = fileEntries(request.files ?? {}, codeName);
  checkRoom(code, files, limits.scratchBytes);
  const ended = await isolation.run({
    code,
    codeName,
    args,
    stdin: sourceOf(request.stdin),
    files,
    keepsFiles: request.files !== undefined,
    limits,
    signal,
    onOutput: request.onOutput,
    onDenied: request.onDenied,
  });
  const { stdinFailure } = ended;
  if (stdinFailure !== undefined)
    throw new Fault("stdin-failed", "the stream for stdin failed", {
      hint: "its error is the cause; the run was ended",
      cause: stdinFailure.error,
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
    ...(ended.refusals ?? { denials: [], denialsObserved: false }),
    missingLayers,
    network: networkName(network),
    ...filesOf(ended.files),
  };
}

function sourceOf(stdin: Stdin | undefined): StdinSource | undefined {
  const source = typeof stdin === "string" ? Buffer.from(stdin) : stdin;
  return source instanceof Uint8Array && source.length === 0
    ? undefined
    : source;
}

/** A NUL would end the text early in the kernel's hands. */
export function checkTexts(where: string, texts: readonly string[]): void {
  if (texts.some((text) => text.includes("\0")))
    throw new Fault("bad-text", `${where} must not contain a NUL character`);
}

/**
 * A client of the HTTP service for browsers and Node: needs `fetch` and nothing else. A
 * refusal for want of room (503) is tried again, since nothing was run; nothing else is.
 */
import { eventsOf } from "./events.js";
import { fromBase64, toBase64 } from "./base64.js";
import type {
  Denial,
  Problem,
  RunEnd,
  RunEvent,
  RunRequest,
  RunResult,
} from "./model.js";
import type {
  Checked,
  Compiled,
  CompileOptions,
  Diff,
  DiffRequest,
  Explained,
  GivenPolicy,
  GivenSide,
  Phase,
  PolicyDetail,
  PolicySummary,
  Simulated,
  SimulateOptions,
  Verified,
  VerifyOptions,
} from "./policies.js";

export type * from "./model.js";
export type * from "./policies.js";

export interface ClientOptions {
  /** Where the service is: `http://127.0.0.1:8194`. */
  readonly url: string;
  /** Sent as `X-Api-Key`. */
  readonly key?: string;
  /** How often a 503 is tried again; by default 3 times. */
  readonly retries?: number;
  /** By default the global one. */
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  /** Gives the call up, and with it its run. */
  readonly signal?: AbortSignal;
}

export interface Client {
  /** Runs code. Rejects with a `CallgateError` where there is no result. */
  run(request: RunRequest, options?: CallOptions): Promise<RunResult>;
  /** The same as it goes. Leaving the loop early ends the run. */
  stream(
    request: RunRequest,
    options?: CallOptions,
  ): AsyncGenerator<RunEvent, void, undefined>;
  /** Ends a run by its id; false where there is none of that id. */
  end(id: string, options?: CallOptions): Promise<boolean>;
  /** The policies that ship, with their digests. */
  policies(options?: CallOptions): Promise<readonly PolicySummary[]>;
  /** One of them with its rules. */
  policy(name: string, options?: CallOptions): Promise<PolicyDetail>;
  /** Everything that is wrong with a policy, and what is dangerous in it. */
  check(policy: GivenPolicy, options?: CallOptions): Promise<Checked>;
  /** Its programs, proven to mean what it says. */
  compile(
    request: GivenPolicy & CompileOptions,
    options?: CallOptions,
  ): Promise<Compiled>;
  /** What it answers to calls, and which rule is behind it. */
  simulate(
    request: GivenPolicy & SimulateOptions,
    options?: CallOptions,
  ): Promise<Simulated>;
  /** Every rule that touches a syscall. */
  explain(
    request: GivenPolicy & { readonly syscall: string; readonly phase?: Phase },
    options?: CallOptions,
  ): Promise<Explained>;
  /** What two policies or programs answer differently. */
  diff(request: DiffRequest, options?: CallOptions): Promise<Diff>;
  /** Whether a program does what it says. */
  verify(
    request: GivenPolicy & VerifyOptions,
    options?: CallOptions,
  ): Promise<Verified>;
}

/** What the service answered in place of a result. */
export class CallgateError extends Error {
  /** 0 where a connection ended before its answer did. */
  readonly status: number;
  /** The name in the problem's type: `too-many-requests`; "" where the answer was no problem. */
  readonly code: string;
  readonly problem: Problem | undefined;

  constructor(message: string, status: number, problem?: Problem) {
    super(message);
    this.name = "CallgateError";
    this.status = status;
    this.code = problem?.type.replace(/^urn:callgate:problem:/, "") ?? "";
    this.problem = problem;
  }
}

const RETRIES = 3;
/** The first wait is up to this long, each further one up to twice as long. */
const BACKOFF_MS = 250;
/** However long the service asks to wait. */
const WAIT_MS_MAX = 60_000;

export function createClient(options: ClientOptions): Client {
  const base = options.url.replace(/\/+$/, "");
  const { key, retries = RETRIES } = options;

  const send = async (
    method: string,
    path: string,
    { signal }: CallOptions,
    body?: unknown,
    accept = "application/json",
  ): Promise<Response> => {
    const headers = {
      accept,
      ...(key === undefined ? {} : { "x-api-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const init = {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    for (let attempt = 0; ; attempt++) {
      // Looked up at each call, and called as a function: browsers refuse it as a method.
      const call = options.fetch ?? fetch;
      const response = await call(`${base}/api/v1${path}`, init);
      if (response.ok) return response;
      if (response.status !== 503 || attempt >= retries)
        throw await errorOf(response);
      await response.body?.cancel();
      await wait(waitMs(response, attempt), signal);
    }
  };

  /** The service's own words are believed: their types are those of its OpenAPI document. */
  const answer = async <Answer>(
    method: string,
    path: string,
    call: CallOptions,
    body?: unknown,
  ): Promise<Answer> => {
    const response = await send(method, path, call, body);
    return (await response.json()) as Answer;
  };

  return {
    async run(request, call = {}) {
      const body = runBody(request);
      return withBytes(await answer<SentResult>("POST", "/runs", call, body));
    },
    async *stream(request, call = {}) {
      const accept = "text/event-stream";
      const body = runBody(request);
      const response = await send("POST", "/runs", call, body, accept);
      if (response.body !== null) {
        for await (const { event, data } of eventsOf(response.body)) {
          const value: unknown = JSON.parse(data);
          const told = runEvent(event, value);
          if (told !== undefined) yield told;
          if (told?.event === "exit") return;
        }
      }
      throw new CallgateError("the stream ended before the run did", 0);
    },
    async end(id, call = {}) {
      try {
        await send("DELETE", `/runs/${encodeURIComponent(id)}`, call);
        return true;
      } catch (error) {
        if (error instanceof CallgateError && error.code === "no-such-run")
          return false;
        throw error;
      }
    },
    async policies(call = {}) {
      const { policies } = await answer<{
        readonly policies: readonly PolicySummary[];
      }>("GET", "/policies", call);
      return policies;
    },
    policy: (name, call = {}) =>
      answer("GET", `/policies/${encodeURIComponent(name)}`, call),
    check: (policy, call = {}) => answer("POST", "/check", call, policy),
    compile: (request, call = {}) => answer("POST", "/compile", call, request),
    simulate: (request, call = {}) =>
      answer("POST", "/simulate", call, request),
    explain: (request, call = {}) => answer("POST", "/explain", call, request),
    diff: ({ a, b, ...request }, call = {}) =>
      answer("POST", "/diff", call, {
        ...request,
        a: sideBody(a),
        b: sideBody(b),
      }),
    verify: ({ program, ...request }, call = {}) =>
      answer("POST", "/verify", call, {
        ...request,
        program: toBase64(program),
      }),
  };
}

/** Files as JSON carries them. */
interface Encoded {
  readonly files: Readonly<Record<string, string>>;
}
type SentResult = Omit<RunResult, "files"> & Encoded;
type SentEnd = Omit<RunEnd, "files"> & Encoded;

function runBody({ files, ...rest }: RunRequest): object {
  if (files === undefined) return rest;
  const encoded = Object.entries(files).map(
    ([name, contents]) => [name, toBase64(contents)] as const,
  );
  return { ...rest, files: Object.fromEntries(encoded) };
}

function sideBody(side: GivenSide): object {
  return "program" in side
    ? { ...side, program: toBase64(side.program) }
    : side;
}

function withBytes<Rest extends object>({
  files,
  ...rest
}: Rest & Encoded): Omit<Rest & Encoded, "files"> & Pick<RunEnd, "files"> {
  const bytes = Object.entries(files).map(
    ([name, text]) => [name, fromBase64(text)] as const,
  );
  return { ...rest, files: Object.fromEntries(bytes) };
}

function runEvent(event: string, value: unknown): RunEvent | undefined {
  switch (event) {
    case "stdout":
    case "stderr":
      return { event, text: (value as { readonly text: string }).text };
    case "denied":
      return { event, denial: value as Denial };
    case "exit":
      return { event, end: withBytes(value as SentEnd) };
    case "problem": {
      const problem = value as Problem;
      throw new CallgateError(sentenceOf(problem), problem.status, problem);
    }
    default:
      // A newer service may tell more.
      return undefined;
  }
}

async function errorOf(response: Response): Promise<CallgateError> {
  const { status } = response;
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json"))
    return new CallgateError(`the service answered ${status}`, status);
  const problem = JSON.parse(text) as Problem;
  return new CallgateError(sentenceOf(problem), status, problem);
}

function sentenceOf({ title, detail, errors = [] }: Problem): string {
  const fields = errors.map(({ path, message }) => `${path} ${message}`);
  return [title, detail, ...fields]
    .filter((part) => part !== undefined)
    .join(": ");
}

/** What the service asked for, and a random part so that clients do not come back together. */
function waitMs(response: Response, attempt: number): number {
  const asked = Number(response.headers.get("retry-after") ?? "0");
  const seconds = Number.isFinite(asked) ? Math.max(0, asked) : 0;
  const jitter = Math.random() * BACKOFF_MS * 2 ** attempt;
  return Math.min(WAIT_MS_MAX, seconds * 1000) + jitter;
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
}

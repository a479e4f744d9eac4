/** What is known of a request besides what Fastify knows: its caller, its line in the log. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Lane } from "./queue.js";
import { endOf } from "./metrics.js";
import type { Job } from "./runner.js";
import type { Outcome } from "./runs.js";
import type { Service } from "./service.js";

/** A run as the log shows it: never its code, its output or a key. */
interface RunRecord {
  readonly id: string;
  readonly language: string;
  /** Where the request chose one: its name, or the digest of a text. */
  readonly policy?: string;
  readonly end: string;
  readonly waitMs: number;
  readonly runMs?: number;
  readonly denials?: number;
}

/** What the log says of a request. */
interface Line {
  readonly request: string;
  readonly method: string;
  readonly route: string;
  readonly status: number | undefined;
  readonly key?: string;
  readonly run?: RunRecord;
  readonly ms?: number;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who called; null before the key was looked at, and on routes that ask for none. */
    caller: Lane | null;
    runRecord: RunRecord | null;
  }
}

/** In whose line a request stands: with no key there is one for all. */
export function callerOf(
  { caller }: FastifyRequest,
  { anyone }: Pick<Service, "anyone">,
): Lane {
  return caller ?? anyone;
}

/** Takes a client's request id where it is harmless in a log, else makes one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(given)
    ? given
    : randomUUID();
}

/**
 * Writes one line for each request when its connection is done with it, whatever was answered
 * and by whom.
 */
export class RequestLog {
  readonly #service: Pick<Service, "metrics" | "log">;
  /** Requests that have no line yet. */
  #open = 0;
  #whenAllWritten: (() => void)[] = [];
  /** What a connection was answered below Fastify, while a request on it had no answer yet. */
  readonly #unreadable = new WeakMap<Duplex, number>();

  constructor(service: Pick<Service, "metrics" | "log">) {
    this.#service = service;
  }

  listen(app: FastifyInstance): void {
    app.decorateRequest("caller", null);
    app.decorateRequest("runRecord", null);
    app.addHook("onRequest", async (request, reply) => {
      this.begin(request, reply);
    });
  }

  begin(request: FastifyRequest, reply: FastifyReply): void {
    const from = performance.now();
    const { socket } = request.raw;
    this.#open++;
    reply.header("x-request-id", request.id);
    whenOver(reply, (isAnswered) => {
      const status = isAnswered
        ? reply.raw.statusCode
        : this.#unreadable.get(socket);
      this.#unreadable.delete(socket);
      this.#write({
        request: request.id,
        method: request.method,
        route: request.routeOptions.url ?? "unknown",
        status,
        ...(request.caller == null ? {} : { key: request.caller.name }),
        ...(request.runRecord == null ? {} : { run: request.runRecord }),
        ms: rounded(performance.now() - from),
      });
      this.#open--;
      if (this.#open > 0) return;
      for (const resolve of this.#whenAllWritten.splice(0)) resolve();
    });
  }

  /** Bytes that are no request, or not all of one, were answered `status` and the connection closed. */
  noteUnreadable(socket: Duplex, status: number): void {
    if ((openOn.get(socket)?.size ?? 0) > 0)
      this.#unreadable.set(socket, status);
    else
      this.#write({
        request: randomUUID(),
        method: "unknown",
        route: "unknown",
        status,
      });
  }

  /** Resolves once every request has its line. */
  async allWritten(): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => this.#whenAllWritten.push(resolve));
  }

  /** Without a status the client was gone before its answer. */
  #write({ request, method, route, status = 499, ...more }: Line): void {
    this.#service.metrics.observeRequest(route, method, status);
    this.#service.log.info(
      { request, method, route, status, ...more },
      status === 499 ? "request, its client gone" : "request",
    );
  }
}

/** Notes a run for its request's line, and says in the log why a sandbox failed. */
export function recordRun(
  request: FastifyRequest,
  job: Job,
  outcome: Outcome,
  service: Service,
): void {
  const { id, waitMs } = outcome;
  const base = {
    id,
    language: job.language,
    ...(job.policy === undefined
      ? {}
      : {
          policy:
            typeof job.policy === "string"
              ? job.policy
              : `sha256:${job.policy.digest}`,
        }),
    end: endOf(outcome),
    waitMs: rounded(waitMs),
  };
  request.runRecord =
    outcome.kind === "ended"
      ? {
          ...base,
          runMs: rounded(outcome.result.durationMs),
          denials: outcome.result.denials.length,
        }
      : base;
  if (outcome.kind === "failed")
    service.log.error({ run: id, err: outcome.error }, outcome.message);
  if (
    outcome.kind === "ended" &&
    outcome.result.exit.kind === "sandbox-failure"
  )
    service.log.error(
      { run: id, exit: outcome.result.exit },
      "sandbox failure",
    );
}

/** A client that takes no byte of its answer for this long is let go. */
const ANSWER_IDLE_MS = 30_000;

/** To be called when an answer begins. */
export function letStalledGo(reply: FastifyReply): void {
  reply.request.raw.socket.setTimeout(ANSWER_IDLE_MS);
}

/** Aborts when the client goes away before it has its answer. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  whenOver(reply, (isAnswered) => {
    if (!isAnswered) controller.abort();
  });
  return controller.signal;
}

interface OpenAnswer {
  readonly raw: ServerResponse;
  readonly end: () => void;
}

/** The answers that are still to go out on a connection. */
const openOn = new WeakMap<Duplex, Set<OpenAnswer>>();

/** The last request on a connection that has got its answer. */
const lastOn = new WeakMap<Duplex, IncomingMessage>();

/** Whether the request that a connection still sends has got its answer, and its line. */
export function isAnswered(socket: Duplex): boolean {
  return lastOn.get(socket)?.complete === false;
}

/** Whether part of an answer is out: another's words would fall into it. */
export function isBeingAnswered(socket: Duplex): boolean {
  return [...(openOn.get(socket) ?? [])].some(({ raw }) => raw.headersSent);
}

/**
 * Calls `tell` once, when the answer is out or the connection is gone. An answer that stands
 * behind another's on its connection (pipelining) does not learn of the latter by itself.
 */
function whenOver(
  { raw, request }: FastifyReply,
  tell: (isAnswered: boolean) => void,
): void {
  const { socket } = request.raw;
  const open = openOn.get(socket) ?? new Set();
  if (!openOn.has(socket)) {
    openOn.set(socket, open);
    socket.once("close", () => {
      for (const { end } of [...open]) end();
    });
  }
  const answer: OpenAnswer = {
    raw,
    end() {
      if (!open.delete(answer)) return;
      raw.off("close", answer.end);
      lastOn.set(socket, request.raw);
      tell(raw.writableFinished);
    },
  };
  open.add(answer);
  raw.once("close", answer.end);
  if (raw.destroyed || socket.destroyed) answer.end();
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** What is known of a request besides what Fastify knows: its caller, its line in the log. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
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

declare module "fastify" {
  interface FastifyRequest {
    /** Who called; null before the key was looked at, and on routes that ask for none. */
    caller: Lane | null;
    runRecord: RunRecord | null;
  }
}

/** Takes a client's request id where it is harmless in a log, else makes one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(given)
    ? given
    : randomUUID();
}

/** Writes one line for each request when its connection is done with it. */
export function recordRequests(app: FastifyInstance, service: Service): void {
  app.decorateRequest("caller", null);
  app.decorateRequest("runRecord", null);
  app.addHook("onRequest", async (request, reply) => {
    const from = performance.now();
    reply.header("x-request-id", request.id);
    reply.raw.once("close", () => {
      const route = request.routeOptions.url ?? "unknown";
      const isAnswered = reply.raw.writableFinished;
      const status = isAnswered ? reply.raw.statusCode : 499;
      service.metrics.observeRequest(route, request.method, status);
      service.log.info(
        {
          request: request.id,
          method: request.method,
          route,
          status,
          ...(request.caller === null ? {} : { key: request.caller.name }),
          ...(request.runRecord === null ? {} : { run: request.runRecord }),
          ms: rounded(performance.now() - from),
        },
        isAnswered ? "request" : "request, its client gone",
      );
    });
  });
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
  if (reply.raw.destroyed) controller.abort();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Problem documents (RFC 9457): how callgate's own routes say what went wrong. */
import type { FastifyReply } from "fastify";

/** Every type there is, with its status and title. `docs/http-api.md` lists them. */
export const PROBLEMS = {
  "bad-request": { status: 400, title: "The request can't be read" },
  "invalid-request": { status: 400, title: "Fields of the request are wrong" },
  "limit-too-high": {
    status: 400,
    title: "A limit is above the service's own",
  },
  unauthorized: { status: 401, title: "The key is missing or wrong" },
  "foreign-origin": {
    status: 403,
    title: "A page of another origin may not call a service without a key",
  },
  "not-found": { status: 404, title: "There is nothing here" },
  "no-such-run": {
    status: 404,
    title: "No run of this key has that id",
  },
  "no-such-policy": { status: 404, title: "No policy of that name ships" },
  "method-not-allowed": {
    status: 405,
    title: "This path has no such method",
  },
  "run-exists": { status: 409, title: "A run of that id is under way" },
  "run-ended": { status: 409, title: "The run was ended before it started" },
  "body-too-large": { status: 413, title: "The body is larger than 10 MiB" },
  "unsupported-media-type": {
    status: 415,
    title: "The body must be application/json",
  },
  "policy-not-allowed": {
    status: 403,
    title: "This service lets nobody choose that policy",
  },
  "policy-too-loose": {
    status: 403,
    title: "The policy allows more than callers may allow",
  },
  "network-disabled": {
    status: 403,
    title: "This service gives no network",
  },
  "bad-policy": { status: 422, title: "The policy is wrong" },
  "policy-unfit": {
    status: 422,
    title: "No code starts under that policy",
  },
  "too-costly": {
    status: 422,
    title: "The policy takes more time or memory than it may",
  },
  "internal-error": { status: 500, title: "callgate made a mistake" },
  "sandbox-failure": { status: 500, title: "The sandbox failed" },
  "too-many-requests": {
    status: 503,
    title: "As many requests as allowed are in the house",
  },
  "waited-too-long": {
    status: 503,
    title: "The request waited too long for its turn",
  },
  "going-down": { status: 503, title: "The service is going down" },
} as const satisfies Record<
  string,
  { readonly status: number; readonly title: string }
>;

export type ProblemType = keyof typeof PROBLEMS;

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

export function problemOf(
  type: ProblemType,
  detail?: string,
  extensions: Readonly<Record<string, unknown>> = {},
): Problem {
  const { status, title } = PROBLEMS[type];
  return {
    type: `urn:callgate:problem:${type}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...extensions,
  };
}

export function sendProblem(
  reply: FastifyReply,
  type: ProblemType,
  detail?: string,
  extensions?: Readonly<Record<string, unknown>>,
): FastifyReply {
  return sendProblemDocument(reply, problemOf(type, detail, extensions));
}

export function sendProblemDocument(
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  return reply
    .code(problem.status)
    .type("application/problem+json")
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

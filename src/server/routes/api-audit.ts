/** `POST /api/v1/check` and its like: policies, and what they mean. */
import type { FastifyInstance } from "fastify";
import {
  checkAnswerSchema,
  checkSchema,
  compileAnswerSchema,
  compileSchema,
  diffSchema,
  explainAnswerSchema,
  explainSchema,
  simulateAnswerSchema,
  simulateSchema,
  verifyAnswerSchema,
  verifySchema,
} from "../api/audit-schemas.js";
import { diffAnswerSchema } from "../api/diff-schema.js";
import { problemResponse } from "../api/schemas.js";
import { AUDIT_RETRY_AFTER_S } from "../audit/auditor.js";
import type { AuditRequest } from "../audit/model.js";
import { refusalAnswer, sendNo } from "../api/run-answers.js";
import { sendProblem } from "../problem.js";
import { callerOf, clientSignal } from "../requests.js";
import type { Service } from "../service.js";

const ROUTES = [
  {
    kind: "check",
    summary: "Everything that is wrong with a policy",
    body: checkSchema,
    answer: checkAnswerSchema,
  },
  {
    kind: "compile",
    summary: "A policy's programs, proven to mean what it says",
    body: compileSchema,
    answer: compileAnswerSchema,
  },
  {
    kind: "simulate",
    summary: "What a policy answers to calls, and which rule is behind it",
    body: simulateSchema,
    answer: simulateAnswerSchema,
  },
  {
    kind: "explain",
    summary: "Every rule that touches a syscall, with a call that it answers",
    body: explainSchema,
    answer: explainAnswerSchema,
  },
  {
    kind: "diff",
    summary: "What two policies or programs answer differently, proven",
    body: diffSchema,
    answer: diffAnswerSchema,
  },
  {
    kind: "verify",
    summary: "Whether a program does what a policy says, proven",
    body: verifySchema,
    answer: verifyAnswerSchema,
  },
] as const;

export function apiAuditRoutes(app: FastifyInstance, service: Service): void {
  for (const { kind, summary, body, answer } of ROUTES)
    app.post<{ Body: object }>(
      `/${kind}`,
      {
        schema: {
          operationId: kind,
          summary,
          tags: ["policies"],
          body,
          response: {
            200: { description: "What was found", ...answer },
            "4xx": problemResponse("The request or the policy is wrong"),
            "5xx": problemResponse("Too many requests, or a fault"),
          },
        },
      },
      async (request, reply) => {
        // The schema of each route makes its body what its kind says.
        const asked = { ...(request.body as object), kind } as AuditRequest;
        const outcome = await service.auditor.ask(
          asked,
          callerOf(request, service),
          clientSignal(reply),
        );
        switch (outcome.kind) {
          case "done":
            return reply
              .type("application/json; charset=utf-8")
              .serializer((payload: unknown) => String(payload))
              .send(outcome.json);
          case "wrong": {
            const { message, hint, diagnostics } = outcome;
            const more = { hint, diagnostics };
            return sendProblem(reply, "bad-policy", message, more);
          }
          case "too-costly":
            return sendProblem(reply, "too-costly");
          case "refused":
            return sendNo(
              reply,
              refusalAnswer(outcome.reason, AUDIT_RETRY_AFTER_S),
            );
          default:
            return outcome satisfies never;
        }
      },
    );
}

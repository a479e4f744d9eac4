/** `POST /v1/sandbox/run`. */
import type { FastifyInstance, FastifyReply } from "fastify";
import {
  failure,
  NETWORK_DISABLED,
  success,
  TOO_MANY_REQUESTS,
} from "../dify/envelope.js";
import {
  difyDataSchema,
  difyResponses,
  difyRunSchema,
} from "../dify/schemas.js";
import { readRunBody } from "../dify/run-body.js";
import { runDataOf } from "../dify/run-data.js";
import type { Refusal } from "../queue.js";
import type { RunResult } from "../../runtime/model.js";
import { callerOf, clientSignal, recordRun } from "../requests.js";
import type { Job } from "../runner.js";
import type { Outcome } from "../runs.js";
import type { Service } from "../service.js";
import { sendFailure } from "./dify.js";

export function difyRunRoute(app: FastifyInstance, service: Service): void {
  const { configuration, runs } = service;
  app.post(
    "/run",
    {
      schema: {
        operationId: "difyRun",
        summary: "Run code, as DifySandbox does",
        tags: ["dify"],
        body: difyRunSchema,
        response: difyResponses(difyDataSchema),
      },
      // A full house says so before it reads a body.
      onRequest: async (request, reply) => {
        const reason = runs.refusalOf(callerOf(request, service));
        if (reason === undefined) return;
        return sendRefusal(reply, reason, runs.retryAfterS);
      },
    },
    async (request, reply) => {
      const reading = readRunBody(request.body);
      if (reading.kind === "wrong")
        return sendFailure(reply, 400, reading.message);
      const { language, code, preload, enableNetwork } = reading.body;
      if (enableNetwork && !configuration.enableNetwork)
        return failure(-400, NETWORK_DISABLED);
      const job: Job = {
        language,
        code: configuration.enablePreload ? withPreload(preload, code) : code,
        network: enableNetwork,
      };
      const outcome = await runs.run(
        job,
        callerOf(request, service),
        clientSignal(reply),
      );
      recordRun(request, job, outcome, service);
      return answer(reply, outcome);
    },
  );
}

function answer(reply: FastifyReply, outcome: Outcome): unknown {
  return outcome.kind === "ended" && hasData(outcome.result)
    ? success(runDataOf(outcome.result))
    : answerWithoutData(reply, outcome);
}

/** A run that came to an end of its own, however bad. */
export function hasData({ exit }: RunResult): boolean {
  return exit.kind !== "sandbox-failure" && exit.kind !== "aborted";
}

/** Says why there is no result. */
export function answerWithoutData(
  reply: FastifyReply,
  outcome: Outcome,
): unknown {
  switch (outcome.kind) {
    case "refused":
      return sendRefusal(reply, outcome.reason, outcome.retryAfterS);
    case "invalid":
      return sendFailure(reply, 400, withHint(outcome.message, outcome.hint));
    case "unfit":
    case "failed":
      return failure(-500, withHint(outcome.message, outcome.hint));
    case "ended": {
      const { exit } = outcome.result;
      return failure(
        -500,
        exit.kind === "sandbox-failure"
          ? withHint(exit.message, exit.hint)
          : "the run was ended before it was done",
      );
    }
    default:
      return outcome satisfies never;
  }
}

export function sendRefusal(
  reply: FastifyReply,
  reason: Refusal,
  retryAfterS: number,
): FastifyReply {
  reply.header("retry-after", String(retryAfterS));
  return sendFailure(reply, 503, REFUSALS[reason]);
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  full: TOO_MANY_REQUESTS,
  waited: "the request waited too long for its turn",
  gone: "the request was given up",
  closed: "the service is going down",
};

/** The preload is code like any other: inside the sandbox, behind the same filter. */
function withPreload(preload: string, code: string): string {
  return preload === "" ? code : `${preload}\n${code}`;
}

function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}

/** `POST /api/v1/runs` and `DELETE /api/v1/runs/{id}`. */
import type { FastifyInstance, FastifyReply } from "fastify";
import {
  problemResponse,
  runRequestSchema,
  runResultSchema,
} from "../api/schemas.js";
import { sendProblem, type ProblemType } from "../problem.js";
import type { Refusal } from "../queue.js";
import { clientSignal, recordRun } from "../requests.js";
import type { Language, Limits } from "../../runtime/model.js";
import type { Job } from "../runner.js";
import type { Outcome } from "../runs.js";
import type { Service } from "../service.js";

/** `runRequestSchema`, as it was checked. */
interface RunBody {
  readonly id?: string;
  readonly language: Language;
  readonly code: string;
  readonly stdin?: string;
  readonly args?: readonly string[];
  readonly network?: boolean;
  readonly limits?: Partial<Limits>;
}

export function apiRunsRoutes(app: FastifyInstance, service: Service): void {
  const { configuration, runs } = service;

  app.post<{ Body: RunBody }>(
    "/runs",
    {
      schema: {
        operationId: "run",
        summary: "Run code and answer when it is done",
        tags: ["runs"],
        body: runRequestSchema,
        response: {
          200: { description: "How the run went", ...runResultSchema },
          "4xx": problemResponse("The request is wrong"),
          "5xx": problemResponse("No run: full, going down, or a fault"),
        },
      },
      onRequest: async (request, reply) => {
        const reason = runs.refusalOf(request.caller ?? service.anyone);
        if (reason === undefined) return;
        return sendRefusal(reply, reason, runs.retryAfterS);
      },
    },
    async (request, reply) => {
      const { id, network = false, ...rest } = request.body;
      if (network && !configuration.enableNetwork)
        return sendProblem(reply, "network-disabled");
      if (id !== undefined && runs.isLive(id))
        return sendProblem(reply, "run-exists", `a run ${id} is under way`);
      const tooMuch = limitsAbove(rest.limits ?? {}, configuration.limits);
      if (tooMuch.length > 0)
        return sendProblem(reply, "limit-too-high", undefined, {
          errors: tooMuch,
        });
      const job: Job = { ...rest, network };
      const outcome = await runs.run(
        job,
        request.caller ?? service.anyone,
        clientSignal(reply),
        id,
      );
      recordRun(request, job, outcome, service);
      return answer(reply, outcome);
    },
  );

  app.delete<{ Params: { id: string } }>(
    "/runs/:id",
    {
      schema: {
        operationId: "endRun",
        summary: "End a run that waits or runs",
        tags: ["runs"],
        params: {
          type: "object",
          required: ["id"],
          properties: { id: { type: "string" } },
        },
        response: {
          204: { type: "null", description: "It is ended" },
          "4xx": problemResponse("There is no such run of this key"),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      return runs.end(id, request.caller ?? service.anyone)
        ? reply.code(204).send()
        : sendProblem(reply, "no-such-run");
    },
  );
}

function answer(reply: FastifyReply, outcome: Outcome): unknown {
  switch (outcome.kind) {
    case "refused":
      return sendRefusal(reply, outcome.reason, outcome.retryAfterS);
    case "failed": {
      const { id, message, hint } = outcome;
      return sendProblem(reply, "sandbox-failure", message, { id, hint });
    }
    case "ended": {
      const { id, result, waitMs } = outcome;
      if (result.exit.kind !== "sandbox-failure")
        return { id, ...result, waitMs };
      const { layer, message, hint } = result.exit;
      return sendProblem(reply, "sandbox-failure", message, {
        id,
        layer,
        hint,
      });
    }
    default:
      return outcome satisfies never;
  }
}

function sendRefusal(
  reply: FastifyReply,
  reason: Refusal,
  retryAfterS: number,
): FastifyReply {
  reply.header("retry-after", String(retryAfterS));
  return sendProblem(reply, REFUSALS[reason]);
}

const REFUSALS: Readonly<Record<Refusal, ProblemType>> = {
  full: "too-many-requests",
  waited: "waited-too-long",
  gone: "run-ended",
  closed: "going-down",
};

/** Which of `asked` are above the service's, as problem documents list them. */
function limitsAbove(
  asked: Partial<Limits>,
  most: Limits,
): readonly { path: string; message: string }[] {
  const names = Object.keys(asked) as readonly (keyof Limits)[];
  return names
    .filter((name) => (asked[name] ?? 0) > most[name])
    .map((name) => ({
      path: `/limits/${name}`,
      message: `must be ${most[name]} or less`,
    }));
}

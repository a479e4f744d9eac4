/** `POST /api/v1/runs` and `DELETE /api/v1/runs/{id}`. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { EventStream, wantsEvents } from "../api/event-stream.js";
import {
  refusalAnswer,
  runAnswer,
  sendNo,
  type RunAnswer,
} from "../api/run-answers.js";
import { runPolicy, type AskedPolicy } from "../api/run-policies.js";
import {
  problemResponse,
  runRequestSchema,
  runResultSchema,
} from "../api/schemas.js";
import { bytesOfBase64, NOT_BASE64 } from "../base64.js";
import { pointer, type FieldError } from "../api/validation.js";
import { sendProblem } from "../problem.js";
import { callerOf, clientSignal, recordRun } from "../requests.js";
import type { Files, Language, Limits } from "../../runtime/model.js";
import type { Job } from "../runner.js";
import type { Service } from "../service.js";

/** `runRequestSchema`, as it was checked. */
interface RunBody {
  readonly id?: string;
  readonly language: Language;
  readonly code: string;
  readonly stdin?: string;
  /** In base64. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly policy?: AskedPolicy;
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
        summary: "Run code; answer when it is done, or with events as it goes",
        tags: ["runs"],
        body: runRequestSchema,
        response: {
          200: {
            description:
              "How the run went; with `Accept: text/event-stream`, events: `stdout`, `stderr` and `denied`, the first refused call of each kind, as they come, then `exit` with the rest of the result, or `problem`",
            content: {
              "application/json": { schema: runResultSchema },
              "text/event-stream": { schema: { type: "string" } },
            },
          },
          "4xx": problemResponse("The request is wrong"),
          "5xx": problemResponse("No run: full, going down, or a fault"),
        },
      },
      onRequest: async (request, reply) => {
        const reason = runs.refusalOf(callerOf(request, service));
        if (reason === undefined) return;
        return sendNo(reply, refusalAnswer(reason, runs.retryAfterS));
      },
    },
    async (request, reply) => {
      const {
        id,
        network = false,
        policy: asked,
        files: encoded,
        ...rest
      } = request.body;
      if (network && !configuration.enableNetwork)
        return sendProblem(reply, "network-disabled");
      const tooMuch = limitsAbove(rest.limits ?? {}, configuration.limits);
      if (tooMuch.length > 0)
        return sendProblem(reply, "limit-too-high", undefined, {
          errors: tooMuch,
        });
      const files = encoded && filesOf(encoded);
      if (files !== undefined && files.wrong.length > 0)
        return sendProblem(reply, "invalid-request", undefined, {
          errors: files.wrong,
        });
      const signal = clientSignal(reply);
      const chosen = await runPolicy(
        asked,
        rest.language,
        network,
        service,
        callerOf(request, service),
        signal,
      );
      if (chosen.kind === "problem") return sendNo(reply, chosen);
      if (id !== undefined && runs.isLive(id))
        return sendProblem(reply, "run-exists", `a run ${id} is under way`);
      const { policy } = chosen;
      const job: Job = {
        ...rest,
        network,
        ...(policy === undefined ? {} : { policy }),
        ...(files === undefined ? {} : { files: files.files }),
      };
      const events = wantsEvents(request) ? new EventStream(reply) : undefined;
      try {
        const outcome = await runs.run(
          job,
          callerOf(request, service),
          signal,
          id,
          events && {
            onOutput: (stream, text) => events.send(stream, { text }),
            onDenied: (denial) => events.send("denied", denial),
          },
        );
        recordRun(request, job, outcome, service);
        const answer = runAnswer(outcome);
        if (
          events === undefined ||
          (answer.kind === "problem" && !events.isOpen)
        )
          return send(reply, answer);
        finish(events, answer);
        return reply;
      } finally {
        events?.end();
      }
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
      return runs.end(id, callerOf(request, service))
        ? reply.code(204).send()
        : sendProblem(reply, "no-such-run");
    },
  );
}

/** The result, or a problem with its status. */
function send(reply: FastifyReply, answer: RunAnswer): unknown {
  return answer.kind === "result" ? answer.result : sendNo(reply, answer);
}

/** The end of a stream: what is not yet said of the result. */
function finish(events: EventStream, answer: RunAnswer): void {
  if (answer.kind === "problem") {
    events.send("problem", answer.problem);
    return;
  }
  // A key without a value is left out of JSON.
  events.send("exit", {
    ...answer.result,
    stdout: undefined,
    stderr: undefined,
  });
}

/** The bytes of each file, and which are not base64. */
function filesOf(encoded: Readonly<Record<string, string>>): {
  readonly files: Files;
  readonly wrong: readonly FieldError[];
} {
  const wrong: FieldError[] = [];
  const files = Object.entries(encoded).map(([name, base64]) => {
    const bytes = bytesOfBase64(base64);
    if (bytes === undefined)
      wrong.push({ path: `/files/${pointer(name)}`, message: NOT_BASE64 });
    return [name, bytes ?? new Uint8Array()] as const;
  });
  return { files: Object.fromEntries(files), wrong };
}

/** Which of `asked` are above the service's, as problem documents list them. */
function limitsAbove(
  asked: Partial<Limits>,
  most: Limits,
): readonly FieldError[] {
  const names = Object.keys(asked) as readonly (keyof Limits)[];
  return names
    .filter((name) => (asked[name] ?? 0) > most[name])
    .map((name) => ({
      path: `/limits/${name}`,
      message: `must be ${most[name]} or less`,
    }));
}

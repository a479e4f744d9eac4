/** `GET /v1/sandbox/dependencies`, `GET …/refresh` and `POST …/update`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Fault } from "../../document/fault.js";
import {
  failure,
  missingField,
  success,
  UNSUPPORTED_LANGUAGE,
} from "../dify/envelope.js";
import {
  difyResponses,
  languageBodySchema,
  languageQuerySchema,
  packagesSchema,
} from "../dify/schemas.js";
import { languageField } from "../dify/run-body.js";
import { listingJob, packagesIn, type Package } from "../packages.js";
import { callerOf, clientSignal, recordRun } from "../requests.js";
import type { Outcome } from "../runs.js";
import type { Service } from "../service.js";
import { sendFailure } from "./dify.js";
import { answerWithoutData, hasData, sendRefusal } from "./dify-run.js";

export function difyDependenciesRoutes(
  app: FastifyInstance,
  service: Service,
): void {
  let known: readonly Package[] | undefined;

  const list = async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> => {
    const outcome: Outcome = await service.runs.run(
      listingJob,
      callerOf(request, service),
      clientSignal(reply),
    );
    recordRun(request, listingJob, outcome, service);
    if (outcome.kind !== "ended" || !hasData(outcome.result))
      return answerWithoutData(reply, outcome);
    const { exit, stdout } = outcome.result;
    const listed =
      exit.kind === "exit" && exit.code === 0 ? packagesIn(stdout) : undefined;
    if (listed === undefined)
      return failure(-500, "the packages could not be listed");
    known = listed;
    return success({ dependencies: listed });
  };

  app.addHook("preHandler", async (request, reply) => {
    const language = languageField(request.query, request.body);
    if (language === undefined)
      return sendFailure(reply, 400, missingField("Language"));
    if (language !== "python3")
      return sendFailure(reply, 400, UNSUPPORTED_LANGUAGE);
    return undefined;
  });
  const responses = difyResponses(packagesSchema);
  app.get(
    "",
    {
      schema: {
        operationId: "difyPackages",
        summary: "The Python packages that code finds",
        tags: ["dify"],
        querystring: languageQuerySchema,
        response: responses,
      },
    },
    (request, reply) =>
      known === undefined
        ? list(request, reply)
        : success({ dependencies: known }),
  );
  app.get(
    "/refresh",
    {
      schema: {
        operationId: "difyRefreshPackages",
        summary: "The same, looked at anew",
        tags: ["dify"],
        querystring: languageQuerySchema,
        response: responses,
      },
    },
    list,
  );
  app.post(
    "/update",
    {
      schema: {
        operationId: "difyUpdatePackages",
        summary: "Install the operator's packages",
        tags: ["dify"],
        body: languageBodySchema,
        response: difyResponses({ type: "object" }),
      },
    },
    async (_request, reply) => {
      if (service.isGoingDown())
        return sendRefusal(reply, "closed", service.runs.retryAfterS);
      try {
        await service.installer.install();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        service.log.warn({ err: error }, error.message);
        const hint = error.hint === undefined ? "" : `; ${error.hint}`;
        return failure(-500, error.message + hint);
      }
      known = undefined;
      await service.runner.renew("python3");
      return success({});
    },
  );
}

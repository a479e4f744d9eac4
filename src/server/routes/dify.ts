/** DifySandbox's routes, with its envelope, its statuses and its texts. */
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { acceptFormsToo, acceptJson, BodyFault } from "../body.js";
import { failure } from "../dify/envelope.js";
import { askForKey } from "../guards.js";
import type { Service } from "../service.js";
import { difyDependenciesRoutes } from "./dify-dependencies.js";
import { difyRunRoute } from "./dify-run.js";

export async function difyRoutes(
  app: FastifyInstance,
  service: Service,
): Promise<void> {
  // The schemas are for their readers: the contract's own checks and texts hold.
  app.setValidatorCompiler(() => () => true);
  acceptJson(app);
  acceptFormsToo(app);
  askForKey(app, service, (reply) => reply.code(401).send());
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode === 413)
      return sendFailure(reply, 413, "the body is larger than 10 MiB");
    if (error instanceof BodyFault || statusCode < 500)
      return sendFailure(reply, 400, error.message);
    service.log.error({ request: request.id, err: error }, "internal error");
    return sendFailure(reply, 500, `internal error, request ${request.id}`);
  });
  difyRunRoute(app, service);
  await app.register(
    async (dependencies) => difyDependenciesRoutes(dependencies, service),
    { prefix: "/dependencies" },
  );
}

/** Status and code of one kind: 400 and -400. */
export function sendFailure(
  reply: FastifyReply,
  status: number,
  message: string,
): FastifyReply {
  return reply.code(status).send(failure(-status, message));
}

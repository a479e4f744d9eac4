/** callgate's own API: checked against its schemas, errors as problem documents. */
import type { FastifyInstance } from "fastify";
import { letPagesCall } from "../api/cors.js";
import { acceptJson } from "../body.js";
import { askForKey } from "../guards.js";
import { sendProblem } from "../problem.js";
import type { Service } from "../service.js";
import { apiAuditRoutes } from "./api-audit.js";
import { apiPoliciesRoutes } from "./api-policies.js";
import { apiRunsRoutes } from "./api-runs.js";

export async function apiRoutes(
  app: FastifyInstance,
  service: Service,
): Promise<void> {
  // Before keys are asked for: a browser's preflight sends none.
  await letPagesCall(app, service.configuration.corsOrigins);
  acceptJson(app);
  askForKey(app, service, (reply) => sendProblem(reply, "unauthorized"));
  apiRunsRoutes(app, service);
  apiPoliciesRoutes(app);
  apiAuditRoutes(app, service);
}

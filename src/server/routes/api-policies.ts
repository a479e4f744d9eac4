/** `GET /api/v1/policies` and `GET /api/v1/policies/{name}`. */
import type { FastifyInstance } from "fastify";
import { policyDetail, policySummaries } from "../api/policies.js";
import {
  policyDetailSchema,
  policySummarySchema,
  problemResponse,
} from "../api/schemas.js";
import { sendProblem } from "../problem.js";

export function apiPoliciesRoutes(app: FastifyInstance): void {
  app.get(
    "/policies",
    {
      schema: {
        operationId: "listPolicies",
        summary: "The policies that ship, with their digests",
        tags: ["policies"],
        response: {
          200: {
            description: "Every shipped policy",
            type: "object",
            required: ["policies"],
            properties: {
              policies: { type: "array", items: policySummarySchema },
            },
          },
          "4xx": problemResponse("The key is wrong"),
        },
      },
    },
    async () => ({ policies: await policySummaries() }),
  );

  app.get<{ Params: { name: string } }>(
    "/policies/:name",
    {
      schema: {
        operationId: "getPolicy",
        summary: "One policy with its rules, in the order they are tried",
        tags: ["policies"],
        params: {
          type: "object",
          required: ["name"],
          properties: { name: { type: "string" } },
        },
        response: {
          200: { description: "The policy", ...policyDetailSchema },
          "4xx": problemResponse("There is no such policy"),
        },
      },
    },
    async (request, reply) =>
      (await policyDetail(request.params.name)) ??
      sendProblem(reply, "no-such-policy"),
  );
}

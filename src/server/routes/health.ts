/** `GET /health`: the process answers. Nothing else is looked at. */
import type { FastifyInstance } from "fastify";
import { foreignResponse } from "../api/schemas.js";

export function healthRoute(app: FastifyInstance): void {
  app.get(
    "/health",
    {
      schema: {
        operationId: "health",
        summary: "Whether the process answers",
        tags: ["operations"],
        security: [],
        response: {
          200: { description: "It does", type: "string", const: "ok" },
          "4xx": foreignResponse,
        },
      },
    },
    (_request, reply) =>
      reply.type("application/json; charset=utf-8").send('"ok"'),
  );
}

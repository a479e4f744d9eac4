/** `GET /health`: the process answers. Nothing else is looked at. */
import type { FastifyInstance } from "fastify";

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
        },
      },
    },
    (_request, reply) =>
      reply.type("application/json; charset=utf-8").send('"ok"'),
  );
}

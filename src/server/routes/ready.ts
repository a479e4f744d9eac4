/** `GET /ready`: 200 once every sandbox answers, 503 before, and while the service goes down. */
import type { FastifyInstance } from "fastify";
import { foreignResponse } from "../api/schemas.js";
import type { Service } from "../service.js";

export function readyRoute(app: FastifyInstance, service: Service): void {
  const state = {
    type: "object",
    required: ["ready"],
    properties: {
      ready: { type: "boolean" },
      because: { type: "array", items: { type: "string" } },
    },
  } as const;
  app.get(
    "/ready",
    {
      schema: {
        operationId: "ready",
        summary: "Whether it takes runs",
        tags: ["operations"],
        security: [],
        response: {
          200: { description: "It does", ...state },
          "4xx": foreignResponse,
          503: { description: "Not yet, or no more", ...state },
        },
      },
    },
    async (_request, reply) => {
      const because = service.isGoingDown()
        ? ["the service is going down"]
        : await service.runner.warm();
      if (because.length === 0) return { ready: true };
      return reply.code(503).send({ ready: false, because });
    },
  );
}

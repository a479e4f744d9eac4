/** `GET /metrics`: for Prometheus. Asks for a key where there is one. */
import type { FastifyInstance } from "fastify";
import { problemResponse } from "../api/schemas.js";
import type { Service } from "../service.js";

export function metricsRoute(app: FastifyInstance, service: Service): void {
  app.get(
    "/metrics",
    {
      schema: {
        operationId: "metrics",
        summary: "Metrics for Prometheus",
        tags: ["operations"],
        response: {
          200: {
            description: "Prometheus's text format",
            content: { "text/plain": { schema: { type: "string" } } },
          },
          "4xx": problemResponse("The key is missing or wrong"),
        },
      },
    },
    async (_request, reply) =>
      reply
        .type(service.metrics.contentType)
        .send(await service.metrics.text()),
  );
}

/** `GET /metrics`: for Prometheus. Asks for a key where there is one. */
import type { FastifyInstance } from "fastify";
import type { Service } from "../service.js";

export function metricsRoute(app: FastifyInstance, service: Service): void {
  app.get("/metrics", async (_request, reply) =>
    reply.type(service.metrics.contentType).send(await service.metrics.text()),
  );
}

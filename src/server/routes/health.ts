/** `GET /health`: the process answers. Nothing else is looked at. */
import type { FastifyInstance } from "fastify";

export function healthRoute(app: FastifyInstance): void {
  app.get("/health", (_request, reply) =>
    reply.type("application/json; charset=utf-8").send('"ok"'),
  );
}

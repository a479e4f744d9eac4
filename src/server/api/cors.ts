/** CORS: which pages of other origins browsers let call `/api/v1`. None unless configured. */
import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** For how long a browser may remember a preflight's answer. */
const PREFLIGHT_S = 600;

export async function letPagesCall(
  app: FastifyInstance,
  origins: readonly string[],
): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ["GET", "POST", "DELETE"],
    allowedHeaders: [
      "accept",
      "authorization",
      "content-type",
      "x-api-key",
      "x-request-id",
    ],
    exposedHeaders: ["retry-after", "x-request-id"],
    maxAge: PREFLIGHT_S,
  });
}

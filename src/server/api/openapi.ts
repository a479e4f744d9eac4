/** The OpenAPI document, made from the routes' own schemas. */
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";

export function describeRoutes(
  app: FastifyInstance,
  version: string,
  asksForKey: boolean,
): void {
  void app.register(swagger, {
    hideUntagged: true,
    exposeHeadRoutes: false,
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "callgate",
        version,
        description:
          "Runs Python and Node.js code behind syscall policies. Errors of /api/v1 are problem documents (RFC 9457); /v1/sandbox is DifySandbox's contract.",
        license: {
          name: "Apache-2.0",
          url: "https://www.apache.org/licenses/LICENSE-2.0",
        },
      },
      servers: [{ url: "/", description: "This service" }],
      tags: [
        { name: "runs", description: "Running code" },
        { name: "policies", description: "What code may do" },
        { name: "dify", description: "DifySandbox's contract" },
        { name: "operations", description: "For those who run the service" },
      ],
      components: {
        securitySchemes: {
          key: { type: "apiKey", in: "header", name: "X-Api-Key" },
          bearer: { type: "http", scheme: "bearer" },
        },
      },
      security: asksForKey ? [{ key: [] }, { bearer: [] }] : [],
    },
  });
}

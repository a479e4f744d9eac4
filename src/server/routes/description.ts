/** `GET /api/v1/openapi.json`, and `GET /docs`: the same for people, without a script. */
import type { FastifyInstance } from "fastify";
import { foreignResponse } from "../api/schemas.js";

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<
    Record<string, { readonly description?: string }>
  >;
}

export function descriptionRoutes(app: FastifyInstance): void {
  app.get(
    "/api/v1/openapi.json",
    {
      schema: {
        operationId: "describe",
        summary: "This document",
        tags: ["operations"],
        security: [],
        response: {
          200: { description: "OpenAPI 3.1", type: "object" },
          "4xx": foreignResponse,
        },
      },
    },
    () => app.swagger(),
  );
  app.get("/docs", (_request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      )
      .send(pageOf(app)),
  );
}

function pageOf(app: FastifyInstance): string {
  const { info, paths = {} } = app.swagger() as {
    readonly info: {
      readonly title: string;
      readonly version: string;
      readonly description?: string;
    };
    readonly paths?: Readonly<
      Record<string, Readonly<Record<string, Operation>>>
    >;
  };
  const sections = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      sectionOf(method, path, operation),
    ),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)}: the HTTP API</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font: 600 1rem ui-monospace, monospace; border-top: 1px solid #ccc; padding-top: 1rem; }
pre { background: #f4f4f4; color: #111; padding: 1rem; overflow: auto; }
</style>
<h1>${escaped(info.title)} ${escaped(info.version)}</h1>
<p>${escaped(info.description ?? "")}</p>
<p><a href="/api/v1/openapi.json">The same as OpenAPI 3.1</a></p>
${sections.join("\n")}
</html>
`;
}

function sectionOf(method: string, path: string, operation: Operation): string {
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, { description }]) =>
      `<li><code>${escaped(status)}</code> ${escaped(description ?? "")}</li>`,
  );
  const body =
    operation.requestBody === undefined
      ? ""
      : `<details><summary>Body</summary><pre>${escaped(JSON.stringify(operation.requestBody, null, 2))}</pre></details>`;
  return `<h2>${escaped(method.toUpperCase())} ${escaped(path)}</h2>
<p>${escaped(operation.summary ?? "")}</p>
${body}
<ul>${answers.join("")}</ul>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

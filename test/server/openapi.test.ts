/** The OpenAPI document: what a linter of such documents looks for, and a linter. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  call,
  configurationOf,
  HeldRunner,
  start,
  type Started,
} from "./support.js";

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description?: string; readonly content?: Content }
    >
  >;
}
type Content = Readonly<Record<string, { readonly schema?: object }>>;

let started: Started;
let operations: [string, Operation][];
let tags: string[];
let text: string;
beforeAll(async () => {
  started = await start(
    new HeldRunner(),
    configurationOf({ API_KEY: "a key of some length" }),
  );
  const answer = await call(`${started.address}/api/v1/openapi.json`);
  text = answer.text;
  const { json } = answer;
  const document = json as {
    readonly tags: readonly { readonly name: string }[];
    readonly paths: Readonly<
      Record<string, Readonly<Record<string, Operation>>>
    >;
    readonly info: Readonly<Record<string, unknown>>;
    readonly security: readonly unknown[];
  };
  expect(document).toMatchObject({
    openapi: "3.1.0",
    info: { title: "callgate", license: { url: expect.any(String) } },
    servers: [{ url: expect.any(String) }],
    security: [{ key: [] }, { bearer: [] }],
    components: { securitySchemes: { key: {}, bearer: {} } },
  });
  tags = document.tags.map(({ name }) => name);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => started[Symbol.asyncDispose]());

it("Redocly's linter finds nothing to say", async () => {
  const folder = mkdtempSync(join(tmpdir(), "callgate-openapi-"));
  try {
    const file = join(folder, "openapi.json");
    writeFileSync(file, text);
    const program = createRequire(import.meta.url).resolve(
      "@redocly/cli/bin/cli.js",
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [program, "lint", file, "--format=json"],
      {
        cwd: folder,
        env: {
          ...process.env,
          REDOCLY_TELEMETRY: "off",
          REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
        },
      },
    ).catch((error: { readonly stdout: string }) => error);
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { errors: 0, warnings: 0, ignored: 0 },
      problems: [],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

it("every operation has an id of its own, a summary, and tags that are described", () => {
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(operations.length);
  for (const [name, operation] of operations) {
    expect([name, operation.summary]).toEqual([name, expect.any(String)]);
    expect(operation.tags?.length, name).toBeGreaterThan(0);
    expect(tags, name).toEqual(
      expect.arrayContaining([...(operation.tags ?? [])]),
    );
  }
});

it("every operation describes success, and refusal where it asks for a key", () => {
  for (const [name, { responses, security }] of operations) {
    const statuses = Object.keys(responses);
    expect(
      statuses.some((status) => /^2/.test(status)),
      name,
    ).toBe(true);
    const isOpen = security?.length === 0;
    expect(isOpen || statuses.some((status) => /^4/.test(status)), name).toBe(
      true,
    );
    for (const { description } of Object.values(responses))
      expect([name, description]).toEqual([name, expect.stringMatching(/./)]);
  }
});

it("every parameter of a path is described, and none that there is not", () => {
  for (const [name, { parameters = [] }] of operations) {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, each]) => each);
    const described = parameters.filter((each) => each.in === "path");
    expect(described.map((each) => each.name)).toEqual(inPath);
    expect(described.every(({ required }) => required === true)).toBe(true);
  }
});

it("every schema is one of JSON Schema 2020-12", () => {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    validateFormats: false,
  });
  let count = 0;
  for (const [
    name,
    { parameters = [], requestBody, responses },
  ] of operations) {
    const bodies = [requestBody, ...Object.values(responses)];
    const schemas = [
      ...parameters.map(({ schema }) => schema),
      ...bodies.flatMap((body) =>
        Object.values(body?.content ?? {}).map(({ schema }) => schema),
      ),
    ];
    for (const schema of schemas) {
      if (schema === undefined)
        throw new Error(`${name} has a body without a schema`);
      expect(() => ajv.compile(schema), name).not.toThrow();
      count++;
    }
  }
  expect(count).toBeGreaterThan(20);
});

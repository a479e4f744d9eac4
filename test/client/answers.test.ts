/** The client against a real service: every operation has a method, and answers are as described. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { createClient, type Client } from "../../src/client/index.js";
import { parsePolicy } from "../../src/index.js";
import { startReal } from "../server/real.js";
import type { Started } from "../server/support.js";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly content?: Readonly<
          Record<string, { readonly schema: Schema } | undefined>
        >;
      }
    >
  >;
}
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
}

let started: Started;
let operations: ReadonlyMap<string, Operation>;
const seen: { readonly id: string; readonly json: unknown }[] = [];
let client: Client;

const idOf = (method: string, url: string) =>
  [...operations].find(([name]) => {
    const [itsMethod = "", path = ""] = name.split(" ");
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
    return (
      itsMethod.toUpperCase() === method && pattern.test(new URL(url).pathname)
    );
  })?.[1].operationId ?? `${method} ${url} is not described`;

beforeAll(async () => {
  started = await startReal({ LOOSEST_POLICY: "own" });
  const response = await fetch(`${started.address}/api/v1/openapi.json`);
  const { paths } = (await response.json()) as {
    readonly paths: Readonly<Record<string, Record<string, Operation>>>;
  };
  operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method} ${path}`, operation] as const,
      ),
    ),
  );
  client = createClient({
    url: started.address,
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      const id = idOf(init?.method ?? "GET", String(input));
      const type = answer.headers.get("content-type") ?? "";
      seen.push({
        id,
        json: type.startsWith("application/json")
          ? await answer.clone().json()
          : undefined,
      });
      return answer;
    },
  });
});
afterAll(() => started[Symbol.asyncDispose]());

const python = { language: "python3", code: "print(6*7)" } as const;

it("runs code with files, and gives the files back", async () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256);
  const { files, filesTruncated } = await client.run({
    language: "python3",
    code: `data = open("data/in.bin", "rb").read()
open("out.bin", "wb").write(data[::-1])
open("greeting.txt", "w").write(open("ü.txt").read() + "!")`,
    files: { "data/in.bin": bytes, "ü.txt": "grüß dich" },
  });
  expect(files["out.bin"]).toEqual(bytes.toReversed());
  expect(new TextDecoder().decode(files["greeting.txt"])).toBe("grüß dich!");
  expect(filesTruncated).toBe(false);
}, 60_000);

it("streams, and the end has the files", async () => {
  let end;
  for await (const told of client.stream({ ...python, files: { a: "x" } }))
    if (told.event === "exit") end = told.end;
  expect(end?.files).toEqual({ a: new TextEncoder().encode("x") });
}, 60_000);

it("brings a policy along", async () => {
  const text = "callgate: 1\nname: mine\nextends: [python]\n";
  const { stdout } = await client.run({ ...python, policy: { text } });
  expect(stdout).toBe("42\n");
}, 60_000);

it("asks about policies", async () => {
  const names = (await client.policies()).map(({ name }) => name);
  expect(names).toContain("python");
  expect((await client.policy("python")).rules.length).toBeGreaterThan(10);
  const checked = await client.check({ name: "python" });
  expect(checked).toMatchObject({ ok: true, name: "python" });
  expect(checked.findings.length).toBeGreaterThan(0);
  const compiled = await client.compile({ name: "python", arches: ["x86_64"] });
  expect(compiled.programs).toHaveLength(1);
  const { answers } = await client.simulate({
    name: "python",
    arch: "x86_64",
    calls: [{ syscall: "read" }, { syscall: "socket", args: [2, 1] }],
  });
  expect(answers.map(({ action }) => action)).toEqual(["allow", "deny"]);
  const explained = await client.explain({ name: "python", syscall: "clone" });
  expect(explained.arches[0]?.rules.length).toBeGreaterThan(0);
  const { policy } = parsePolicy("python");
  if (policy === undefined) throw new Error("the policy is wrong");
  const program = compile(policy, { arch: "x86_64" }).bytes;
  const verified = await client.verify({
    name: "python-network",
    program,
    arch: "x86_64",
  });
  expect(verified).toMatchObject({ kind: "differs", program: "deny(1)" });
  const { changes } = await client.diff({
    a: { program, arch: "x86_64" },
    b: { name: "python-network" },
  });
  expect(changes.some(({ widens }) => widens)).toBe(true);
}, 120_000);

it("ends a run", async () => {
  expect(await client.end("0e8f0a3e-5d0c-4a60-9d8e-3f1c7f0f2a11")).toBe(false);
});

it("has a method for every operation of callgate's own", () => {
  const own = [...operations].flatMap(([name, { operationId }]) =>
    /^(post|get|delete) \/api\/v1\//.test(name) && operationId !== "describe"
      ? [operationId]
      : [],
  );
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(own));
});

it("gets what the OpenAPI document describes, and nothing besides", () => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
  });
  const validators = new Map(
    [...operations.values()].map((operation) => {
      const content = operation.responses["200"]?.content;
      const schema = content?.["application/json"]?.schema ?? {};
      return [operation.operationId, ajv.compile(closed(schema))] as const;
    }),
  );
  let count = 0;
  for (const { id, json } of seen) {
    if (json === undefined) continue;
    const validate = validators.get(id);
    expect([id, validate?.(json), validate?.errors]).toEqual([id, true, null]);
    count++;
  }
  expect(count).toBeGreaterThan(8);
});

/** The same, taking no property that it does not name. */
function closed(schema: Schema): Schema {
  const { properties, items, oneOf, ...rest } = schema;
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, each]) => [
              name,
              closed(each),
            ]),
          ),
          additionalProperties: false,
        }),
    ...(items === undefined ? {} : { items: closed(items) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(closed) }),
  };
}

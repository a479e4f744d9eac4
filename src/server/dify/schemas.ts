/** JSON Schemas of DifySandbox's routes, for OpenAPI. They check nothing. */

const language = {
  type: "string",
  enum: ["python3", "nodejs"],
} as const;

export const difyRunSchema = {
  type: "object",
  required: ["language", "code"],
  properties: {
    language,
    code: { type: "string", minLength: 1 },
    preload: {
      type: "string",
      description: "Code to run first; ignored unless ENABLE_PRELOAD is on.",
    },
    enable_network: { type: "boolean" },
  },
} as const;

export const difyDataSchema = {
  type: "object",
  required: ["stdout", "stderr", "error", "exit_code"],
  properties: {
    stdout: { type: "string" },
    stderr: { type: "string" },
    error: {
      type: "string",
      description: "Empty when the process exits 0.",
    },
    exit_code: {
      type: "integer",
      description: "-1 where the process did not get to choose one.",
    },
  },
} as const;

export const languageQuerySchema = {
  type: "object",
  required: ["language"],
  properties: { language: { type: "string", const: "python3" } },
} as const;

export const languageBodySchema = languageQuerySchema;

export const packagesSchema = {
  type: "object",
  required: ["dependencies"],
  properties: {
    dependencies: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "version"],
        properties: { name: { type: "string" }, version: { type: "string" } },
      },
    },
  },
} as const;

/** Every answer of these routes is an envelope; a wrong key has no body. */
export function difyResponses(data: object) {
  return {
    200: {
      description: "Done, or a failure that `code` tells",
      ...envelope({ anyOf: [data, { type: "null" }] }),
    },
    400: { description: "The request is wrong", ...failure },
    401: { description: "The key is wrong", type: "null" },
    503: { description: "Too many requests, or going down", ...failure },
  } as const;
}

const envelope = (data: object) =>
  ({
    type: "object",
    required: ["code", "message", "data"],
    properties: {
      code: { type: "integer", description: "0 for success, else negative." },
      message: { type: "string" },
      data,
    },
  }) as const;

const failure = envelope({ type: "null" });

/** JSON Schemas of `/api/v1/check`, `/compile` and `/simulate`. */
import { archNames } from "../../../syscalls/index.js";

/** Characters of a policy's text: far more than any policy has. */
export const POLICY_LENGTH_MAX = 262_144;
/** Calls of one simulation. */
const CALLS_MAX = 1000;

const given = {
  name: {
    type: "string",
    maxLength: 64,
    description: "A shipped policy by name.",
  },
  policy: {
    type: "string",
    maxLength: POLICY_LENGTH_MAX,
    description:
      "A policy's text. Its parents and groups are those that ship; no other file is read.",
  },
} as const;

/** One of the two, and not both. */
const oneGiven = [{ required: ["name"] }, { required: ["policy"] }] as const;

const value = {
  description: "A whole number, or a text of up to 64 bits: `0x…` or decimal.",
  type: ["integer", "string"],
  maxLength: 21,
} as const;

const arch = { type: "string", enum: archNames } as const;
const phase = { type: "string", enum: ["run", "boot"] } as const;

const params = {
  type: "object",
  maxProperties: 64,
  additionalProperties: value,
  description: "Values of the policy's parameters.",
} as const;

export const checkSchema = {
  type: "object",
  additionalProperties: false,
  properties: given,
  oneOf: oneGiven,
} as const;

export const compileSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    ...given,
    arches: {
      type: "array",
      minItems: 1,
      maxItems: archNames.length,
      items: arch,
      description: "By default every arch of the policy.",
    },
    phases: {
      type: "array",
      minItems: 1,
      maxItems: 2,
      items: phase,
      description: "By default `run`.",
    },
    params,
  },
  oneOf: oneGiven,
} as const;

export const simulateSchema = {
  type: "object",
  additionalProperties: false,
  required: ["arch", "calls"],
  properties: {
    ...given,
    arch,
    phase,
    params,
    calls: {
      type: "array",
      minItems: 1,
      maxItems: CALLS_MAX,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["syscall"],
        properties: {
          syscall: {
            description: "A name of the arch, or a number.",
            type: ["string", "integer"],
            maxLength: 64,
            minimum: 0,
            maximum: 0xffffffff,
          },
          args: {
            type: "array",
            maxItems: 6,
            items: value,
            description: "Missing ones are 0.",
          },
        },
      },
    },
  },
  oneOf: oneGiven,
} as const;

const diagnostics = {
  type: "array",
  items: {
    type: "object",
    required: ["code", "severity", "message", "file", "line", "column"],
    properties: {
      code: { type: "string" },
      severity: { type: "string", enum: ["error", "warning"] },
      message: { type: "string" },
      file: { type: "string" },
      line: { type: "integer" },
      column: { type: "integer" },
      endLine: { type: "integer" },
      endColumn: { type: "integer" },
      hint: { type: "string", description: "What to write instead." },
    },
  },
} as const;

export const checkAnswerSchema = {
  type: "object",
  required: ["ok", "diagnostics"],
  properties: {
    ok: { type: "boolean", description: "There is no error." },
    diagnostics,
    name: { type: "string" },
    arches: { type: "array", items: { type: "string" } },
    rules: { type: "integer" },
  },
} as const;

export const compileAnswerSchema = {
  type: "object",
  required: ["programs", "manifest", "diagnostics"],
  properties: {
    programs: {
      type: "array",
      items: {
        type: "object",
        required: ["arch", "phase", "instructions", "bytes"],
        properties: {
          arch,
          phase,
          instructions: { type: "integer" },
          bytes: {
            type: "string",
            contentEncoding: "base64",
            description: "`struct sock_filter` after `struct sock_filter`.",
          },
        },
      },
    },
    manifest: {
      type: "object",
      description: "What the programs were made from: as `callgate compile`.",
    },
    diagnostics,
  },
} as const;

export const simulateAnswerSchema = {
  type: "object",
  required: ["answers", "diagnostics"],
  properties: {
    answers: {
      type: "array",
      description: "In the order of the calls.",
      items: {
        type: "object",
        required: ["action", "reason", "instructions"],
        properties: {
          action: { type: "string" },
          errno: { type: "integer" },
          error: { type: "string", description: "The errno's name." },
          data: { type: "integer" },
          rule: {
            type: "object",
            required: ["policy", "line"],
            properties: {
              policy: { type: "string" },
              line: { type: "integer" },
              why: { type: "string" },
            },
          },
          reason: {
            type: "string",
            enum: ["rule", "default", "unknown", "foreign", "boot-refusal"],
          },
          instructions: { type: "integer" },
        },
      },
    },
    diagnostics,
  },
} as const;

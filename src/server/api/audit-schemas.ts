/** JSON Schemas of the routes about policies: `/api/v1/check` and its like. */
import { archNames } from "../../../syscalls/index.js";

/** Characters of a policy's text: far more than any policy has. */
export const POLICY_LENGTH_MAX = 262_144;
/** Characters of a program in base64: the kernel takes 4096 instructions of 8 bytes. */
const PROGRAM_LENGTH_MAX = 43_692;
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

const arches = {
  type: "array",
  minItems: 1,
  maxItems: archNames.length,
  items: arch,
} as const;
const phases = {
  type: "array",
  minItems: 1,
  maxItems: 2,
  items: phase,
} as const;

const program = {
  type: "string",
  maxLength: PROGRAM_LENGTH_MAX,
  contentEncoding: "base64",
  description: "`struct sock_filter` after `struct sock_filter`.",
} as const;

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
    arches: { ...arches, description: "By default every arch of the policy." },
    phases: { ...phases, description: "By default `run`." },
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

export const explainSchema = {
  type: "object",
  additionalProperties: false,
  required: ["syscall"],
  properties: { ...given, syscall: { type: "string", maxLength: 64 }, phase },
  oneOf: oneGiven,
} as const;

export const verifySchema = {
  type: "object",
  additionalProperties: false,
  required: ["program", "arch"],
  properties: {
    ...given,
    program,
    arch,
    phase,
    params,
  },
  oneOf: oneGiven,
} as const;

const side = {
  type: "object",
  additionalProperties: false,
  description: "A policy, by name or as a text, or a program with its arch.",
  properties: { ...given, program, arch },
  oneOf: [...oneGiven, { required: ["program", "arch"] }],
} as const;

export const diffSchema = {
  type: "object",
  additionalProperties: false,
  required: ["a", "b"],
  properties: {
    a: side,
    b: side,
    arches: { ...arches, description: "By default those that both are for." },
    phases: {
      ...phases,
      description:
        "By default `run`, and `boot` where a policy has rules for it.",
    },
    params,
  },
} as const;

const place = {
  file: { type: "string" },
  line: { type: "integer" },
  column: { type: "integer" },
  endLine: { type: "integer" },
  endColumn: { type: "integer" },
} as const;

export const diagnostics = {
  type: "array",
  items: {
    type: "object",
    required: ["code", "severity", "message", "file", "line", "column"],
    properties: {
      code: { type: "string" },
      severity: { type: "string", enum: ["error", "warning"] },
      message: { type: "string" },
      ...place,
      hint: { type: "string", description: "What to write instead." },
    },
  },
} as const;

export const checkAnswerSchema = {
  type: "object",
  required: ["ok", "diagnostics", "findings"],
  properties: {
    ok: { type: "boolean", description: "There is no error." },
    diagnostics,
    findings: {
      type: "array",
      description:
        "What is dangerous, in vain or not meant, where there is no error; with `accepted`, the policy's reason for leaving it.",
      items: {
        type: "object",
        required: ["id", "severity", "message", "remedy", "file", "line"],
        properties: {
          id: { type: "string" },
          severity: { type: "string", enum: ["warning", "note"] },
          message: { type: "string" },
          remedy: { type: "string" },
          ...place,
          related: {
            type: "object",
            required: ["message", "file", "line"],
            properties: { message: { type: "string" }, ...place },
          },
          accepted: { type: "string" },
        },
      },
    },
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

const rule = {
  type: "object",
  required: ["action", "policy", "phase", "file", "line"],
  properties: {
    action: { type: "string" },
    when: { type: "string" },
    why: { type: "string" },
    policy: { type: "string" },
    phase,
    file: { type: "string" },
    line: { type: "integer" },
    example: {
      type: "string",
      description: "A call that it answers; without one it answers none.",
    },
  },
} as const;

export const explainAnswerSchema = {
  type: "object",
  required: ["syscall", "phase", "arches", "absent", "findings", "diagnostics"],
  properties: {
    syscall: { type: "string" },
    phase,
    arches: {
      type: "array",
      items: {
        type: "object",
        required: ["arch", "nr", "rules"],
        properties: {
          arch,
          nr: { type: "integer" },
          rules: {
            type: "array",
            description: "In the order in which they are tried.",
            items: rule,
          },
          otherwise: {
            type: "object",
            description: "What calls get that no rule answers.",
            required: ["action", "example"],
            properties: {
              action: { type: "string" },
              example: { type: "string" },
            },
          },
        },
      },
    },
    absent: {
      type: "array",
      description: "Arches of the policy that do not have the syscall.",
      items: arch,
    },
    findings: {
      type: "array",
      description: "What `check` finds in these rules.",
      items: {
        type: "object",
        required: ["id", "message"],
        properties: {
          id: { type: "string" },
          message: { type: "string" },
          accepted: { type: "string" },
          file: { type: "string" },
          line: { type: "integer" },
        },
      },
    },
    diagnostics,
  },
} as const;

export const verifyAnswerSchema = {
  type: "object",
  required: ["kind", "arch", "phase", "diagnostics"],
  properties: {
    kind: {
      type: "string",
      enum: ["proven", "differs", "undecided", "out-of-room", "not-loadable"],
    },
    arch,
    phase,
    witness: {
      type: "object",
      description: "A call that the two answer differently.",
      required: ["arch", "nr", "args", "text"],
      properties: {
        arch: { type: "integer" },
        nr: { type: "integer" },
        args: { type: "array", items: { type: "string" } },
        text: { type: "string" },
      },
    },
    policy: { type: "string", description: "What the policy answers to it." },
    program: { type: "string", description: "What the program answers." },
    instruction: {
      type: "integer",
      description: "The one that can't be decided or loaded.",
    },
    reason: { type: "string" },
    diagnostics,
  },
} as const;

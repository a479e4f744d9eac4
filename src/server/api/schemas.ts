/** JSON Schemas of `/api/v1`: what requests are checked against and OpenAPI shows. */
import { FILES_MAX } from "../../runtime/files.js";
import { POLICY_LENGTH_MAX } from "./audit-schemas.js";

const wholeNumber = (description: string, minimum = 1) =>
  ({ type: "integer", minimum, description }) as const;

/** `Limits`, each of which a request may only lower. */
export const limitsSchema = {
  type: "object",
  additionalProperties: false,
  description:
    "Limits of this run. They may be below the service's, not above.",
  properties: {
    timeoutMs: wholeNumber("Wall clock, from the start of the run."),
    cpuMs: wholeNumber("CPU time of all its processes."),
    memoryBytes: wholeNumber("Memory of all its processes.", 16 * 1024 * 1024),
    processes: wholeNumber("Processes and threads together."),
    openFiles: wholeNumber("Open files.", 16),
    fileBytes: wholeNumber("Size of one file.", 0),
    scratchBytes: wholeNumber("`/tmp` and the working folder together.", 4096),
    outputBytes: wholeNumber("stdout and stderr each.", 0),
  },
} as const;

export const runRequestSchema = {
  type: "object",
  additionalProperties: false,
  required: ["language", "code"],
  properties: {
    id: {
      type: "string",
      pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
      description:
        "A UUID to end the run by while it runs; made where none is given.",
    },
    language: { type: "string", enum: ["python3", "nodejs"] },
    code: { type: "string", minLength: 1 },
    stdin: { type: "string" },
    files: {
      type: "object",
      maxProperties: FILES_MAX,
      propertyNames: { type: "string", minLength: 1, maxLength: 1024 },
      additionalProperties: { type: "string", contentEncoding: "base64" },
      description:
        "Files by their paths below the working folder, each in base64. Where it is given, be it `{}`, the result has the files that the code leaves there.",
    },
    args: {
      type: "array",
      maxItems: 256,
      items: {
        type: "string",
        maxLength: 131_072,
        // A NUL would end the text early in the kernel's hands.
        pattern: "^[^\\u0000]*$",
      },
      description: "`sys.argv[1:]`, `process.argv.slice(2)`.",
    },
    policy: {
      type: ["string", "object"],
      maxLength: POLICY_LENGTH_MAX,
      additionalProperties: false,
      required: ["text"],
      properties: {
        text: { type: "string", minLength: 1, maxLength: POLICY_LENGTH_MAX },
      },
      description:
        "A shipped policy by name, where the service lets callers choose it, or a policy's text, by itself or as `text`, where the service takes callers' policies; by default the language's own.",
    },
    network: {
      type: "boolean",
      description: "Asks for the host's network, where the service gives it.",
    },
    limits: limitsSchema,
  },
} as const;

const exits = [
  { kind: "exit", properties: { code: { type: "integer" } } },
  { kind: "signal", properties: { signal: { type: "string" } } },
  {
    kind: "timeout",
    properties: { limit: { type: "string", enum: ["wall", "cpu"] } },
  },
  { kind: "out-of-memory", properties: {} },
  { kind: "output-limit", properties: {} },
  { kind: "denied", properties: {} },
  { kind: "aborted", properties: {} },
] as const;

export const exitSchema = {
  description: "How the run ended.",
  oneOf: exits.map(({ kind, properties }) => ({
    type: "object",
    required: ["kind", ...Object.keys(properties)],
    properties: { kind: { type: "string", const: kind }, ...properties },
  })),
} as const;

const denialSchema = {
  type: "object",
  description: "One refused call, however often it was made.",
  required: [
    "syscall",
    "arch",
    "nr",
    "args",
    "count",
    "action",
    "refusedBy",
    "allowedBy",
  ],
  properties: {
    syscall: { type: "string" },
    arch: { type: "string" },
    nr: { type: "integer" },
    args: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "value"],
        properties: { name: { type: "string" }, value: { type: "string" } },
      },
    },
    count: { type: "integer", minimum: 1 },
    action: {
      type: "string",
      description: "What the call met: `deny(EPERM)`, `kill`.",
    },
    refusedBy: {
      type: "string",
      description: "The rule, or the default, that refused it.",
    },
    allowedBy: {
      type: "string",
      description:
        "The YAML rule that would allow it, above the one that refuses; empty where no rule can.",
    },
  },
} as const;

export const runResultSchema = {
  type: "object",
  required: [
    "id",
    "exit",
    "stdout",
    "stderr",
    "truncated",
    "durationMs",
    "waitMs",
    "cpuMs",
    "maxRssBytes",
    "denials",
    "denialsObserved",
    "missingLayers",
    "network",
    "files",
    "filesTruncated",
  ],
  properties: {
    id: { type: "string", format: "uuid" },
    exit: exitSchema,
    stdout: { type: "string" },
    stderr: { type: "string" },
    truncated: {
      type: "object",
      required: ["stdout", "stderr"],
      properties: {
        stdout: { type: "boolean" },
        stderr: { type: "boolean" },
      },
    },
    durationMs: {
      type: "number",
      description: "From the start of the run to its end.",
    },
    waitMs: { type: "number", description: "In the queue, before it started." },
    cpuMs: { type: "number" },
    maxRssBytes: { type: "number" },
    denials: { type: "array", items: denialSchema },
    denialsOmitted: {
      type: "integer",
      minimum: 1,
      description:
        "Refused calls of further kinds; absent where there were none.",
    },
    denialsObserved: {
      type: "boolean",
      description: "False where nobody could see which calls were refused.",
    },
    unobservedBecause: {
      type: "string",
      description: "Why nobody could; absent where they were observed.",
    },
    unobservedRules: {
      type: "array",
      items: { type: "string" },
      description:
        "Rules that say `kill(thread)`: the calls that they refuse are told to nobody. Absent where there are none.",
    },
    missingLayers: {
      type: "array",
      items: { type: "string" },
      description: "Layers of isolation that this machine does without.",
    },
    network: { type: "string", enum: ["none", "host"] },
    files: {
      type: "object",
      additionalProperties: { type: "string", contentEncoding: "base64" },
      description:
        "What the code left in its working folder, by paths below it, where the request has `files`.",
    },
    filesTruncated: {
      type: "boolean",
      description: "Files are missing: too many, too large, or not to be read.",
    },
  },
} as const;

export const problemSchema = {
  type: "object",
  description: "A problem document (RFC 9457).",
  required: ["type", "title", "status"],
  properties: {
    type: {
      type: "string",
      description: "`urn:callgate:problem:NAME`; the names are stable.",
    },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: {
      type: "array",
      description: "Each field that is wrong.",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: {
          path: {
            type: "string",
            description: "A JSON Pointer into the body.",
          },
          message: { type: "string" },
        },
      },
    },
  },
} as const;

/** What a problem's answer looks like in OpenAPI. */
export const problemResponse = (description: string) =>
  ({
    description,
    content: { "application/problem+json": { schema: problemSchema } },
  }) as const;

/** Of routes that ask for no key. */
export const foreignResponse = problemResponse(
  "A page of another origin, or a name that is not this machine's, where no key is set",
);

const summaryProperties = {
  name: { type: "string" },
  description: { type: "string" },
  arches: { type: "array", items: { type: "string" } },
  sources: {
    type: "array",
    description: "The policy's own text, its parents' and its groups'.",
    items: {
      type: "object",
      required: ["name", "sha256"],
      properties: { name: { type: "string" }, sha256: { type: "string" } },
    },
  },
} as const;

export const policySummarySchema = {
  type: "object",
  required: ["name", "arches", "sources"],
  properties: summaryProperties,
} as const;

export const policyDetailSchema = {
  type: "object",
  required: ["name", "arches", "sources", "programs", "params", "rules"],
  properties: {
    ...summaryProperties,
    programs: {
      type: "array",
      description: "What it compiles to, for each arch and phase.",
      items: {
        type: "object",
        required: ["arch", "phase", "instructions", "sha256"],
        properties: {
          arch: { type: "string" },
          phase: { type: "string", enum: ["run", "boot"] },
          instructions: { type: "integer" },
          sha256: { type: "string" },
        },
      },
    },
    params: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "width"],
        properties: {
          name: { type: "string" },
          width: { type: "integer", enum: [32, 64] },
          why: { type: "string" },
        },
      },
    },
    rules: {
      type: "array",
      items: {
        type: "object",
        required: ["phase", "action", "syscalls", "policy", "line"],
        properties: {
          phase: { type: "string", enum: ["run", "boot"] },
          action: { type: "string" },
          syscalls: { type: "array", items: { type: "string" } },
          when: { type: "string" },
          why: { type: "string" },
          policy: { type: "string" },
          line: { type: "integer" },
        },
      },
    },
  },
} as const;

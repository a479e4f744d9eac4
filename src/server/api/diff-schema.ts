/** JSON Schema of what `/api/v1/diff` answers. */
import { archNames } from "../../../syscalls/index.js";
import { diagnostics } from "./audit-schemas.js";

const arch = { type: "string", enum: archNames } as const;
const arches = { type: "array", items: arch } as const;
const orNull = (type: "string" | "integer") =>
  ({ type: [type, "null"] }) as const;

const diffedSide = {
  type: "object",
  required: ["name", "kind"],
  properties: {
    name: { type: "string" },
    kind: { type: "string", enum: ["policy", "program"] },
  },
} as const;

const behind = {
  type: "array",
  items: {
    type: "object",
    description: "Who answers: a rule, a default, or a program's instruction.",
    required: ["kind", "file", "line", "why", "instruction"],
    properties: {
      kind: {
        type: "string",
        enum: ["rule", "default", "unknown", "foreign", "instruction"],
      },
      file: orNull("string"),
      line: orNull("integer"),
      why: orNull("string"),
      instruction: orNull("integer"),
    },
  },
} as const;

const calls = {
  type: "array",
  description: "The syscalls, each with a call that shows the change.",
  items: {
    type: "object",
    required: ["arch", "name", "isSyscall", "numbers", "witness"],
    properties: {
      arch,
      name: { type: "string" },
      isSyscall: { type: "boolean" },
      numbers: {
        type: "array",
        description: "From and to, ends included.",
        items: {
          type: "array",
          items: { type: "integer" },
          minItems: 2,
          maxItems: 2,
        },
      },
      witness: {
        type: "object",
        required: ["auditArch", "nr", "args", "text"],
        properties: {
          auditArch: { type: "integer" },
          nr: { type: "integer" },
          args: { type: "array", items: { type: "string" } },
          text: { type: "string" },
        },
      },
    },
  },
} as const;

export const diffAnswerSchema = {
  type: "object",
  required: ["a", "b", "arches", "only", "changes", "diagnostics"],
  properties: {
    a: diffedSide,
    b: diffedSide,
    arches: { ...arches, description: "Those that were compared." },
    only: {
      type: "object",
      description: "Arches that only one is for.",
      required: ["a", "b"],
      properties: { a: arches, b: arches },
    },
    changes: {
      type: "array",
      description:
        "Empty: it is proven that they answer every call alike on these arches.",
      items: {
        type: "object",
        required: [
          "kind",
          "widens",
          "phase",
          "before",
          "after",
          "when",
          "expressible",
          "only",
          "calls",
          "behind",
          "risks",
        ],
        properties: {
          kind: { type: "string", enum: ["allowed", "refused", "changed"] },
          widens: {
            type: "boolean",
            description: "Calls get further than before.",
          },
          phase: { type: "string", enum: ["run", "boot"] },
          before: { type: "string" },
          after: { type: "string" },
          when: {
            ...orNull("string"),
            description:
              "Which calls, in the policy language; null: all of these syscalls.",
          },
          expressible: {
            type: "boolean",
            description: "Whether a policy could say `when`.",
          },
          only: {
            type: ["object", "null"],
            description: "A parameter's value without which nothing changed.",
            required: ["parameter", "value"],
            properties: {
              parameter: { type: "string" },
              value: { type: "string" },
            },
          },
          calls,
          behind: {
            type: "object",
            required: ["before", "after"],
            properties: { before: behind, after: behind },
          },
          risks: {
            type: "array",
            description: "What is known of calls that get further now.",
            items: {
              type: "object",
              required: ["id", "sentence"],
              properties: {
                id: { type: "string" },
                sentence: { type: "string" },
              },
            },
          },
        },
      },
    },
    diagnostics,
  },
} as const;

/** The schema that editors use, made from the reader's schema and what there is to name. */
import { readFileSync } from "node:fs";
import { archNames, archTable } from "../../syscalls/index.js";
import { loadGroup } from "../../src/policy/groups.js";
import { shippedPolicyNames, shippedSource } from "../../src/policy-files.js";
import { actions, keys } from "./sentences.js";

type Schema = Record<string, unknown>;

/** Words with a sentence each; a pattern lets others through. */
function words(
  described: readonly (readonly [string, string])[],
  pattern: string,
): Schema {
  return {
    anyOf: [
      {
        type: "string",
        enum: described.map(([word]) => word),
        enumDescriptions: described.map(([, sentence]) => sentence),
        markdownEnumDescriptions: described.map(([, sentence]) => sentence),
      },
      { type: "string", pattern },
    ],
  };
}

/** One word, or a list of them. */
function oneOrMore(item: string): Schema {
  return {
    anyOf: [
      { $ref: item },
      { type: "array", minItems: 1, items: { $ref: item } },
    ],
  };
}

function syscallWords(): [string, string][] {
  const sentences = new Map<string, string>();
  for (const arch of archNames) {
    for (const { name, args } of archTable(arch).byName.values()) {
      if (sentences.has(name)) continue;
      const parameters = args.map((one) => one.name).join(", ");
      const has = archNames.filter((one) => archTable(one).byName.has(name));
      const where =
        has.length === archNames.length ? "" : ` Only on ${has.join(", ")}.`;
      sentences.set(name, `${name}(${parameters}).${where}`);
    }
  }
  return [...sentences].sort(([a], [b]) => (a < b ? -1 : 1));
}

function groupWords(): [string, string][] {
  const source = shippedSource();
  return source.groupNames().map((name) => {
    const { group } = loadGroup(source, name);
    if (group === undefined) throw new Error(`@${name} does not load`);
    return [`@${name}`, `${group.description} ${group.syscalls.join(", ")}.`];
  });
}

/** The reader's schema with a sentence at each key that has one. */
function described(schema: Schema, at: keyof typeof keys): Schema {
  const properties = schema["properties"] as Record<string, Schema>;
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, value]) => {
        const sentence = keys[at][key];
        if (sentence === undefined)
          throw new Error(`${at}.${key} has no sentence`);
        // Draft 7 ignores what stands beside a $ref.
        const inner = "$ref" in value ? { allOf: [value] } : value;
        return [key, { ...inner, description: sentence }];
      }),
    ),
  };
}

export function editorSchema(): Schema {
  const reader = JSON.parse(
    readFileSync(
      new URL("../../src/document/policy.schema.json", import.meta.url),
      "utf8",
    ),
  ) as Schema & { definitions: Record<string, Schema> };
  const { definitions } = reader;
  const rule = definitions["rule"] ?? {};
  const [pattern = ""] = Object.keys(
    rule["patternProperties"] as Record<string, Schema>,
  );
  const names = { $ref: "#/definitions/names" };
  const actionKeys = Object.fromEntries(
    actions.map(([action, sentence]) => [
      action,
      { allOf: [names], description: sentence },
    ]),
  );
  const describedRule = described(rule, "rule");
  return {
    ...described(reader, "policy"),
    $comment:
      "Made by tools/schema from src/document/policy.schema.json, policy/groups and syscalls.",
    definitions: {
      ...definitions,
      name: words(
        [...groupWords(), ...syscallWords()],
        "^@?[a-z_][a-zA-Z0-9_-]*$",
      ),
      names: oneOrMore("#/definitions/name"),
      arch: words(
        archNames.map((arch) => [arch, sentenceFor(arch)]),
        "^$",
      ),
      arches: oneOrMore("#/definitions/arch"),
      policyName: words(
        shippedPolicyNames().map((name) => [name, "A policy that ships."]),
        "^[a-z][a-z0-9-]*$",
      ),
      policies: oneOrMore("#/definitions/policyName"),
      action: words(actions, pattern),
      rule: {
        ...describedRule,
        properties: {
          ...actionKeys,
          ...(describedRule["properties"] as Schema),
        },
        patternProperties: { [pattern]: names },
      },
      param: described(definitions["param"] ?? {}, "param"),
    },
  };
}

function sentenceFor(arch: (typeof archNames)[number]): string {
  const { bits, endian, byName } = archTable(arch);
  return `${bits}-bit, ${endian}-endian, ${byName.size} syscalls.`;
}

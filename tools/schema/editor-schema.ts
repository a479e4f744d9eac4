/** The schemas that editors use, made from the reader's and what there is to name. */
import { readFileSync } from "node:fs";
import { archNames, archTable, errnos } from "../../syscalls/index.js";
import { risks } from "../../src/audit/risks/catalogue.js";
import { checks } from "../../src/audit/rules/index.js";
import { riskyCall } from "../../src/audit/rules/risky-call.js";
import { staleAcceptance } from "../../src/audit/rules/stale-acceptance.js";
import { loadGroup } from "../../src/policy/groups.js";
import { shippedPolicyNames, shippedSource } from "../../src/policy-files.js";
import {
  actions,
  boot,
  conditions,
  groupKeys,
  keys,
  otherActions,
} from "./sentences.js";

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
      const parameters = args
        .map((one) =>
          one.alias === undefined ? one.name : `${one.name} or ${one.alias}`,
        )
        .join(", ");
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

/** The actions in every form, with no errno that no arch has: an editor underlines others. */
function actionPattern(): string {
  const names = new Set(archNames.flatMap((arch) => [...errnos(arch).keys()]));
  const errno = ["0|[1-9][0-9]{0,3}", ...[...names].sort()].join("|");
  return `^(allow|log|notify|kill(\\(thread\\))?|deny(\\((${errno})\\))?|(trap|trace)\\((0|[1-9][0-9]{0,4})\\))$`;
}

/** The ids of findings, for `accept`: a risk's are its own. */
function findingIds(): Schema {
  const ids = [
    ...checks
      .filter((check) => check !== riskyCall && check !== staleAcceptance)
      .map(({ id, sentence }): [string, string] => [id, sentence]),
    ...risks.map(({ id, syscalls, sentence }): [string, string] => [
      id,
      `${syscalls.join(", ")}: ${sentence}.`,
    ]),
  ];
  return Object.fromEntries(
    ids.map(([id, description]) => [
      id,
      { type: "string", minLength: 1, description },
    ]),
  );
}

/** One condition, or alternatives; an editor offers the forms that they have. */
function conditionSchema(schema: Schema): Schema {
  return {
    ...schema,
    defaultSnippets: conditions.map(([label, body, description]) => ({
      label,
      description,
      body,
    })),
  };
}

/** The reader's schema with a sentence at each key that has one. */
function described(
  schema: Schema,
  sentences: Readonly<Record<string, string>>,
): Schema {
  const properties = schema["properties"] as Record<string, Schema>;
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, value]) => {
        const sentence = sentences[key];
        if (sentence === undefined) throw new Error(`${key} has no sentence`);
        // Draft 7 ignores what stands beside a $ref.
        const inner = "$ref" in value ? { allOf: [value] } : value;
        return [key, { ...inner, description: sentence }];
      }),
    ),
  };
}

function readerSchema(
  name: "policy" | "group",
): Schema & { readonly properties: Record<string, Schema> } {
  const path = new URL(
    `../../src/document/${name}.schema.json`,
    import.meta.url,
  );
  return JSON.parse(readFileSync(path, "utf8"));
}

function madeFrom(name: "policy" | "group"): string {
  return `Made by tools/schema from src/document/${name}.schema.json, policy/groups and syscalls.`;
}

/** Names of groups and syscalls; a name that only a table to come has passes, too. */
function nameSchema(): Schema {
  return words(
    [...groupWords(), ...syscallWords()],
    "^@?[a-z_][a-zA-Z0-9_-]*$",
  );
}

/** For the files in `groups/`. */
export function groupEditorSchema(): Schema {
  const reader = described(readerSchema("group"), groupKeys);
  const properties = reader["properties"] as Record<string, Schema>;
  return {
    ...reader,
    $comment: madeFrom("group"),
    definitions: { name: nameSchema() },
    properties: {
      ...properties,
      names: {
        ...properties["names"],
        items: { $ref: "#/definitions/name" },
      },
    },
  };
}

export function editorSchema(): Schema {
  const reader = readerSchema("policy");
  const definitions = reader["definitions"] as Record<string, Schema>;
  const bootKeys = reader.properties["boot"] ?? {};
  const rule = definitions["rule"] ?? {};
  const pattern = actionPattern();
  const names = { $ref: "#/definitions/names" };
  const actionKeys = Object.fromEntries(
    actions.map(([action, sentence]) => [
      action,
      { allOf: [names], description: sentence },
    ]),
  );
  const describedRule = described(rule, keys.rule);
  const whole = {
    ...reader,
    properties: { ...reader.properties, boot: described(bootKeys, boot) },
  };
  return {
    ...described(whole, keys.policy),
    $comment: madeFrom("policy"),
    definitions: {
      ...definitions,
      accept: {
        ...definitions["accept"],
        properties: findingIds(),
      },
      condition: conditionSchema(definitions["condition"] ?? {}),
      name: nameSchema(),
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
        patternProperties: {
          [pattern]: { allOf: [names], description: otherActions },
        },
      },
      param: described(definitions["param"] ?? {}, keys.param),
    },
  };
}

function sentenceFor(arch: (typeof archNames)[number]): string {
  const { bits, endian, byName } = archTable(arch);
  return `${bits}-bit, ${endian}-endian, ${byName.size} syscalls.`;
}

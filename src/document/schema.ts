/**
 * Holds a document against its schema. One fault gives one diagnostic, at the node that is
 * wrong; nodes that were reported before are left alone.
 */
import type { Range, Report } from "./diagnostic.js";
import type { Document, Node } from "./document.js";
import { emptyHint, EXAMPLES, keyHint, typeHint } from "./hints.js";
import { KEYS, type MapKind } from "./keys.js";
import { nearest } from "./nearest.js";
import { firstLineOf } from "./read.js";
import { group, policy, type SchemaFault } from "./validator.generated.js";

export type SchemaName = "policy" | "group";

/** Reports where `document` has other keys or other kinds of values than the schema. */
export function checkSchema(
  document: Document,
  schema: SchemaName,
  report: Report,
): void {
  if (schema === "policy" && isSomethingElse(document, report)) return;
  const validate = schema === "policy" ? policy : group;
  if (validate(plain(document.root))) return;
  const faults = validate.errors ?? [];
  for (const fault of faults) {
    const found = nodeAt(document.root, pathOf(fault.instancePath), schema);
    if (found !== undefined && !isMisspelt(fault, faults, found))
      reportFault(document, fault, found, report);
  }
}

/** Whether the file is a group, or another tool's: then each of its keys would be a fault. */
function isSomethingElse({ root, places }: Document, report: Report): boolean {
  const [first] = root.entries;
  const has = (key: string): boolean =>
    root.entries.some((entry) => entry.key === key);
  const error = (message: string, hint: string): true => {
    const range = firstLineOf(places, first?.keyRange ?? root.range);
    const severity = "error";
    report({ code: "not-a-policy", severity, message, range, hint });
    return true;
  };
  if (has("group") && !has("name") && !has("rules"))
    return error(
      "this file is a group, not a policy",
      "check a policy that names it: its faults are told there",
    );
  const isOurs = root.entries.some(
    ({ key, value }) =>
      value.kind === "broken" || nearest(key, KEYS.policy) !== undefined,
  );
  return !isOurs && first !== undefined
    ? error(
        "this file has no key of a policy",
        `a policy starts with "callgate: 1"; callgate import reads other tools' files`,
      )
    : false;
}

/** Whether a missing key stands there under a wrong name, which is told as that. */
function isMisspelt(
  { keyword, instancePath, params }: SchemaFault,
  faults: readonly SchemaFault[],
  { kind }: Found,
): boolean {
  return (
    keyword === "required" &&
    faults.some(
      (other) =>
        other.keyword === "additionalProperties" &&
        other.instancePath === instancePath &&
        nearest(keyIn(other), KEYS[kind]) === params["missingProperty"],
    )
  );
}

function keyIn({ params }: SchemaFault): string {
  return String(params["additionalProperty"]);
}

/** The document as JSON values, on objects without a prototype: `__proto__` is a key there. */
function plain(node: Node): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plain);
    case "map": {
      const object: Record<string, unknown> = Object.create(null) as Record<
        string,
        unknown
      >;
      for (const { key, value } of node.entries) object[key] = plain(value);
      return object;
    }
    case "broken":
      return null;
  }
}

function pathOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

interface Found {
  readonly node: Node;
  /** How the schema's author calls it: the last key on the way. */
  readonly name: string;
  /** What kind of mapping it is, where it is one. */
  readonly kind: MapKind;
}

/** The node at `path`; undefined where something on the way is broken already. */
function nodeAt(
  root: Node,
  path: readonly string[],
  schema: SchemaName,
): Found | undefined {
  let node: Node = root;
  let name = "";
  let kind: MapKind = schema;
  for (const part of path) {
    if (node.kind === "map") {
      const entry = node.entries.find(({ key }) => key === part);
      if (entry === undefined) return undefined;
      kind = name === "params" ? "parameter" : part === "boot" ? "boot" : kind;
      name = part;
      node = entry.value;
    } else if (node.kind === "list") {
      const item: Node | undefined = node.items[Number(part)];
      if (item === undefined) return undefined;
      if (name === "rules") kind = "rule";
      node = item;
    }
  }
  return node.kind === "broken" ? undefined : { node, name, kind };
}

function reportFault(
  { places }: Document,
  fault: SchemaFault,
  { node, name, kind }: Found,
  report: Report,
): void {
  const error = (
    code: string,
    message: string,
    range: Range,
    hint?: string,
  ): void => {
    report({
      code,
      severity: "error",
      message,
      range: firstLineOf(places, range),
      ...(hint === undefined ? {} : { hint }),
    });
  };
  const { keyword, params } = fault;
  switch (keyword) {
    case "additionalProperties": {
      const key = keyIn(fault);
      const entry =
        node.kind === "map"
          ? node.entries.find((one) => one.key === key)
          : undefined;
      if (entry?.value.kind === "broken") return;
      error(
        "unknown-key",
        `${titleOf(kind)} has no key "${key}"`,
        entry?.keyRange ?? node.range,
        keyHint(key, kind),
      );
      return;
    }
    case "required":
      error(
        "missing-key",
        `${titleOf(kind)} needs the key "${String(params["missingProperty"])}"`,
        node.range,
        EXAMPLES[String(params["missingProperty"])],
      );
      return;
    case "type":
      error(
        "wrong-type",
        `${called(name, kind)} is ${kindsOf(params["type"])}, not ${kindOf(node)}`,
        node.range,
        typeHint(node, name, kind),
      );
      return;
    case "const":
    case "enum": {
      const allowed = params["allowedValues"] ?? [params["allowedValue"]];
      const values = Array.isArray(allowed) ? allowed.map(String) : [];
      error(
        name === "callgate" ? "unknown-version" : "wrong-value",
        `${called(name, kind)} is ${values.join(" or ")} here`,
        node.range,
        name === "callgate"
          ? `write "callgate: 1", the version of the policy language`
          : undefined,
      );
      return;
    }
    case "minItems":
    case "minProperties":
    case "minLength":
      error(
        "empty-value",
        `${called(name, kind)} is empty`,
        node.range,
        emptyHint(name),
      );
      return;
    case "pattern":
      reportPattern(node, name, error);
      return;
    case "propertyNames":
      reportKey(node, name, params["propertyName"], error);
      return;
    default:
      error(
        "wrong-value",
        `${called(name, kind)} is not as it should be`,
        node.range,
      );
  }
}

type ReportError = (
  code: string,
  message: string,
  range: Range,
  hint?: string,
) => void;

function reportPattern(node: Node, name: string, error: ReportError): void {
  // The pattern of a parameter's name is told by `propertyNames`.
  if (node.kind !== "scalar") return;
  error(
    "bad-name",
    `"${String(node.value)}" can't be the ${name} of this file`,
    node.range,
    "a name is a lower-case letter, then lower-case letters, digits and dashes",
  );
}

/** A key that the author chose: a parameter's name, or the finding that is accepted. */
function reportKey(
  node: Node,
  within: string,
  name: unknown,
  error: ReportError,
): void {
  const entry =
    node.kind === "map"
      ? node.entries.find(({ key }) => key === name)
      : undefined;
  // A key that is no word was told.
  if (entry?.value.kind === "broken") return;
  if (within === "accept") {
    error(
      "bad-name",
      `"${String(name)}" can't be a finding's id`,
      entry?.keyRange ?? node.range,
      "write the id that check prints, as default-allows",
    );
    return;
  }
  error(
    "bad-name",
    `"${String(name)}" can't be a parameter's name`,
    entry?.keyRange ?? node.range,
    "a name is a lower-case letter, then lower-case letters, digits and underscores",
  );
}

function called(name: string, kind: MapKind): string {
  if (name === "") return titleOf(kind);
  if (name === "rules" && kind === "rule") return "a rule";
  return `"${name}"`;
}

function titleOf(kind: MapKind): string {
  return kind === "boot" ? `"boot"` : `a ${kind}`;
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a mapping of keys to values",
  number: "a number",
  boolean: "true or false",
  null: "nothing",
};

function kindsOf(types: unknown): string {
  const all = Array.isArray(types) ? types.map(String) : [String(types)];
  return all.map((type) => KIND_NAMES[type] ?? type).join(" or ");
}

function kindOf(node: Node): string {
  switch (node.kind) {
    case "map":
      return "a mapping of keys to values";
    case "list":
      return "a list";
    case "broken":
      return "nothing";
    case "scalar":
      return node.value === null
        ? "nothing"
        : (KIND_NAMES[typeof node.value] ?? "text");
  }
}

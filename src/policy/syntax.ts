/**
 * A policy file as it was written, with the kinds of its values checked by the schema.
 * What was reported there is left out here, so that one fault is told once.
 */
import type { Range, Report } from "../document/diagnostic.js";
import {
  entryOf,
  type Document,
  type Entry,
  type MapNode,
  type Node,
  type ScalarNode,
} from "../document/document.js";
import { spanning, type Places } from "../document/places.js";
import { actionWords } from "./actions.js";

/** Text with its place. */
export interface Located {
  readonly text: string;
  readonly range: Range;
}

/** A finding of `check` that the author knows of, and the reason to leave it. */
export interface AcceptSyntax {
  readonly finding: Located;
  readonly reason: string;
}

export interface RuleSyntax {
  readonly action: Located;
  readonly names: readonly Located[];
  /** Alternatives; undefined: no `when` at all. */
  readonly when: readonly ScalarNode[] | undefined;
  readonly except: readonly Located[];
  /** Undefined: every arch of the policy. */
  readonly arch: readonly Located[] | undefined;
  readonly why: string | undefined;
  readonly accept: readonly AcceptSyntax[];
  /** The action key and its value. */
  readonly range: Range;
}

export interface ParamSyntax {
  readonly name: string;
  readonly width: 32 | 64;
  readonly why: string | undefined;
  readonly range: Range;
}

export interface PolicySyntax {
  readonly places: Places;
  readonly name: Located | undefined;
  readonly description: string | undefined;
  readonly extends: readonly Located[];
  readonly arches: readonly Located[] | undefined;
  readonly default: Located | undefined;
  readonly unknown: Located | undefined;
  readonly foreign: Located | undefined;
  readonly rules: readonly RuleSyntax[];
  readonly bootRules: readonly RuleSyntax[];
  readonly params: readonly ParamSyntax[];
  readonly accept: readonly AcceptSyntax[];
}

export function policySyntax(
  { root, places }: Document,
  report: Report,
): PolicySyntax {
  const boot = entryOf(root, "boot")?.value;
  return {
    places,
    name: textOf(root, "name"),
    description: textOf(root, "description")?.text,
    extends: textsOf(entryOf(root, "extends")?.value) ?? [],
    arches: textsOf(entryOf(root, "arches")?.value),
    default: textOf(root, "default"),
    unknown: textOf(root, "unknown"),
    foreign: textOf(root, "foreign"),
    rules: rulesOf(root, report),
    bootRules: boot?.kind === "map" ? rulesOf(boot, report) : [],
    params: paramsOf(entryOf(root, "params")?.value),
    accept: acceptOf(root),
  };
}

function rulesOf(map: MapNode, report: Report): readonly RuleSyntax[] {
  const rules = entryOf(map, "rules")?.value;
  if (rules?.kind !== "list") return [];
  return rules.items.flatMap((item) => {
    const rule = item.kind === "map" ? ruleOf(item, report) : undefined;
    return rule === undefined ? [] : [rule];
  });
}

const RULE_KEYS = new Set(["when", "except", "arch", "why", "accept"]);

function ruleOf(map: MapNode, report: Report): RuleSyntax | undefined {
  const actions = map.entries.filter(({ key }) => isActionKey(key));
  const [first, second] = actions;
  if (first === undefined) {
    reportNoAction(map, report);
    return undefined;
  }
  if (second !== undefined) {
    report({
      code: "several-actions",
      severity: "error",
      message: `this rule has a second action, ${second.key}`,
      range: second.keyRange,
      hint: "make two rules of it",
    });
    return undefined;
  }
  const when = entryOf(map, "when");
  const conditions = when === undefined ? undefined : scalarsOf(when.value);
  return {
    action: { text: first.key, range: first.keyRange },
    names: textsOf(first.value) ?? [],
    when: conditions,
    except: textsOf(entryOf(map, "except")?.value) ?? [],
    arch: textsOf(entryOf(map, "arch")?.value),
    why: textOf(map, "why")?.text,
    accept: acceptOf(map),
    range: spanning(first.keyRange, first.value.range),
  };
}

/** A key like `alow` was reported as unknown: it is what the action should have been. */
function reportNoAction(map: MapNode, report: Report): void {
  const [first] = map.entries;
  if (map.entries.some(({ key }) => !RULE_KEYS.has(key))) return;
  report({
    code: "no-action",
    severity: "error",
    message: "this rule has no action",
    range: first?.keyRange ?? map.range,
    hint: `start it with "allow: NAME" or another action`,
  });
}

function isActionKey(key: string): boolean {
  return actionWords.some(
    (word) =>
      key === word ||
      (key.startsWith(word) && /^ *\(/.test(key.slice(word.length))),
  );
}

function paramsOf(node: Node | undefined): readonly ParamSyntax[] {
  if (node?.kind !== "map") return [];
  return node.entries.flatMap(({ key, keyRange, value }: Entry) => {
    if (value.kind !== "map" || !/^[a-z][a-z0-9_]*$/.test(key)) return [];
    const width = entryOf(value, "width")?.value;
    const bits = width?.kind === "scalar" ? width.value : undefined;
    if (bits !== 32 && bits !== 64) return [];
    const why = textOf(value, "why")?.text;
    return [{ name: key, width: bits, why, range: keyRange }];
  });
}

function acceptOf(map: MapNode): readonly AcceptSyntax[] {
  const node = entryOf(map, "accept")?.value;
  if (node?.kind !== "map") return [];
  return node.entries.flatMap(({ key, keyRange, value }) => {
    const [reason] = textsOf(value) ?? [];
    return value.kind !== "scalar" || reason === undefined
      ? []
      : [{ finding: { text: key, range: keyRange }, reason: reason.text }];
  });
}

function textOf(map: MapNode, key: string): Located | undefined {
  const node = entryOf(map, key)?.value;
  return node === undefined ? undefined : textsOf(node)?.[0];
}

/** The text, or the texts of the list. */
export function textsOf(
  node: Node | undefined,
): readonly Located[] | undefined {
  if (node === undefined) return undefined;
  return scalarsOf(node).flatMap(({ value, range }) =>
    typeof value === "string" ? [{ text: value, range }] : [],
  );
}

function scalarsOf(node: Node): readonly ScalarNode[] {
  const nodes = node.kind === "list" ? node.items : [node];
  return nodes.filter(
    (one): one is ScalarNode =>
      one.kind === "scalar" &&
      typeof one.value === "string" &&
      one.value !== "",
  );
}

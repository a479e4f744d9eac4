/**
 * seccompiler's JSON (rust-vmm, Firecracker): a filter for each thread, each of which becomes
 * a policy. A syscall that has rules with arguments matches by those alone, even where it is
 * also listed without.
 */
import { nearest } from "../../document/nearest.js";
import { kernel } from "../../policy/kernel.js";
import type { ArchName, Comparison, PolicyFile } from "../../policy/model.js";
import { readJson, valueOf, type Data } from "../data.js";
import { denyText, policyName } from "../names.js";
import type {
  SourceCondition,
  SourcePolicy,
  SourceRule,
  SourceTest,
} from "../source.js";
import type { Told } from "../told.js";
import { Fields } from "./fields.js";
import { chosenArches, type ImportOptions } from "./importer.js";

export function importSeccompiler(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const data = readJson(file, ({ code, message, range, hint }) =>
    told.error(code, message, range, hint),
  );
  if (data === undefined) return [];
  const fields = new Fields(told);
  if (fields.object(data, "a file of filters") === undefined) return [];
  if (data.kind !== "object" || data.entries.length === 0) {
    told.error("no-filters", "this file holds no filter", data.range);
    return [];
  }
  return data.entries.flatMap(({ key, value }) => {
    const reader = new FilterReader(file, options, told.apart());
    return reader.policy(key, value) ?? [];
  });
}

class FilterReader {
  readonly #file: PolicyFile;
  readonly #arches: readonly ArchName[];
  readonly #told: Told;
  readonly #fields: Fields;

  constructor(file: PolicyFile, options: ImportOptions, told: Told) {
    this.#file = file;
    this.#arches = chosenArches(options);
    this.#told = told;
    this.#fields = new Fields(told);
  }

  policy(thread: string, filter: Data): SourcePolicy | undefined {
    if (this.#fields.object(filter, "a filter") === undefined) return undefined;
    this.#fields.noOthers(filter, FILTER_KEYS);
    const fallback = this.#either(filter, "default_action", "mismatch_action");
    const matched = this.#either(filter, "filter_action", "match_action");
    if (fallback === undefined || matched === undefined) return undefined;
    if (fallback === matched)
      this.#told.error(
        "identical-actions",
        "the filter's two actions are the same, so its rules say nothing",
        filter.range,
      );
    const entries = this.#fields
      .list(this.#fields.required(filter, "filter"), `"filter"`)
      .flatMap((rule) => this.#rule(rule, matched) ?? []);
    const conditional = new Set(
      entries.flatMap(({ name, when }) => (when === undefined ? [] : [name])),
    );
    return {
      name: policyName(`${thread}.`),
      description: `Imported from ${this.#file.path.replace(/^.*[/\\]/, "")}, the filter of the thread "${thread}".`,
      arches: this.#arches,
      default: fallback,
      unknown: fallback,
      foreign: "kill",
      rules: entries.filter(
        ({ name, when }) => when !== undefined || !conditional.has(name),
      ),
      comments: [],
      losses: this.#told.losses,
    };
  }

  #either(filter: Data, key: string, other: string): string | undefined {
    const data = valueOf(filter, other) ?? this.#fields.required(filter, key);
    return data === undefined ? undefined : this.#action(data);
  }

  #action(data: Data): string | undefined {
    if (data.kind === "text") {
      const action = ACTIONS.get(data.text);
      if (action !== undefined) return action;
      const near = nearest(data.text, ACTIONS.keys());
      this.#told.error(
        "unknown-action",
        `there is no action "${data.text}"`,
        data.range,
        near === undefined ? ACTION_HINT : `did you mean "${near}"?`,
      );
      return undefined;
    }
    const errno = valueOf(data, "errno");
    const trace = valueOf(data, "trace");
    if (errno !== undefined) {
      const number = this.#fields.whole(errno, "an errno", 4095n);
      return number === undefined
        ? undefined
        : denyText(Number(number), this.#arches);
    }
    if (trace !== undefined) {
      const number = this.#fields.whole(trace, "a trace value", 0xffffn);
      return number === undefined ? undefined : `trace(${number})`;
    }
    this.#told.error(
      "wrong-kind",
      "this is no action",
      data.range,
      ACTION_HINT,
    );
    return undefined;
  }

  #rule(rule: Data, action: string): SourceRule | undefined {
    if (this.#fields.object(rule, "each rule") === undefined) return undefined;
    this.#fields.noOthers(rule, ["syscall", "args", "comment"]);
    const name = this.#fields.text(
      this.#fields.required(rule, "syscall"),
      `"syscall"`,
    );
    const why = this.#fields.text(valueOf(rule, "comment"), `"comment"`)?.text;
    const args = valueOf(rule, "args");
    const tests = this.#fields
      .list(args, `"args"`)
      .flatMap((test) => this.#test(test) ?? []);
    if (args?.kind === "list" && args.items.length === 0)
      this.#told.error(
        "empty-rule",
        "a rule with arguments has at least one",
        args.range,
        `leave "args" out for a rule on the syscall alone`,
      );
    if (name === undefined) return undefined;
    this.#checkName(name.text, name.range);
    return {
      action,
      name: name.text,
      ...(tests.length === 0 ? {} : { when: all(tests) }),
      ...(why === undefined ? {} : { why }),
      range: name.range,
    };
  }

  /** seccompiler compiles for one arch, and refuses names that it has not. */
  #checkName(name: string, range: SourceRule["range"]): void {
    for (const arch of this.#arches) {
      const { byName } = kernel.table(arch);
      if (byName.has(name)) continue;
      this.#told.lost(
        "unknown-syscall",
        `${arch} has no syscall "${name}"`,
        range,
        { near: () => nearest(name, byName.keys()) },
      );
    }
  }

  #test(data: Data): SourceTest | undefined {
    if (this.#fields.object(data, "each argument") === undefined)
      return undefined;
    this.#fields.noOthers(data, ["index", "type", "op", "val", "comment"]);
    const required = (key: string): Data | undefined =>
      this.#fields.required(data, key);
    const index = this.#fields.whole(required("index"), `"index"`, 5n);
    const value = this.#fields.whole(required("val"), `"val"`);
    const type = this.#fields.text(required("type"), `"type"`);
    const op = required("op");
    if (type !== undefined && type.text !== "dword" && type.text !== "qword")
      this.#told.error(
        "unknown-type",
        `an argument is a "dword" or a "qword", not a "${type.text}"`,
        type.range,
      );
    const comparison = op === undefined ? undefined : this.#comparison(op);
    if (index === undefined || value === undefined || comparison === undefined)
      return undefined;
    const { mask, operator } = comparison;
    return {
      argument: Number(index),
      width: type?.text === "qword" ? 64 : 32,
      operator,
      ...(mask === undefined ? {} : { mask }),
      value: value & (mask ?? value),
      range: data.range,
    };
  }

  #comparison(
    op: Data,
  ): { readonly operator: Comparison; readonly mask?: bigint } | undefined {
    if (op.kind === "object") {
      this.#fields.noOthers(op, ["masked_eq"]);
      const mask = this.#fields.whole(
        this.#fields.required(op, "masked_eq"),
        `"masked_eq"`,
      );
      return mask === undefined ? undefined : { operator: "==", mask };
    }
    const word = this.#fields.text(op, `"op"`);
    if (word === undefined) return undefined;
    const operator = OPERATORS.get(word.text);
    if (operator !== undefined) return { operator };
    this.#told.error(
      "unknown-comparison",
      `there is no comparison "${word.text}"`,
      word.range,
      `there are ${[...OPERATORS.keys()].join(", ")} and { "masked_eq": MASK }`,
    );
    return undefined;
  }
}

function all(tests: readonly SourceTest[]): SourceCondition {
  return { kind: "all", of: tests.map((test) => ({ kind: "test", test })) };
}

const FILTER_KEYS = [
  "default_action",
  "mismatch_action",
  "filter_action",
  "match_action",
  "filter",
];

export const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["allow", "allow"],
  ["log", "log"],
  ["trap", "trap(0)"],
  ["kill_thread", "kill(thread)"],
  ["kill_process", "kill"],
]);

const ACTION_HINT = `write "allow", "log", "trap", "kill_thread", "kill_process", { "errno": N } or { "trace": N }`;

export const OPERATORS: ReadonlyMap<string, Comparison> = new Map([
  ["eq", "=="],
  ["ne", "!="],
  ["lt", "<"],
  ["le", "<="],
  ["gt", ">"],
  ["ge", ">="],
]);

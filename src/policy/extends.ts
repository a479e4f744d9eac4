/**
 * Opens a policy and those that it extends: depth first, each once. Names are looked up in
 * the policy's source alone, so nothing outside of it can be reached.
 */
import type { Report } from "../document/diagnostic.js";
import { nearest } from "../document/nearest.js";
import { readPolicyFile } from "./files.js";
import type { PolicyFile, PolicySource } from "./model.js";
import type { Located, PolicySyntax } from "./syntax.js";

/** A policy with its parents. Two policies may share one. */
export interface PolicyNode {
  readonly name: string;
  readonly file: PolicyFile;
  readonly syntax: PolicySyntax;
  readonly parents: readonly PolicyNode[];
}

/** Longer chains than anybody follows, and than a stack should hold. */
const CHAIN_MAX = 32;

const NAME = /^[a-z][a-z0-9-]*$/;

/** The policy in `file` with all its parents; undefined where it can't be read at all. */
export function openPolicy(
  source: PolicySource,
  file: PolicyFile,
  report: Report,
  opened: (file: PolicyFile) => void,
): PolicyNode | undefined {
  return new Opener(source, report, opened).open(file, undefined, []);
}

/** The policy itself, then its parents in the order in which their rules are tried. */
export function inOrder(root: PolicyNode): readonly PolicyNode[] {
  const order = new Set<PolicyNode>();
  const visit = (node: PolicyNode): void => {
    if (order.has(node)) return;
    order.add(node);
    node.parents.forEach(visit);
  };
  visit(root);
  return [...order];
}

class Opener {
  readonly #source: PolicySource;
  readonly #report: Report;
  readonly #opened: (file: PolicyFile) => void;
  /** By path; undefined where the file could not be read. */
  readonly #nodes = new Map<string, PolicyNode | undefined>();

  constructor(
    source: PolicySource,
    report: Report,
    opened: (file: PolicyFile) => void,
  ) {
    this.#source = source;
    this.#report = report;
    this.#opened = opened;
  }

  /** `asked` is the name that a child used; `within` are the policies being opened. */
  open(
    file: PolicyFile,
    asked: string | undefined,
    within: readonly PolicyFile[],
  ): PolicyNode | undefined {
    this.#opened(file);
    const syntax = readPolicyFile(file, this.#report);
    if (syntax === undefined) {
      this.#nodes.set(file.path, undefined);
      return undefined;
    }
    const name = syntax.name?.text ?? asked ?? file.path;
    if (asked !== undefined && syntax.name !== undefined && name !== asked)
      this.#error(
        "name-mismatch",
        `this file is the policy "${asked}" and calls itself "${name}"`,
        syntax.name,
        `write ${asked}`,
      );
    const parents: PolicyNode[] = [];
    const seen = new Set<string>();
    for (const parent of syntax.extends) {
      if (seen.has(parent.text)) {
        this.#error(
          "duplicate-parent",
          `"${parent.text}" is extended twice`,
          parent,
          "keep one of the two",
        );
        continue;
      }
      seen.add(parent.text);
      const node = this.#parent(parent, file, [...within, file]);
      if (node !== undefined) parents.push(node);
    }
    const node = { name, file, syntax, parents };
    this.#nodes.set(file.path, node);
    return node;
  }

  #parent(
    name: Located,
    from: PolicyFile,
    within: readonly PolicyFile[],
  ): PolicyNode | undefined {
    if (!NAME.test(name.text)) {
      this.#badName(name);
      return undefined;
    }
    const file = this.#source.policy(name.text, from.path);
    if (file === undefined) {
      const near = nearest(name.text, this.#source.policyNames());
      this.#error(
        "unknown-policy",
        `there is no policy "${name.text}" to extend`,
        name,
        near === undefined ? undefined : `write ${near}`,
      );
      return undefined;
    }
    const round = within.findIndex(({ path }) => path === file.path);
    if (round !== -1) {
      const chain = [...within.slice(round), file].map(({ path }) => path);
      this.#error(
        "extends-cycle",
        `this policy extends itself: ${chain.join(" extends ")}`,
        name,
        "leave one of them out",
      );
      return undefined;
    }
    if (within.length >= CHAIN_MAX) {
      this.#error(
        "too-deep",
        `policies extend each other more than ${CHAIN_MAX} deep here`,
        name,
      );
      return undefined;
    }
    return this.#nodes.has(file.path)
      ? this.#nodes.get(file.path)
      : this.open(file, name.text, within);
  }

  #badName(name: Located): void {
    const isPath = /[/\\]|^\.|\.ya?ml$/.test(name.text);
    const base = /([a-z][a-z0-9-]*)(\.ya?ml)?$/.exec(name.text)?.[1];
    this.#error(
      isPath ? "path-in-extends" : "bad-name",
      isPath
        ? `"extends" takes names of policies beside this one or shipped, never a path`
        : `"${name.text}" can't be the name of a policy`,
      name,
      isPath && base !== undefined
        ? `write ${base}`
        : "a name is a lower-case letter, then lower-case letters, digits and dashes",
    );
  }

  #error(
    code: string,
    message: string,
    { range }: Located,
    hint?: string,
  ): void {
    const said = { code, severity: "error", message, range } as const;
    this.#report(hint === undefined ? said : { ...said, hint });
  }
}

/**
 * Kafel policies (nsjail's): `POLICY` blocks, `USE`, `#define`, conditions on arguments and
 * `DEFAULT`. The first rule that matches decides, and a `USE` stands for what it names.
 */
import { nearest } from "../../document/nearest.js";
import { kernel } from "../../policy/kernel.js";
import type { ArchName, PolicyFile } from "../../policy/model.js";
import { denyText, policyName } from "../names.js";
import type { SourcePolicy, SourceRule } from "../source.js";
import type { Told } from "../told.js";
import { chosenArches, type ImportOptions } from "./importer.js";
import { Included } from "./included.js";
import { KafelConditions, type NamedArguments } from "./kafel-conditions.js";
import { KAFEL, numberOf, type KafelKind } from "./kafel-words.js";
import { Cursor, reading, tokenize, Unreadable } from "./tokens.js";

export function importKafel(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const arches = chosenArches(options);
  const included = new Included(options, INCLUDES_MAX, file);
  const reader = new KafelReader(included, arches, told);
  reader.file(file);
  return [reader.policy(file)];
}

/** kafel's own limit of includes. */
const INCLUDES_MAX = 16;
/** A policy that uses another twice, which uses another twice …: enough for anybody. */
const RULES_MAX = 20_000;

class KafelReader {
  readonly #included: Included;
  readonly #arches: readonly ArchName[];
  readonly #told: Told;
  readonly #constants = new Map<string, bigint>();
  readonly #policies = new Map<string, readonly SourceRule[]>();
  readonly #main: SourceRule[] = [];
  #default: string | undefined;

  constructor(included: Included, arches: readonly ArchName[], told: Told) {
    this.#included = included;
    this.#arches = arches;
    this.#told = told;
  }

  policy(file: PolicyFile): SourcePolicy {
    const fallback = this.#default ?? "kill(thread)";
    return {
      name: policyName(file.path),
      description: `Imported from ${file.path.replace(/^.*[/\\]/, "")}, a kafel policy.`,
      arches: this.#arches,
      default: fallback,
      unknown: fallback,
      foreign: "kill(thread)",
      rules: this.#main,
      comments: [],
      losses: this.#told.losses,
    };
  }

  file(file: PolicyFile): void {
    const tokens = tokenize(file, KAFEL, this.#told);
    const end = tokens.at(-1);
    if (end === undefined) return;
    const cursor = new Cursor(tokens, end);
    reading(this.#told, () => {
      while (!cursor.atEnd) this.#statement(cursor, file);
    });
  }

  #statement(cursor: Cursor<KafelKind>, file: PolicyFile): void {
    const { kind, text, range } = cursor.next;
    if (kind === "include") {
      this.#include(cursor, file);
      return;
    }
    switch (text) {
      case "#":
        this.#define(cursor);
        return;
      case "POLICY":
        this.#policy(cursor);
        return;
      case "DEFAULT":
        cursor.take();
        if (this.#default !== undefined)
          throw new Unreadable(range, "the default action is given twice");
        this.#default = this.#action(cursor);
        return;
      default:
        this.#statements(cursor, this.#main);
    }
  }

  #include(cursor: Cursor<KafelKind>, file: PolicyFile): void {
    const { text, range } = cursor.take();
    for (const [, path = ""] of text.matchAll(/"([^"]+)"/g))
      this.#included.read(path, file, range, (one) => this.file(one));
  }

  #define(cursor: Cursor<KafelKind>): void {
    cursor.take();
    cursor.expect("define");
    const { text, range } = cursor.expectKind("word", "a constant's name");
    const value = numberOf(cursor.expectKind("number", "a number"));
    const before = this.#constants.get(text);
    if (before !== undefined && before !== value)
      throw new Unreadable(range, `"${text}" has another value above`);
    this.#constants.set(text, value);
  }

  #policy(cursor: Cursor<KafelKind>): void {
    cursor.take();
    const { text, range } = cursor.expectKind("word", "a policy's name");
    if (this.#policies.has(text))
      throw new Unreadable(range, `there is a policy "${text}" above`);
    const rules: SourceRule[] = [];
    cursor.expect("{");
    if (cursor.next.text !== "}") this.#statements(cursor, rules);
    cursor.expect("}");
    this.#policies.set(text, rules);
  }

  #statements(cursor: Cursor<KafelKind>, rules: SourceRule[]): void {
    do {
      if (cursor.takeText("USE") === undefined) this.#block(cursor, rules);
      else this.#use(cursor, rules);
      if (rules.length > RULES_MAX)
        throw new Unreadable(
          cursor.next.range,
          `the policy has more than ${RULES_MAX} rules`,
        );
    } while (cursor.takeText(",") !== undefined);
  }

  #use(cursor: Cursor<KafelKind>, rules: SourceRule[]): void {
    const { text, range } = cursor.expectKind("word", "a policy's name");
    const used = this.#policies.get(text);
    if (used === undefined) {
      const near = nearest(text, this.#policies.keys());
      throw new Unreadable(
        range,
        `there is no policy "${text}" above`,
        near === undefined ? undefined : `did you mean ${near}?`,
      );
    }
    rules.push(...used);
  }

  #block(cursor: Cursor<KafelKind>, rules: SourceRule[]): void {
    const action = this.#action(cursor);
    cursor.expect("{");
    if (cursor.next.text !== "}")
      do this.#filter(cursor, action, rules);
      while (cursor.takeText(",") !== undefined);
    cursor.expect("}");
  }

  #action(cursor: Cursor<KafelKind>): string {
    const { text, range } = cursor.take();
    const plain = ACTIONS.get(text);
    if (plain !== undefined) return plain;
    if (!WITH_DATA.has(text)) {
      const near = nearest(text, [...ACTIONS.keys(), ...WITH_DATA]);
      throw new Unreadable(
        range,
        text === ""
          ? "an action is missing here"
          : `"${text.slice(0, 40)}" is no action`,
        near === undefined
          ? `actions are ${[...ACTIONS.keys()].join(", ")}, ERRNO(n), TRAP(n) and TRACE(n)`
          : `did you mean ${near}?`,
      );
    }
    cursor.expect("(");
    const token = cursor.expectKind("number", "a number");
    const value = numberOf(token);
    cursor.expect(")");
    const most = text === "ERRNO" ? 4095n : 0xffffn;
    if (value > most)
      throw new Unreadable(token.range, `${text} takes at most ${most}`);
    if (text === "ERRNO") return denyText(Number(value), this.#arches);
    return `${text.toLowerCase()}(${value})`;
  }

  #filter(
    cursor: Cursor<KafelKind>,
    action: string,
    rules: SourceRule[],
  ): void {
    const { range } = cursor.next;
    const targets = this.#syscall(cursor);
    const named = this.#namedArguments(cursor);
    const when =
      cursor.takeText("{") === undefined
        ? undefined
        : this.#conditions(cursor, targets, named);
    const on = this.#guard(cursor);
    for (const { name, arch } of targets) {
      if (!on.includes(arch)) continue;
      const condition = when?.get(arch);
      rules.push({
        action,
        name,
        arches: [arch],
        ...(condition === undefined ? {} : { when: condition }),
        range,
      });
    }
  }

  /** `name` or `SYSCALL[number]`, on each arch. */
  #syscall(
    cursor: Cursor<KafelKind>,
  ): readonly { readonly name: string; readonly arch: ArchName }[] {
    const { text, range } = cursor.take();
    let number = this.#constants.get(text);
    if (text === "SYSCALL" && cursor.takeText("[") !== undefined) {
      number = numberOf(cursor.expectKind("number", "a number"));
      cursor.expect("]");
    }
    if (!/^[A-Za-z_]\w*$/.test(text))
      throw new Unreadable(range, `"${text.slice(0, 40)}" is no syscall`);
    return this.#arches.flatMap((arch) => {
      const { byName, byNumber } = kernel.table(arch);
      const known = KAFEL_NAMES.get(text) ?? text;
      const name =
        number === undefined
          ? byName.get(known)?.name
          : byNumber.get(Number(BigInt.asUintN(32, number)))?.name;
      if (name !== undefined) return [{ name, arch }];
      this.#told.lost(
        number === undefined ? "unknown-syscall" : "unknown-number",
        number === undefined
          ? `${arch} has no syscall "${text}"`
          : `${arch} has no syscall with the number ${number}`,
        range,
        { near: () => nearest(text, byName.keys()) },
      );
      return [];
    });
  }

  /** `(fd, buffer)` behind a syscall gives its arguments names, all of 64 bits (parser.y). */
  #namedArguments(cursor: Cursor<KafelKind>): readonly string[] | undefined {
    if (cursor.takeText("(") === undefined) return undefined;
    const names: string[] = [];
    if (cursor.next.text !== ")")
      do {
        const { text, range } = cursor.expectKind("word", "a name");
        if (names.includes(text))
          throw new Unreadable(range, `two arguments are called "${text}"`);
        if (names.length === 6)
          throw new Unreadable(range, "a syscall has at most six arguments");
        names.push(text);
      } while (cursor.takeText(",") !== undefined);
    cursor.expect(")");
    return names;
  }

  #conditions(
    cursor: Cursor<KafelKind>,
    targets: readonly { readonly name: string; readonly arch: ArchName }[],
    named: readonly string[] | undefined,
  ): ReturnType<KafelConditions["read"]> {
    const signatures = targets.map(({ name, arch }): NamedArguments => {
      const args = kernel.table(arch).byName.get(name)?.args ?? [];
      return named === undefined
        ? {
            arch,
            args: args.map(({ name: own, alias, width }) => ({
              names: alias === undefined ? [own] : [own, alias],
              width,
            })),
          }
        : {
            arch,
            args: named.map((own) => ({ names: [own], width: 64 })),
          };
    });
    const conditions = new KafelConditions(this.#constants, signatures);
    return conditions.read(cursor);
  }

  #guard(cursor: Cursor<KafelKind>): readonly ArchName[] {
    if (cursor.takeText("ON") === undefined) return this.#arches;
    const names: string[] = [];
    if (cursor.takeText("{") === undefined)
      names.push(cursor.expectKind("word", "an arch").text);
    else {
      do names.push(cursor.expectKind("word", "an arch").text);
      while (cursor.takeText(",") !== undefined);
      cursor.expect("}");
    }
    return kernel.archNames.filter((arch) =>
      names.includes(arch === "i386" ? "x86" : arch),
    );
  }
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["ALLOW", "allow"],
  ["LOG", "log"],
  ["KILL", "kill(thread)"],
  ["KILL_THREAD", "kill(thread)"],
  ["DENY", "kill(thread)"],
  ["KILL_PROCESS", "kill"],
  ["USER_NOTIF", "notify"],
]);

const WITH_DATA: ReadonlySet<string> = new Set(["ERRNO", "TRAP", "TRACE"]);

/** Kafel calls these by the kernel's functions. */
const KAFEL_NAMES: ReadonlyMap<string, string> = new Map([
  ["newstat", "stat"],
  ["newfstat", "fstat"],
  ["newlstat", "lstat"],
  ["newuname", "uname"],
  ["sendfile64", "sendfile"],
  ["umount", "umount2"],
]);

/**
 * Resolves a rule's conditions for each syscall on each arch, and once only where the
 * arguments are read alike and the constants have the same values.
 */
import type { MultiplexedCall, Syscall } from "../../syscalls/index.js";
import type { Range } from "../document/diagnostic.js";
import { spanning } from "../document/places.js";
import { anyOf, resolveCondition } from "./condition/resolve.js";
import { constantsIn, type ConditionSyntax } from "./condition/syntax.js";
import type { Kernel } from "./kernel.js";
import type { ArchName, Condition, Parameter } from "./model.js";
import { isCall, readable } from "./multiplexers.js";
import type { Problems } from "./problems.js";

export class Resolver {
  readonly #conditions: readonly ConditionSyntax[] | undefined;
  readonly #constants: readonly string[];
  readonly #kernel: Kernel;
  readonly #params: ReadonlyMap<string, Parameter>;
  readonly #problems: Problems;
  readonly #known = new Map<string, Condition>();

  constructor(
    conditions: readonly ConditionSyntax[] | undefined,
    kernel: Kernel,
    params: ReadonlyMap<string, Parameter>,
    problems: Problems,
  ) {
    this.#conditions = conditions;
    this.#constants = (conditions ?? []).flatMap(constantsIn);
    this.#kernel = kernel;
    this.#params = params;
    this.#problems = problems;
  }

  /** Undefined: the rule has no condition. "faulty": its problems were added. */
  condition(
    syscall: Syscall,
    arch: ArchName,
  ): Condition | undefined | "faulty" {
    return this.#conditions === undefined
      ? undefined
      : this.#resolve(this.#conditions, syscall, arch);
  }

  /** What the rule asks of a call that a multiplexer makes. */
  through(
    call: MultiplexedCall,
    arch: ArchName,
    range: Range,
  ): Condition | "faulty" | "unread" {
    const made = isCall(call, range);
    if (this.#conditions === undefined) return made;
    const syscall = readable(call, this.#conditions, arch, this.#kernel);
    if (syscall === undefined) return "unread";
    const condition = this.#resolve(this.#conditions, syscall, arch);
    return condition === "faulty"
      ? "faulty"
      : { kind: "all", of: [made, condition] };
  }

  #resolve(
    conditions: readonly ConditionSyntax[],
    syscall: Syscall,
    arch: ArchName,
  ): Condition | "faulty" {
    const values = this.#kernel.constants(arch);
    const key = `${signatureOf(syscall)} ${this.#constants.map((name) => values.get(name)).join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const context = {
      arch,
      kernel: this.#kernel,
      params: this.#params,
      problems: this.#problems,
    };
    const resolved = conditions.map((one) =>
      resolveCondition(one, syscall, context),
    );
    const sound = resolved.filter((one) => one !== undefined);
    if (sound.length < resolved.length) return "faulty";
    const [first] = conditions;
    const last = conditions.at(-1);
    if (first === undefined || last === undefined) return "faulty";
    const range = spanning(first.range, last.range);
    const condition = anyOf(sound, range, context);
    if (condition === undefined) return "faulty";
    this.#known.set(key, condition);
    return condition;
  }
}

const signatures = new WeakMap<Syscall, string>();

/** How the kernel reads the syscall's arguments. */
function signatureOf(syscall: Syscall): string {
  let signature = signatures.get(syscall);
  if (signature === undefined) {
    signature = syscall.args
      .map(
        ({ name, alias, width, signed, pointer, narrow }) =>
          `${name}/${alias} ${width} ${signed} ${pointer} ${narrow}`,
      )
      .join();
    signatures.set(syscall, signature);
  }
  return signature;
}

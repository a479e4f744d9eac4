/** Reads a condition that stands in no policy, such as the audit's own. */
import type { Diagnostic } from "../document/diagnostic.js";
import { placesOf } from "../document/places.js";
import type {
  ArchName,
  MultiplexedCall,
  Syscall,
} from "../../syscalls/index.js";
import { parseCondition } from "./condition/parse.js";
import { kernel } from "./kernel.js";
import type { Condition, Parameter } from "./model.js";
import { isCall } from "./multiplexers.js";
import { Problems } from "./problems.js";
import { Resolver } from "./resolver.js";

/** What a text means; where it means the same on two arches, it is the same object. */
export interface ReadCondition {
  on(syscall: Syscall, arch: ArchName): Condition;
  /** The calls of a multiplexer for which it holds, or may: all, where none can be read. */
  through(call: MultiplexedCall, arch: ArchName): Condition;
}

/**
 * Methods throw an `Error` where `text` is no sound condition: its author is a programmer.
 * `params` are those that it may name.
 */
export function readCondition(
  text: string,
  params: ReadonlyMap<string, Parameter> = new Map(),
): ReadCondition {
  const places = placesOf({ path: "condition", text });
  const found: Diagnostic[] = [];
  const report = (one: Diagnostic): void => {
    found.push(one);
  };
  const range = places.range(0, text.length);
  const source = { start: 0, end: text.length };
  const syntax = parseCondition(
    places,
    { kind: "scalar", value: text, style: "plain", source, range },
    report,
  );
  const problems = new Problems();
  const fail = (arch: ArchName): never => {
    problems.report([arch], report);
    const messages = found.map(({ message }) => message).join("; ");
    throw new Error(`"${text}" is no condition on ${arch}: ${messages}`);
  };
  const resolver =
    syntax && new Resolver([syntax], kernel, params, problems);
  return {
    on(syscall, arch) {
      const condition = resolver?.condition(syscall, arch);
      return condition === undefined || condition === "faulty"
        ? fail(arch)
        : condition;
    },
    through(call, arch) {
      const condition = resolver?.through(call, arch, range);
      if (condition === "unread") return isCall(call, range);
      return condition === undefined || condition === "faulty"
        ? fail(arch)
        : condition;
    },
  };
}

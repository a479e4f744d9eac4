/** Turns the names of a rule into syscalls: groups opened, exceptions taken out. */
import type { Report } from "../document/diagnostic.js";
import { nearest } from "../document/nearest.js";
import type { GroupReader } from "./groups.js";
import { isKnownAnywhere, knownAnywhere, type Kernel } from "./kernel.js";
import type { ArchName, RuleGroup } from "./model.js";
import { isMultiplexed, isWayOf } from "./multiplexers.js";
import { listed } from "./problems.js";
import type { Located, RuleSyntax } from "./syntax.js";

export interface NameContext {
  readonly kernel: Kernel;
  readonly groups: GroupReader;
  /** The file that the names stand in. */
  readonly file: string;
  /** The arches that a name must exist on, on one at least. */
  readonly arches: readonly ArchName[];
  readonly report: Report;
}

export interface RuleNames {
  /** The syscalls that the rule is for, each once, in the order of the text. */
  readonly syscalls: readonly string[];
  /** What `except` takes out of them. */
  readonly excepted: ReadonlySet<string>;
  readonly groups: readonly RuleGroup[];
}

export function namesOf(rule: RuleSyntax, context: NameContext): RuleNames {
  const { report } = context;
  const names = new Set<string>();
  const groups: RuleGroup[] = [];
  let sound = true;
  for (const name of rule.names) {
    const members = opened(name, context);
    sound &&= members.length > 0;
    for (const one of members) names.add(one);
    if (name.text.startsWith("@"))
      groups.push({ name: name.text, range: name.range, syscalls: members });
  }
  const all: ReadonlySet<string> = new Set(names);
  const told = new Set(rule.names.map(({ text }) => text));
  const excepted = new Set<string>();
  for (const exception of rule.except) {
    const isTold = !all.has(exception.text) && told.has(exception.text);
    const members = isTold ? [] : opened(exception, context);
    let taken = false;
    for (const one of members) {
      excepted.add(one);
      const isWay = context.arches.some((arch) =>
        isWayOf(one, all, arch, context.kernel),
      );
      taken = names.delete(one) || isWay || taken;
    }
    if (!taken && members.length > 0)
      report({
        code: "except-nothing",
        severity: "error",
        message: `"${exception.text}" takes nothing out: the rule is not for it`,
        range: exception.range,
        hint: "leave it out, or add it to the rule's names",
      });
  }
  // Where a name was no syscall's, nobody knows what would be left.
  if (sound && all.size > 0 && names.size === 0)
    report({
      code: "empty-rule",
      severity: "error",
      message: "everything this rule is for is taken out again",
      range: rule.range,
      hint: `change "except"`,
    });
  return { syscalls: [...names], excepted, groups };
}

/** The name's syscalls; none after a report. */
function opened(name: Located, context: NameContext): readonly string[] {
  if (name.text.startsWith("@"))
    return context.groups.syscalls(name, context.file) ?? [];
  const { arches, kernel, report } = context;
  const has = (arch: ArchName): boolean =>
    kernel.table(arch).byName.has(name.text) ||
    isMultiplexed(name.text, arch, kernel);
  if (arches.some(has)) return [name.text];
  const others = kernel.archNames.filter(has);
  const here = new Set(
    arches.flatMap((arch) => [...kernel.table(arch).byName.keys()]),
  );
  const near = nearest(name.text, here);
  const hint =
    others.length > 0
      ? `only ${listed(others)} ${others.length > 1 ? "have" : "has"} it`
      : near === undefined
        ? otherwiseCalled(name.text, context)
        : `write ${near}`;
  report({
    code: "unknown-syscall",
    severity: "error",
    message: `${listed(arches)} ${arches.length > 1 ? "have" : "has"} no syscall "${name.text}"`,
    range: name.range,
    ...(hint === undefined ? {} : { hint }),
  });
  return [];
}

/** For a name like no syscall's: a constant of the kernel's headers, or a group without its `@`. */
function otherwiseCalled(
  name: string,
  { kernel, groups, file }: NameContext,
): string {
  const bare = /^(?:__NR_|SYS_|sys_|__x64_sys_)(\w+)$/.exec(name)?.[1];
  if (bare !== undefined && isKnownAnywhere(kernel, bare))
    return `write ${bare}`;
  if (/^[\w@-]+([\s,]+[\w@-]+)+$/.test(name))
    return `write a list: [${name.split(/[\s,]+/).join(", ")}]`;
  if (groups.has(name, file)) return `write "@${name}" for the group`;
  const near = nearest(name, knownAnywhere(kernel));
  return near === undefined
    ? "callgate syscalls lists their names"
    : `did you mean ${near}?`;
}

/**
 * Reads a policy, with those that it extends and the groups that it names, into what it
 * means on each arch. Every fault of every file is reported in one run; there is a policy
 * only where there is no error.
 */
import type { Diagnostic, Range, Report } from "../document/diagnostic.js";
import { archAction, bootRefusal, parseAction } from "./actions.js";
import { policyArches } from "./arches.js";
import { collect } from "./collector.js";
import { inOrder, openPolicy, type PolicyNode } from "./extends.js";
import { GroupReader } from "./groups.js";
import { kernel as realKernel, type Kernel } from "./kernel.js";
import type {
  ArchAction,
  ArchName,
  ArchPolicy,
  ArchRule,
  Phase,
  Policy,
  PolicyFile,
  PolicySource,
  Rule,
} from "./model.js";
import { paramsInScope } from "./params.js";
import { Problems } from "./problems.js";
import { acceptancesOf, readRule } from "./rules.js";
import type { Located } from "./syntax.js";

export interface LoadOptions {
  /** The kernel's tables; the committed ones by default. */
  readonly kernel?: Kernel;
}

export interface LoadedPolicy {
  /** Only where there is no error. */
  readonly policy?: Policy;
  /** In the order of the files, then of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was opened, in order: what the diagnostics' ranges are about. */
  readonly files: readonly PolicyFile[];
}

/** The policy in `file`; its parents and groups come from `source`. Never throws for a text. */
export function loadPolicy(
  source: PolicySource,
  file: PolicyFile,
  options: LoadOptions = {},
): LoadedPolicy {
  const kernel = options.kernel ?? realKernel;
  const { result, diagnostics, files } = collect((report, opened) => {
    const root = openPolicy(source, file, report, opened);
    if (root === undefined) return undefined;
    const groups = new GroupReader(source, kernel, report, opened);
    return new PolicyReader(root, kernel, groups, report).policy();
  });
  const sound = !diagnostics.some(({ severity }) => severity === "error");
  return result !== undefined && sound
    ? { policy: { ...result, files }, diagnostics, files }
    : { diagnostics, files };
}

class PolicyReader {
  readonly #root: PolicyNode;
  readonly #order: readonly PolicyNode[];
  readonly #kernel: Kernel;
  readonly #groups: GroupReader;
  readonly #report: Report;
  readonly #rules: Rule[] = [];

  constructor(
    root: PolicyNode,
    kernel: Kernel,
    groups: GroupReader,
    report: Report,
  ) {
    this.#root = root;
    this.#order = inOrder(root);
    this.#kernel = kernel;
    this.#groups = groups;
    this.#report = report;
  }

  policy(): Omit<Policy, "files"> {
    const arches = policyArches(this.#order, this.#report);
    const params = paramsInScope(this.#root, this.#report);
    const run = this.#phase("run", arches);
    const boot = this.#phase("boot", arches);
    const standing = {
      default: this.#standing("default", "deny(EPERM)", arches),
      unknown: this.#standing("unknown", "deny(ENOSYS)", arches),
      foreign: this.#standing("foreign", "kill", arches),
    };
    return {
      name: this.#root.name,
      description: this.#root.syntax.description?.trim(),
      params: [...params.values()],
      rules: this.#rules,
      ...acceptancesOf(this.#root.syntax.accept),
      places: {
        default: this.#place("default"),
        unknown: this.#place("unknown"),
        foreign: this.#place("foreign"),
      },
      arches: arches.flatMap((arch): ArchPolicy[] => {
        const [byDefault, unknown, foreign] = [
          standing.default.get(arch),
          standing.unknown.get(arch),
          standing.foreign.get(arch),
        ];
        if (!byDefault || !unknown || !foreign) return [];
        return [
          {
            arch,
            default: byDefault,
            unknown,
            foreign,
            rules: run.get(arch) ?? [],
            bootRules: boot.get(arch) ?? [],
            bootRefusal,
          },
        ];
      }),
    };
  }

  #phase(
    phase: Phase,
    arches: readonly ArchName[],
  ): ReadonlyMap<ArchName, readonly ArchRule[]> {
    const all = new Map<ArchName, ArchRule[]>(arches.map((arch) => [arch, []]));
    for (const node of this.#order) {
      const own = node === this.#root;
      const params = paramsInScope(node, own ? () => undefined : this.#report);
      const { rules, bootRules } = node.syntax;
      for (const syntax of phase === "run" ? rules : bootRules) {
        const read = readRule(syntax, phase, this.#rules.length, {
          kernel: this.#kernel,
          groups: this.#groups,
          node,
          own,
          arches,
          params,
          report: this.#report,
        });
        if (read === undefined) continue;
        this.#rules.push(read.rule);
        for (const [arch, archRules] of read.byArch)
          all.get(arch)?.push(...archRules);
      }
    }
    return all;
  }

  #place(key: "default" | "unknown" | "foreign"): Range {
    const stated = this.#order.find((node) => node.syntax[key])?.syntax[key];
    const { name, places } = this.#root.syntax;
    return (stated ?? name)?.range ?? places.range(0, 0);
  }

  /** The action that the policy states, else the first of its parents that does. */
  #standing(
    key: "default" | "unknown" | "foreign",
    otherwise: string,
    arches: readonly ArchName[],
  ): ReadonlyMap<ArchName, ArchAction> {
    const found = this.#order
      .map((node) => node.syntax[key])
      .filter((one): one is Located => one !== undefined);
    const [first, ...others] = found;
    for (const { text, range } of others)
      parseAction(text, range, this.#report);
    const stated = first ?? {
      text: otherwise,
      range: this.#root.syntax.places.range(0, 0),
    };
    const action = parseAction(stated.text, stated.range, this.#report);
    const byArch = new Map<ArchName, ArchAction>();
    if (action === undefined) return byArch;
    const problems = new Problems();
    for (const arch of arches) {
      const answer = archAction(
        action,
        arch,
        this.#kernel,
        stated.range,
        problems,
      );
      if (answer !== undefined) byArch.set(arch, answer);
    }
    problems.report(arches, this.#report);
    return byArch;
  }
}

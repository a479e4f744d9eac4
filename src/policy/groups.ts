/** Reads groups: lists of syscalls with a name and a sentence, which may name each other. */
import type { Diagnostic, Report } from "../document/diagnostic.js";
import { entryOf, type Document } from "../document/document.js";
import { nearest } from "../document/nearest.js";
import { collect } from "./collector.js";
import { readGroupFile } from "./files.js";
import {
  isKnownAnywhere,
  kernel as realKernel,
  knownAnywhere,
  type Kernel,
} from "./kernel.js";
import type { PolicyFile, PolicySource } from "./model.js";
import { textsOf, type Located } from "./syntax.js";

export interface Group {
  readonly name: string;
  readonly description: string;
  /** As the file lists them: names and `@groups`. */
  readonly members: readonly string[];
  /** Every syscall in it and in its groups, sorted. */
  readonly syscalls: readonly string[];
}

export interface LoadedGroup {
  /** Only where there is no error. */
  readonly group?: Group;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly PolicyFile[];
}

/** The group called `name`, without its `@`, with everything that is wrong with it. */
export function loadGroup(
  source: PolicySource,
  name: string,
  options: { readonly kernel?: Kernel } = {},
): LoadedGroup {
  const { result, diagnostics, files } = collect((report, opened) => {
    const reader = new GroupReader(
      source,
      options.kernel ?? realKernel,
      report,
      opened,
    );
    const file = source.group(name, "");
    return file === undefined ? undefined : reader.group(name, file, []);
  });
  const sound = !diagnostics.some(({ severity }) => severity === "error");
  return result !== undefined && sound
    ? { group: result, diagnostics, files }
    : { diagnostics, files };
}

/** Longer chains than anybody needs, and than a stack should hold. */
const NESTING_MAX = 32;

/** Reads each group once. */
export class GroupReader {
  readonly #source: PolicySource;
  readonly #kernel: Kernel;
  readonly #report: Report;
  readonly #opened: (file: PolicyFile) => void;
  readonly #groups = new Map<string, Group | undefined>();

  constructor(
    source: PolicySource,
    kernel: Kernel,
    report: Report,
    opened: (file: PolicyFile) => void,
  ) {
    this.#source = source;
    this.#kernel = kernel;
    this.#report = report;
    this.#opened = opened;
  }

  /** Whether a file could name the group `name`, without its `@`. */
  has(name: string, from: string): boolean {
    return this.#source.group(name, from) !== undefined;
  }

  /**
   * The syscalls of the group that `name` (with its `@`) asks for in the file `from`.
   * `within` are the groups that are being read. Undefined after a report.
   */
  syscalls(
    name: Located,
    from: string,
    within: readonly string[] = [],
  ): readonly string[] | undefined {
    const bare = name.text.slice(1);
    const error = (code: string, message: string, hint?: string): undefined => {
      const { range } = name;
      const severity = "error";
      const said = { code, severity, message, range } as const;
      this.#report(hint === undefined ? said : { ...said, hint });
      return undefined;
    };
    if (within.includes(bare))
      return error(
        "group-cycle",
        `@${bare} holds itself: ${[...within.slice(within.indexOf(bare)), bare].map((one) => `@${one}`).join(", which holds ")}`,
        "leave one of them out",
      );
    if (within.length >= NESTING_MAX)
      return error(
        "too-deep",
        `groups nest more than ${NESTING_MAX} deep here`,
      );
    if (this.#groups.has(bare)) return this.#groups.get(bare)?.syscalls;
    const file = this.#source.group(bare, from);
    if (file === undefined) {
      const near = nearest(bare, this.#source.groupNames());
      return error(
        "unknown-group",
        `there is no group "@${bare}"`,
        near === undefined
          ? "callgate groups lists those that ship"
          : `write "@${near}"`,
      );
    }
    return this.group(bare, file, within)?.syscalls;
  }

  /** Reads the group in `file`. */
  group(
    name: string,
    file: PolicyFile,
    within: readonly string[],
  ): Group | undefined {
    this.#opened(file);
    const document = readGroupFile(file, this.#report);
    if (document === undefined) {
      this.#groups.set(name, undefined);
      return undefined;
    }
    this.#checkName(document, name);
    const members = textsOf(entryOf(document.root, "names")?.value) ?? [];
    const syscalls = new Set<string>();
    for (const member of members) {
      if (member.text.startsWith("@")) {
        const inner = this.syscalls(member, file.path, [...within, name]);
        for (const one of inner ?? []) syscalls.add(one);
      } else if (isKnownAnywhere(this.#kernel, member.text))
        syscalls.add(member.text);
      else this.#unknownSyscall(member);
    }
    const description = textsOf(entryOf(document.root, "description")?.value);
    const group: Group = {
      name,
      description: description?.[0]?.text.trim() ?? "",
      members: members.map(({ text }) => text),
      syscalls: [...syscalls].sort(),
    };
    this.#groups.set(name, group);
    return group;
  }

  #checkName({ root }: Document, name: string): void {
    const said = textsOf(entryOf(root, "group")?.value)?.[0];
    if (said === undefined || said.text === name) return;
    this.#report({
      code: "name-mismatch",
      severity: "error",
      message: `this file is the group "@${name}" and calls itself "${said.text}"`,
      range: said.range,
      hint: `write ${name}`,
    });
  }

  #unknownSyscall({ text, range }: Located): void {
    const near = nearest(text, knownAnywhere(this.#kernel));
    this.#report({
      code: "unknown-syscall",
      severity: "error",
      message: `no arch has a syscall "${text}"`,
      range,
      ...(near === undefined ? {} : { hint: `write ${near}` }),
    });
  }
}

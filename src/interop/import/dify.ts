/**
 * DifySandbox's lists: slices of `syscall.SYS_NAME` in its Go source, `allowed_syscalls` in
 * its `config.yaml`, or the lists by name in JSON. What is listed is allowed, the error list
 * is answered EPERM, and everything else kills; a second policy adds the network list.
 */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import { placesOf } from "../../document/places.js";
import { kernel } from "../../policy/kernel.js";
import type { ArchName, PolicyFile } from "../../policy/model.js";
import { readJson, readYaml, valueOf, wholeOf, type Data } from "../data.js";
import { policyName } from "../names.js";
import type { SourcePolicy, SourceRule } from "../source.js";
import type { Told } from "../told.js";
import { readGoLists } from "./dify-go.js";
import { Fields } from "./fields.js";
import { chosenArches, type ImportOptions } from "./importer.js";

/** One of the three lists, for one arch. */
export interface SyscallList {
  readonly role: "allow" | "errno" | "network";
  readonly arches: readonly ArchName[];
  readonly syscalls: readonly ListedSyscall[];
}

/** By name, or by the number that the file gives. */
export interface ListedSyscall {
  readonly name: string | undefined;
  readonly number: number | undefined;
  readonly range: Range;
}

export function importDify(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const report = ({
    code,
    message,
    range,
    hint,
  }: {
    readonly code: string;
    readonly message: string;
    readonly range: Range;
    readonly hint?: string;
  }): void => told.error(code, message, range, hint);
  const name = policyName(file.path);
  if (/^\s*\{/.test(file.text)) {
    const data = readJson(file, report);
    return data === undefined ? [] : fromNames(data, file, options, told);
  }
  if (/^\s*(\/\/|\/\*|package\b)/.test(file.text)) {
    const lists = readGoLists(file, chosenArches(options), told);
    if (lists === undefined) return [];
    const arches = options.arches ?? archesOf(lists);
    const range = placesOf(file).range(0, 1);
    return policiesOf(name, lists, arches, file, range, told, []);
  }
  const data = readYaml(file, report);
  return data === undefined ? [] : fromConfig(name, data, file, options, told);
}

/** `{ LANGUAGE: { ARCH: { allow, errno, network } } }`. */
function fromNames(
  data: Data,
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const fields = new Fields(told);
  if (data.kind !== "object" || data.entries.length === 0) {
    told.error("no-lists", "this file holds no list of syscalls", data.range);
    return [];
  }
  return data.entries.flatMap(({ key, keyRange: range, value: language }) => {
    if (fields.object(language, "the lists of a language") === undefined)
      return [];
    const lists =
      language.kind === "object"
        ? language.entries.flatMap(({ key: arch, keyRange, value }) =>
            listsOfArch(arch, keyRange, value, fields, told),
          )
        : [];
    const arches = options.arches ?? archesOf(lists);
    const name = policyName(`${key}.`);
    return policiesOf(name, lists, arches, file, range, told, []);
  });
}

function listsOfArch(
  name: string,
  range: Range,
  lists: Data,
  fields: Fields,
  told: Told,
): readonly SyscallList[] {
  const arch = kernel.archNames.find((one) => one === name);
  if (arch === undefined) {
    told.error("unknown-arch", `there is no arch "${name}"`, range);
    return [];
  }
  if (fields.object(lists, "the lists of an arch") === undefined) return [];
  fields.noOthers(lists, ROLES);
  return ROLES.map((role) => ({
    role,
    arches: [arch],
    syscalls: fields.texts(valueOf(lists, role), `"${role}"`).map((text) => ({
      name: text.text,
      number: undefined,
      range: text.range,
    })),
  }));
}

const ROLES = ["allow", "errno", "network"] as const;

function fromConfig(
  name: string,
  data: Data,
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const fields = new Fields(told);
  const arches = chosenArches(options);
  const listed = fields.list(
    fields.required(data, "allowed_syscalls"),
    `"allowed_syscalls"`,
  );
  const syscalls = listed.flatMap((item): ListedSyscall[] => {
    const number = wholeOf(item);
    if (number !== undefined && number < 1n << 32n)
      return [{ name: undefined, number: Number(number), range: item.range }];
    told.error(
      "bad-number",
      `each of "allowed_syscalls" is a syscall's number`,
      item.range,
    );
    return [];
  });
  if (data.kind === "object" && listed.length === 0)
    told.error(
      "empty-list",
      `"allowed_syscalls" is empty, so DifySandbox uses the lists in its own source`,
      data.range,
      "import those: internal/static/python_syscall/syscalls_amd64.go",
    );
  return policiesOf(
    name,
    [{ role: "allow", arches, syscalls }],
    arches,
    file,
    data.range,
    told,
    [
      "The configuration holds only what is allowed: DifySandbox adds the error list of its source, whose calls are answered EPERM.",
    ],
  );
}

function archesOf(lists: readonly SyscallList[]): readonly ArchName[] {
  return kernel.archNames.filter((arch) =>
    lists.some(({ arches }) => arches.includes(arch)),
  );
}

function policiesOf(
  name: string,
  lists: readonly SyscallList[],
  arches: readonly ArchName[],
  file: PolicyFile,
  range: Range,
  told: Told,
  comments: readonly string[],
): readonly SourcePolicy[] {
  const own = told.apart();
  checkListed(lists, arches, range, own);
  const rules = lists.flatMap((list) => rulesOf(list, arches, own));
  // Counted in the file: names that --lossy leaves out make no fewer policies.
  const hasNetwork = lists.some(
    (list) =>
      list.role === "network" &&
      list.syscalls.length > 0 &&
      list.arches.some((arch) => arches.includes(arch)),
  );
  const make = (
    suffix: string,
    network: boolean,
    note: readonly string[],
  ): SourcePolicy => ({
    name: `${name}${suffix}`,
    description: `Imported from ${file.path.replace(/^.*[/\\]/, "")}, DifySandbox's lists${network ? " with network" : ""}.`,
    arches,
    default: "kill",
    unknown: "kill",
    foreign: "kill(thread)",
    rules: rules
      .filter(({ role }) => network || role !== "network")
      .sort((a, b) => Number(a.role === "errno") - Number(b.role === "errno"))
      .map(({ rule }) => rule),
    comments: [...comments, ...note],
    losses: own.losses,
  });
  if (!hasNetwork) return [make("", false, [])];
  return [
    make("", false, [
      `Without network; ${name}-network, from the same file, grants it.`,
    ]),
    make("-network", true, []),
  ];
}

/** Without a list everything would be killed: nobody asked for that. */
function checkListed(
  lists: readonly SyscallList[],
  arches: readonly ArchName[],
  range: Range,
  told: Told,
): void {
  const unlisted = arches.filter((arch) =>
    lists.every((list) => !list.arches.includes(arch)),
  );
  if (arches.length > 0 && unlisted.length === 0) return;
  told.error(
    "no-lists",
    `there is no list of syscalls here${unlisted.length === 0 ? "" : ` for ${unlisted.join(", ")}`}`,
    range,
    unlisted.length === 0
      ? undefined
      : "import for the arches that have one: --arch",
  );
}

interface RuleInList {
  readonly role: SyscallList["role"];
  readonly rule: SourceRule;
}

/** Allowed calls come first: libseccomp keeps the first of two rules on one number. */
function rulesOf(
  { role, arches, syscalls }: SyscallList,
  wanted: readonly ArchName[],
  told: Told,
): readonly RuleInList[] {
  const action = role === "errno" ? "deny(EPERM)" : "allow";
  return syscalls.flatMap((syscall) => {
    const on = arches.filter((arch) => wanted.includes(arch));
    return on.flatMap((arch): RuleInList[] => {
      const name = nameOn(arch, syscall, told);
      if (name === undefined) return [];
      const rule = { action, name, arches: [arch], range: syscall.range };
      return [{ role, rule }];
    });
  });
}

function nameOn(
  arch: ArchName,
  { name, number, range }: ListedSyscall,
  told: Told,
): string | undefined {
  const { byName, byNumber } = kernel.table(arch);
  if (number !== undefined) {
    const found = byNumber.get(number)?.name;
    if (found === undefined)
      told.lost(
        "unknown-number",
        `${arch} has no syscall with the number ${number}`,
        range,
      );
    return found;
  }
  const known = name === undefined ? undefined : (GO_NAMES.get(name) ?? name);
  if (known !== undefined && byName.has(known)) return known;
  told.lost(
    "unknown-syscall",
    `${arch} has no syscall "${name ?? ""}"`,
    range,
    { near: () => nearest(name ?? "", byName.keys()) },
  );
  return undefined;
}

/** Where Go's `syscall` package has another name than the kernel's table. */
const GO_NAMES: ReadonlyMap<string, string> = new Map([
  ["fstatat", "newfstatat"],
  ["pread", "pread64"],
  ["pwrite", "pwrite64"],
]);

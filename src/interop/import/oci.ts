/**
 * OCI's and Docker's seccomp profiles (runtime-spec's `linux.seccomp`, moby's and
 * containers' files with `archMap`, `includes` and `excludes`; Kubernetes' SeccompProfile
 * holds the same), with the meaning that runc and libseccomp give them.
 */
import type { Range } from "../../document/diagnostic.js";
import { kernel } from "../../policy/kernel.js";
import type { ArchName, PolicyFile } from "../../policy/model.js";
import { readJson, readYaml, valueOf, type Data } from "../data.js";
import { policyName } from "../names.js";
import type { SourcePolicy } from "../source.js";
import type { Told } from "../told.js";
import { Fields } from "./fields.js";
import { chosenArches, type ImportOptions } from "./importer.js";
import { EntryReader, unknownWord } from "./oci-entries.js";
import { rulesOf, unknownNames } from "./oci-rules.js";
import { OTHER_SCMP_ARCHES, SCMP_ARCHES } from "./oci-text.js";

export function importOci(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const report = (d: {
    code: string;
    message: string;
    range: Range;
    hint?: string;
  }): void => told.error(d.code, d.message, d.range, d.hint);
  const isJson = /^\s*[{[]/.test(file.text);
  const data = isJson ? readJson(file, report) : readYaml(file, report);
  if (data === undefined) return [];
  return new OciReader(file, options, told).policies(data);
}

class OciReader {
  readonly #file: PolicyFile;
  readonly #options: ImportOptions;
  readonly #told: Told;
  readonly #fields: Fields;
  readonly #comments: string[] = [];

  constructor(file: PolicyFile, options: ImportOptions, told: Told) {
    this.#file = file;
    this.#options = options;
    this.#told = told;
    this.#fields = new Fields(told);
  }

  policies(root: Data): readonly SourcePolicy[] {
    const { data, name } = this.#profileIn(root);
    if (data === undefined) return [];
    this.#fields.noOthers(data, PROFILE_KEYS);
    const arches = this.#arches(data);
    const reader = new EntryReader(this.#options, this.#told);
    const fallback = this.#default(data, reader)(arches);
    const entries = this.#fields
      .list(valueOf(data, "syscalls"), `"syscalls"`)
      .flatMap((entry) => reader.entry(entry) ?? []);
    this.#sayFlags(data);
    const rules = rulesOf(entries, arches, fallback, this.#told);
    const unknown = unknownNames(entries);
    if (unknown.length > 0)
      this.#comments.push(
        `No arch that callgate knows has these, which OCI's runtimes skip too: ${unknown.join(", ")}.`,
      );
    return [
      {
        name,
        description: `Imported from ${baseName(this.#file.path)}, a seccomp profile of OCI's format.`,
        arches,
        default: fallback,
        unknown: fallback,
        foreign: "kill(thread)",
        rules,
        comments: [...this.#comments, ...reader.comments],
        losses: this.#told.losses,
      },
    ];
  }

  /** The profile itself, in a runtime configuration, or in a Kubernetes object. */
  #profileIn(root: Data): { data: Data | undefined; name: string } {
    const name = policyName(this.#file.path);
    const linux = valueOf(valueOf(root, "linux"), "seccomp");
    const spec = valueOf(root, "spec");
    if (linux !== undefined)
      return { data: this.#fields.object(linux, `"linux.seccomp"`), name };
    if (spec !== undefined) {
      const given = valueOf(valueOf(root, "metadata"), "name");
      return {
        data: this.#fields.object(spec, `"spec"`),
        name: given?.kind === "text" ? policyName(`${given.text}.`) : name,
      };
    }
    return { data: this.#fields.object(root, "a seccomp profile"), name };
  }

  #arches(data: Data): readonly ArchName[] {
    const architectures = valueOf(data, "architectures");
    const archMap = valueOf(data, "archMap");
    if (architectures !== undefined && archMap !== undefined)
      this.#told.error(
        "two-arch-lists",
        `"architectures" and "archMap" can't both be given`,
        archMap.range,
        "keep one of the two",
      );
    const names = [
      ...this.#fields.texts(architectures, `"architectures"`),
      ...this.#fields.list(archMap, `"archMap"`).flatMap((entry) => {
        this.#fields.object(entry, `each of "archMap"`);
        this.#fields.noOthers(entry, ["architecture", "subArchitectures"]);
        const main = this.#fields.text(
          valueOf(entry, "architecture"),
          `"architecture"`,
        );
        const others = this.#fields.texts(
          valueOf(entry, "subArchitectures"),
          `"subArchitectures"`,
        );
        return main === undefined ? others : [main, ...others];
      }),
    ];
    const listed: ArchName[] = [];
    const others: string[] = [];
    for (const { text, range } of names) {
      const arch = SCMP_ARCHES.get(text);
      if (arch !== undefined) listed.push(arch);
      else if (OTHER_SCMP_ARCHES.has(text)) others.push(text.slice(10));
      else unknownWord(this.#told, "arch", text, range, SCMP_ARCHES.keys());
    }
    const { arches } = this.#options;
    const wanted = new Set(listed.length > 0 ? listed : []);
    if (arches === undefined && others.length > 0)
      this.#comments.push(
        `The file is also for arches that callgate has no table of: ${[...new Set(others)].join(", ")}.`,
      );
    const chosen =
      arches ?? (wanted.size > 0 ? [...wanted] : chosenArches(this.#options));
    const mixed = chosen.some((arch) =>
      (FAMILIES.get(arch) ?? []).some((one) => wanted.has(one)),
    );
    if (mixed)
      this.#comments.push(
        "In the file one filter serves a machine's arch and its sub-arches; here each arch has its own program, and calls of another arch are foreign.",
      );
    return kernel.archNames.filter((arch) => chosen.includes(arch));
  }

  #default(
    data: Data,
    reader: EntryReader,
  ): (arches: readonly ArchName[]) => string {
    const action = this.#fields.required(data, "defaultAction");
    return reader.action(
      this.#fields.text(action, `"defaultAction"`),
      valueOf(data, "defaultErrnoRet"),
      valueOf(data, "defaultErrno"),
    );
  }

  #sayFlags(data: Data): void {
    const flags = this.#fields.texts(valueOf(data, "flags"), `"flags"`);
    if (flags.length > 0)
      this.#comments.push(
        `The file asks for ${flags.map(({ text }) => text).join(", ")}: how a filter is loaded is no part of a policy.`,
      );
  }
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}

/** Arches whose programs one machine runs. */
const FAMILIES: ReadonlyMap<ArchName, readonly ArchName[]> = new Map([
  ["x86_64", ["i386", "x32"]],
  ["aarch64", ["arm"]],
]);

const PROFILE_KEYS = [
  "defaultAction",
  "defaultErrnoRet",
  "defaultErrno",
  "architectures",
  "archMap",
  "syscalls",
  "flags",
  "listenerPath",
  "listenerMetadata",
];

/** Makes the syscall files: `signatures.json`, which all arches share, and one file an arch. */
import { archSources, type ArchSource } from "./arches.js";
import { readDefinitions, type Parameter } from "./definitions.js";
import { auditArch, tableEntries } from "./numbers.js";
import { registersOf } from "./signatures.js";
import type { KernelSource } from "./source.js";
import { readingOf } from "./types.js";

interface ArchFile {
  readonly arch: ArchSource;
  readonly numbers: Map<string, number>;
  readonly signatures: Map<string, string>;
}

/** File name to text, for every syscall file. */
export function syscallFiles(source: KernelSource): Map<string, string> {
  for (const arch of archSources) checkFacts(source, arch);
  const definitions = readDefinitions(source.root);
  const types = new Map<string, string>();
  const arches = archSources.map((arch): ArchFile => {
    const numbers = new Map<string, number>();
    const signatures = new Map<string, string>();
    for (const entry of tableEntries(source, arch)) {
      const registers = registersOf(definitions, arch, entry);
      for (const { type } of registers) noteType(types, type, entry.name);
      numbers.set(entry.name, entry.nr);
      signatures.set(entry.name, registers.map(inC).join(", "));
    }
    return { arch, numbers, signatures };
  });

  const shared = sharedSignatures(arches);
  const files = new Map<string, string>();
  files.set(
    "signatures.json",
    jsonText({
      source: source.version,
      types: sorted(types),
      signatures: sorted(shared),
    }),
  );
  for (const { arch, numbers, signatures } of arches) {
    const own = [...signatures].filter(
      ([name, text]) => shared.get(name) !== text,
    );
    files.set(
      `${arch.name}.json`,
      jsonText({
        source: source.version,
        table: `${arch.table} (${arch.abis.join(", ")})`,
        auditArch: auditArch(source, arch.auditArch),
        bits: arch.bits,
        endian: arch.endian,
        numbers: Object.fromEntries(numbers),
        signatures: Object.fromEntries(own),
      }),
    );
  }
  return files;
}

/** The signature of the first arch that implements the call. */
function sharedSignatures(arches: readonly ArchFile[]): Map<string, string> {
  const shared = new Map<string, string>();
  for (const { signatures } of arches) {
    for (const [name, text] of signatures) {
      const known = shared.get(name);
      if (known === undefined || known === "") shared.set(name, text);
    }
  }
  return shared;
}

function noteType(types: Map<string, string>, type: string, where: string) {
  if (type.endsWith("*")) return;
  const reading = readingOf(type);
  if (reading === undefined) throw new Error(`${where}: unknown type ${type}`);
  types.set(type, reading);
}

function inC({ name, type }: Parameter): string {
  return type.endsWith("*") ? `${type}${name}` : `${type} ${name}`;
}

/** What `arches.ts` says of the tree must stand in the tree. */
function checkFacts(source: KernelSource, arch: ArchSource): void {
  for (const { symbol, selectedBy } of arch.selected) {
    if (selectedBy === undefined) continue;
    const [file = "", entry = ""] = selectedBy.split(": ");
    if (!selects(source.read(file), entry, symbol)) {
      throw new Error(`${selectedBy} does not select ${symbol}`);
    }
  }
  const [files = "", ...line] = arch.abisFrom.split(": ");
  const text = files
    .split(", ")
    .flatMap((file) => source.read(file).split("\n"))
    .filter((one) => one.includes(line.join(": ")))
    .join(" ");
  const listed = /(?:abis|-a|syscall_abis_64|unistd_64)\s*(?:\+?=|:=)?/g;
  const words = new Set(text.replace(listed, " ").match(/\w+/g));
  const missing = arch.abis.filter((abi) => !words.has(abi) && abi !== "eabi");
  if (missing.length > 0) {
    throw new Error(`${arch.abisFrom} does not list ${missing.join(", ")}`);
  }
}

/** Whether `config ENTRY` of a Kconfig file has `select SYMBOL`, without an `if`. */
function selects(kconfig: string, entry: string, symbol: string): boolean {
  let inside = false;
  for (const line of kconfig.split("\n")) {
    const config = /^config (\w+)/.exec(line);
    if (config !== null) inside = config[1] === entry;
    if (inside && line.trim() === `select ${symbol}`) return true;
  }
  return false;
}

function sorted(map: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON with one entry a line, so that a difference shows as the syscall that changed. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

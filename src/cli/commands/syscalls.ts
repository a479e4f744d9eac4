/** `callgate syscalls [NAME]`: numbers per arch, arguments as the kernel names them. */
import type { Command } from "commander";
import {
  archNames,
  archTable,
  type ArchName,
  type Argument,
} from "../../../syscalls/index.js";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import { oneOf, readArches } from "../arguments.js";
import { print, printJson, table } from "../output.js";

interface Options {
  readonly arch?: readonly ArchName[];
  readonly format: "text" | "json";
}

export function define(command: Command): void {
  command
    .description(
      "Lists syscalls with their number on each arch, or tells one's arguments.",
    )
    .argument("[name]", "a syscall")
    .option("--arch <arch>", "only this arch; again for more", readArches)
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText("after", "\nExample:\n  $ callgate syscalls openat")
    .action((name: string | undefined, { arch, format }: Options) => {
      const arches = arch ?? archNames;
      if (name === undefined) listAll(arches, format);
      else showOne(name, arches, format);
    });
}

function listAll(arches: readonly ArchName[], format: "text" | "json"): void {
  if (format === "json") {
    printJson(
      Object.fromEntries(
        arches.map((arch) => [
          arch,
          Object.fromEntries(
            [...archTable(arch).byName].map(([name, { nr }]) => [name, nr]),
          ),
        ]),
      ),
    );
    return;
  }
  const names = namesOn(arches);
  print(
    table([
      ["syscall", ...arches],
      ...names.map((name) => [
        name,
        ...arches.map((arch) => numberOf(name, arch)),
      ]),
    ]),
  );
}

function showOne(
  name: string,
  arches: readonly ArchName[],
  format: "text" | "json",
): void {
  requireKnown(name, arches);
  const found = arches.flatMap((arch) => {
    const syscall = archTable(arch).byName.get(name);
    return syscall === undefined ? [] : [{ arch, syscall }];
  });
  if (format === "json") {
    printJson({
      name,
      arches: Object.fromEntries(
        found.map(({ arch, syscall: { nr, args, since } }) => [
          arch,
          { nr, args, ...(since === undefined ? {} : { since }) },
        ]),
      ),
    });
    return;
  }
  print(
    table([
      ["arch", "number", "arguments"],
      ...found.map(({ arch, syscall: { nr, args } }) => [
        arch,
        String(nr),
        args.map(describe).join(", ") || "none",
      ]),
    ]),
  );
}

/** Throws a `Fault` where none of `arches` has the syscall, with those that have it. */
function requireKnown(name: string, arches: readonly ArchName[]): void {
  const has = (arch: ArchName): boolean => archTable(arch).byName.has(name);
  if (arches.some(has)) return;
  const others = archNames.filter(has);
  if (others.length > 0)
    throw new Fault(
      "unknown-syscall",
      `${arches.join(", ")} ${arches.length === 1 ? "has" : "have"} no syscall named "${name}"`,
      {
        hint: `${others.join(", ")} ${others.length === 1 ? "has" : "have"} it`,
      },
    );
  const near = nearest(name, namesOn(arches));
  throw new Fault(
    "unknown-syscall",
    `no arch has a syscall named "${name}"`,
    near === undefined ? {} : { hint: `did you mean ${near}?` },
  );
}

/** The argument by the names that a policy may use, and what the kernel reads of it. */
function describe(argument: Argument): string {
  const { name, alias, type } = argument;
  const space = type.endsWith("*") ? "" : " ";
  const names = alias === undefined ? name : `${name} or ${alias}`;
  return `${type}${space}${names} (${readingOf(argument)})`;
}

function readingOf({ width, narrow, signed, pointer, word }: Argument): string {
  if (pointer) return "pointer";
  const half = word === undefined ? "" : `, ${word} word`;
  return `${signed ? "signed" : "unsigned"} ${narrow ?? width}${half}`;
}

function namesOn(arches: readonly ArchName[]): string[] {
  return [
    ...new Set(arches.flatMap((arch) => [...archTable(arch).byName.keys()])),
  ].sort();
}

function numberOf(name: string, arch: ArchName): string {
  const nr = archTable(arch).byName.get(name)?.nr;
  return nr === undefined ? "-" : String(nr);
}

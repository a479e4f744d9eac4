/** `callgate compile FILE`: programs, and the manifest that says what they are made of. */
import { basename, join } from "node:path";
import type { Command } from "commander";
import type { ArchName } from "../../../syscalls/index.js";
import { bind, bytesForFile, requireBound } from "../../compiler/bind.js";
import { disassemble } from "../../compiler/disassemble.js";
import type { Program } from "../../compiler/program.js";
import { Fault } from "../../document/fault.js";
import type { Phase, Policy } from "../../policy/model.js";
import { oneOrMore, readArches, parameters, readPhases } from "../arguments.js";
import { cArray } from "../c-array.js";
import { EXIT_BAD_INPUT } from "../exit-codes.js";
import { writeAll, type Output } from "../files.js";
import { textOfManifest } from "../manifests.js";
import { note, print } from "../output.js";
import {
  compileFrom,
  policyFrom,
  requireKnownParameters,
} from "../policies.js";
import { readProfile } from "../profile.js";
import { meaningOn } from "../programs.js";

const FORMS = ["bpf", "c", "json", "asm"] as const;
type Form = (typeof FORMS)[number];

interface Options {
  readonly arch?: readonly ArchName[];
  readonly phase?: readonly Phase[];
  readonly output?: string;
  readonly outDir?: string;
  readonly emit: readonly Form[];
  readonly param: ReadonlyMap<string, bigint>;
  readonly profile?: string;
  readonly unproven?: boolean;
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Compiles a policy: one program for each arch and phase, proven equal to the policy.",
    )
    .argument("<file>", "a policy file, or the name of a shipped policy")
    .option("--arch <arch>", "only this arch; again for more", readArches)
    .option("--phase <phases>", "run, boot, or both with a comma", readPhases)
    .option("-o, --output <file>", "write one program there; - is stdout")
    .option(
      "--out-dir <dir>",
      "write NAME.ARCH.bpf, NAME.ARCH.boot.bpf and NAME.json there",
    )
    .option(
      "--emit <forms>",
      "bpf (raw struct sock_filter), c (an array), json (the manifest), asm (a disassembly)",
      (text) => oneOrMore("form", text, FORMS),
      ["bpf"],
    )
    .addOption(parameters("bind a parameter; again for more"))
    .option(
      "--profile <file>",
      'JSON {"SYSCALL": COUNT} of a real run: frequent calls are decided sooner',
    )
    .option(
      "--unproven",
      "leave the proof out and mark the manifest so; for measurements only",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate compile python --arch x86_64 -o - > python.bpf\n  $ callgate compile policy/python.yaml --out-dir build",
    )
    .action((file: string, options: Options) => {
      const policy = policyFrom(file);
      if (policy === undefined) return exit(EXIT_BAD_INPUT);
      const programs = programsOf(policy, options);
      if (options.outDir !== undefined)
        writeAll(filesFor(policy, programs, options.outDir, options));
      else writeOne(policy, programs, options);
    });
}

function programsOf(policy: Policy, options: Options): Program[] {
  const arches = options.arch ?? policy.arches.map(({ arch }) => arch);
  const phases = options.phase ?? defaultPhases(policy, options);
  requireKnownParameters(policy, options.param);
  return arches.flatMap((arch) => {
    meaningOn(policy, arch);
    const profile =
      options.profile === undefined
        ? {}
        : { profile: readProfile(options.profile, arch) };
    return phases.map((phase) => {
      const unproven = options.unproven === true;
      const program = compileFrom(policy, {
        arch,
        phase,
        unproven,
        ...profile,
      });
      return options.param.size === 0 ? program : bind(program, options.param);
    });
  });
}

/** A policy that says nothing of booting has one program. */
function defaultPhases(policy: Policy, options: Options): readonly Phase[] {
  const boots = policy.rules.some(({ phase }) => phase === "boot");
  return boots && options.outDir !== undefined ? ["run", "boot"] : ["run"];
}

function fileName(policy: Policy, program: Program, extension: string): string {
  const phase = program.phase === "boot" ? ".boot" : "";
  return `${policy.name}.${program.arch}${phase}.${extension}`;
}

function filesFor(
  policy: Policy,
  programs: readonly Program[],
  folder: string,
  options: Options,
): Output[] {
  const outputs = programs.flatMap((program) =>
    options.emit
      .filter((form) => form !== "json")
      .map((form) => ({
        path: join(
          folder,
          fileName(policy, program, form === "c" ? "h" : form),
        ),
        content: contentOf(policy, program, form),
      })),
  );
  const content = manifestText(policy, programs, options);
  return [...outputs, { path: join(folder, `${policy.name}.json`), content }];
}

function manifestText(
  policy: Policy,
  programs: readonly Program[],
  { profile, param }: Options,
): string {
  return textOfManifest(policy, programs, {
    values: param,
    ...(profile === undefined ? {} : { profile }),
  });
}

function contentOf(
  policy: Policy,
  program: Program,
  form: Exclude<Form, "json">,
): string | Uint8Array {
  switch (form) {
    case "bpf":
      return bytesForFile(program);
    case "c":
      return cArray(policy.name, program);
    case "asm":
      return disassemble(program);
    default:
      return form satisfies never;
  }
}

function writeOne(
  policy: Policy,
  programs: readonly Program[],
  options: Options,
): void {
  const { output, emit } = options;
  const [form, ...more] = emit;
  if (form === undefined || more.length > 0)
    throw new Fault("one-form", "one file takes one form", {
      hint: "choose one for --emit, or write to a folder with --out-dir",
    });
  if (form === "json") {
    const content = manifestText(policy, programs, options);
    if (output === undefined || output === "-") return print(content);
    return writeAll([{ path: output, content }]);
  }
  const [program, ...others] = programs;
  if (program === undefined || others.length > 0)
    throw new Fault(
      "one-program",
      `${programs.length} programs do not fit into one output`,
      {
        hint: "choose with --arch and --phase, or write to a folder with --out-dir",
      },
    );
  // It comes without a manifest: whoever takes it could not know what is left to bind.
  const content = contentOf(policy, requireBound(program), form);
  if (output === "-" || (output === undefined && form !== "bpf"))
    process.stdout.write(content);
  else if (output === undefined)
    throw new Fault("no-output", "where the program goes is not said", {
      hint: `add -o ${basename(fileName(policy, program, "bpf"))}, -o - for stdout, or --out-dir`,
    });
  else {
    writeAll([{ path: output, content }]);
    note(`${output}: ${program.bytes.length / 8} instructions`);
  }
}

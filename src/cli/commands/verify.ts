/** `callgate verify`: whether a program does what a policy says, or a build what its manifest says. */
import type { Command } from "commander";
import type { ArchName } from "../../../syscalls/index.js";
import { callText } from "../../audit/call-text.js";
import { answerText, returnText } from "../../compiler/actions.js";
import type { Verdict } from "../../compiler/verdict.js";
import { verifyProgram } from "../../compiler/verify.js";
import { Fault } from "../../document/fault.js";
import type { Phase } from "../../policy/model.js";
import { oneOf, readArch, parameters } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_NO } from "../exit-codes.js";
import { note, print, printJson } from "../output.js";
import { policyFrom } from "../policies.js";
import { archFor, meaningOn, readProgram } from "../programs.js";
import { rebuild } from "../rebuild.js";

interface Options {
  readonly manifest?: string;
  readonly arch?: ArchName;
  readonly phase?: Phase;
  readonly param: ReadonlyMap<string, bigint>;
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Proves that a program, whoever made it, answers every call as a policy says, or prints a call where it does not.",
    )
    .argument(
      "[program]",
      "raw struct sock_filter bytes, as compile writes them",
    )
    .argument("[file]", "a policy file, or the name of a shipped policy")
    .option(
      "--manifest <file>",
      "make the build of this manifest again instead, and say what differs",
    )
    .option(
      "--arch <arch>",
      "the program's arch (default: from its name, then this machine's)",
      readArch,
    )
    .option(
      "--phase <phase>",
      "run, boot (default: from its name, then run)",
      oneOf<Phase>("phase", ["run", "boot"]),
    )
    .addOption(parameters("a parameter's value; again for more"))
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate verify python.x86_64.bpf policy/python.yaml\n\nExits 0 where it is proven, 1 where it differs, 2 where it can't be decided.",
    )
    .action((file: unknown, policyFile: unknown, options: Options) => {
      if (options.manifest !== undefined) {
        if (file !== undefined)
          throw new Fault("wrong-use", "--manifest stands alone", {
            hint: "the manifest names the policy and its programs",
          });
        return exit(verifyBuild(options.manifest, options.format));
      }
      if (typeof file !== "string" || typeof policyFile !== "string")
        throw new Fault("wrong-use", "verify takes a program and a policy", {
          hint: "callgate verify python.x86_64.bpf policy/python.yaml, or --manifest NAME.json",
        });
      const arch = archFor(options.arch, file);
      const bytes = readProgram(file, arch);
      const policy = policyFrom(policyFile);
      if (policy === undefined) return exit(EXIT_BAD_INPUT);
      const verdict = verifyProgram(bytes, meaningOn(policy, arch), {
        phase: options.phase ?? (file.includes(".boot.") ? "boot" : "run"),
        values: options.param,
      });
      if (options.format === "json") printJson(asJson(verdict, arch));
      else show(verdict, arch, file, policyFile);
      exit(exitCodeOf(verdict));
    });
}

/** Byte for byte, from the inputs that the manifest names. */
function verifyBuild(path: string, format: Options["format"]): number {
  const rebuilt = rebuild(path);
  if (rebuilt === undefined) return EXIT_BAD_INPUT;
  const { differences, programs, files } = rebuilt;
  if (format === "json") printJson({ manifest: path, ...rebuilt });
  else if (differences.length === 0)
    print(
      `${path} is reproduced byte for byte: ${programs} ${programs === 1 ? "program" : "programs"}, of which ${files} ${files === 1 ? "lies" : "lie"} beside it`,
    );
  else
    print(
      [
        `${path} is not reproduced`,
        ...differences.map(
          ({ what, name, sentence }) => `  ${what} ${name}: ${sentence}`,
        ),
      ].join("\n"),
    );
  return differences.length === 0 ? EXIT_DONE : EXIT_NO;
}

function exitCodeOf({ kind }: Verdict): number {
  if (kind === "proven") return EXIT_DONE;
  return kind === "differs" ? EXIT_NO : EXIT_BAD_INPUT;
}

function show(
  verdict: Verdict,
  arch: ArchName,
  file: string,
  policyFile: string,
): void {
  switch (verdict.kind) {
    case "proven":
      return print(`${file} does what ${policyFile} says on ${arch}: proven`);
    case "differs":
      return print(
        [
          `${file} does not do what ${policyFile} says on ${arch}`,
          `  call:    ${callText(verdict.witness, arch)}`,
          `  policy:  ${answerText(verdict.left, arch)}`,
          `  program: ${answerText(verdict.right, arch)}`,
        ].join("\n"),
      );
    case "undecided":
      return note(
        `${file} can't be decided: instruction ${verdict.instruction} does arithmetic that the prover does not follow`,
      );
    case "out-of-room":
      return note(
        `${file} can't be decided: the proof takes more memory than the prover allows itself`,
      );
    case "not-loadable":
      return note(
        `the kernel does not take ${file}: instruction ${verdict.instruction}: ${verdict.reason}`,
      );
    default:
      verdict satisfies never;
  }
}

/** The verdict with 64-bit values as strings. */
function asJson(verdict: Verdict, arch: ArchName): object {
  if (verdict.kind !== "differs") return { arch, ...verdict };
  const { witness, left, right } = verdict;
  return {
    arch,
    kind: "differs",
    witness: {
      arch: witness.arch,
      nr: witness.nr,
      args: witness.args.map((value) => `0x${value.toString(16)}`),
      text: callText(witness, arch),
    },
    policy: returnText(left),
    program: returnText(right),
  };
}

/** What a program answers to a call, as the kernel would run it. */
import {
  D_ARCH,
  D_ARGS,
  D_NR,
  D_POINTER,
  D_WORDS,
  LOADABLE,
  S_AT,
  S_STEPS,
  S_VALUE,
} from "../../asm/layout.js";
import { Fault } from "../document/fault.js";
import { reasonText } from "./check.js";
import { coreWith } from "./core.js";
import { programBlock, type Endian } from "./instructions.js";
import type { Answer, Call } from "./program.js";

/** Answers calls to one program, again and again. */
export type Simulator = (call: Call) => Answer;

/** A simulator of any program that the kernel takes; of another one it throws. */
export function simulatorOf(bytes: Uint8Array, endian: Endian): Simulator {
  const program = programBlock(bytes, endian);
  const core = coreWith(program, new Uint32Array(D_WORDS));
  const reason = core.exports.loadProgram() >>> 0;
  if (reason !== LOADABLE)
    throw new Fault(
      "bad-program",
      `the kernel would not take this program: ${reasonText(reason)}`,
    );
  return (call) => {
    core.patch(program.length, callWords(call));
    core.exports.simulate();
    const answer = core.answer();
    return {
      value: answer[S_VALUE] ?? 0,
      instructions: answer[S_STEPS] ?? 0,
      at: answer[S_AT] ?? 0,
    };
  };
}

/** One answer; for many calls keep a `simulatorOf`. */
export function simulate(
  bytes: Uint8Array,
  call: Call,
  endian: Endian,
): Answer {
  return simulatorOf(bytes, endian)(call);
}

function callWords(call: Call): Uint32Array {
  const words = new Uint32Array(D_WORDS);
  words[D_NR] = call.nr;
  words[D_ARCH] = call.arch;
  put64(words, D_POINTER, call.instructionPointer ?? 0n);
  for (let a = 0; a < 6; a++) put64(words, D_ARGS + a * 2, call.args[a] ?? 0n);
  return words;
}

function put64(words: Uint32Array, at: number, value: bigint): void {
  words[at] = Number(value & 0xffffffffn);
  words[at + 1] = Number((value >> 32n) & 0xffffffffn);
}

/** The call that stands at `at` in the core's words. */
export function callAt(words: Uint32Array, at: number): Call {
  const word = (index: number) => words[at + index] ?? 0;
  const value = (index: number) =>
    BigInt(word(index)) | (BigInt(word(index + 1)) << 32n);
  return {
    nr: word(D_NR),
    arch: word(D_ARCH),
    instructionPointer: value(D_POINTER),
    args: [0, 1, 2, 3, 4, 5].map((a) => value(D_ARGS + a * 2)),
  };
}

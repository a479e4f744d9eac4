/** What a program answers to a call, as the kernel would run it. */
import { D_WORDS, LOADABLE, S_AT, S_STEPS, S_VALUE } from "../../asm/layout.js";
import { Fault } from "../document/fault.js";
import { callWords, type Call } from "./call.js";
import { reasonText } from "./check.js";
import { coreWith } from "./core.js";
import { programBlock, type Endian } from "./instructions.js";

export interface Answer {
  /** The `SECCOMP_RET_*` value that the program returned, unsigned 32 bits. */
  readonly value: number;
  /** Instructions executed, the `ret` included. */
  readonly instructions: number;
  /** Index of the `ret` that answered. */
  readonly at: number;
}

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

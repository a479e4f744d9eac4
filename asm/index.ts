/**
 * The core's exports: numbers in, numbers out, laid out in `layout.ts`. One instance does
 * one job, apart from `simulate`, which runs the loaded program as often as it is asked.
 */
import {
  K_AT,
  K_CONVERTED,
  K_REASON,
  LOADABLE,
  P_ARCH,
  P_SIZE,
} from "./layout";
import { constantAllow } from "./bitmap";
import { check, convertedLength, place, reason } from "./checker";
import { emit } from "./emitter/emit";
import { input, outputAddress, outputLength, put, startOutput } from "./memory";
import { readProgram } from "./program";
import { POLICY, PROGRAM, compare } from "./prover/prove";
import { at, run, steps, value } from "./simulator";

export { reserve } from "./memory";

/** Where the last answer stands, and how many words it has. */
export function answerAddress(): usize {
  return outputAddress();
}

export function answerLength(): u32 {
  return outputLength();
}

/** The policy block at word 0 of the input becomes a program. */
export function compile(): void {
  emit();
}

/** Whether the kernel takes the program block at word 0 of the input: K_* words. */
export function verify(): void {
  readProgram(0);
  const loadable = check();
  startOutput();
  put(reason);
  put(place);
  put(loadable ? convertedLength() : 0);
  assert(K_REASON == 0 && K_AT == 1 && K_CONVERTED == 2 && LOADABLE == 0);
}

/** Whether the policy block at word 0 and the program block behind it answer alike: V_* words. */
export function prove(): void {
  compare(POLICY, 0, PROGRAM, input(P_SIZE), input(P_ARCH));
}

/** The same for two program blocks; a witness is of `arch` where there is one. */
export function comparePrograms(second: u32, arch: u32): void {
  compare(PROGRAM, 0, PROGRAM, second, arch);
}

/** The same for two policy blocks. */
export function comparePolicies(): void {
  compare(POLICY, 0, POLICY, input(P_SIZE), input(P_ARCH));
}

let callAt: u32 = 0;

/** Takes the program block at word 0 of the input for `simulate`; a call follows it. Answers the reason why not. */
export function loadProgram(): u32 {
  callAt = readProgram(0);
  check();
  return reason;
}

/** Runs the loaded program on the call that stands behind it in the input: S_* words. */
export function simulate(): void {
  run(callAt);
  startOutput();
  put(LOADABLE);
  put(value);
  put(steps);
  put(at);
}

/** Whether the kernel answers `nr` from its bitmap, for the loaded program. */
export function cached(arch: u32, nr: u32): bool {
  return constantAllow(arch, nr);
}

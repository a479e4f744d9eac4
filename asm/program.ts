/**
 * The program that a call is about, in the order of execution. The emitter fills it, or
 * `readProgram` from a program block; checker, simulator and prover read it.
 */
import { B_FLAGS, B_HEADER, B_LENGTH } from "./layout";
import { input, roomFor } from "./memory";

export let programLength: u32 = 0;
export let programFlags: u32 = 0;
export let codes = new StaticArray<u32>(256);
export let jumpsTrue = new StaticArray<u32>(256);
export let jumpsFalse = new StaticArray<u32>(256);
export let ks = new StaticArray<u32>(256);

/** Starts a program of `length` instructions. */
export function resize(length: u32, flags: u32): void {
  programLength = length;
  programFlags = flags;
  codes = roomFor(codes, length);
  jumpsTrue = roomFor(jumpsTrue, length);
  jumpsFalse = roomFor(jumpsFalse, length);
  ks = roomFor(ks, length);
}

/** `head` is code | jt << 16 | jf << 24. */
export function setInstruction(at: u32, head: u32, k: u32): void {
  codes[at] = head & 0xffff;
  jumpsTrue[at] = (head >>> 16) & 0xff;
  jumpsFalse[at] = head >>> 24;
  ks[at] = k;
}

export function headOf(at: u32): u32 {
  return codes[at] | (jumpsTrue[at] << 16) | (jumpsFalse[at] << 24);
}

/** Reads the program block at word `at` of the input; answers the word after it. */
export function readProgram(at: u32): u32 {
  resize(input(at + B_LENGTH), input(at + B_FLAGS));
  at += B_HEADER;
  for (let i: u32 = 0; i < programLength; i++) {
    setInstruction(i, input(at), input(at + 1));
    at += 2;
  }
  return at;
}

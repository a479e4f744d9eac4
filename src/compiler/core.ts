/**
 * The one place that instantiates WebAssembly. The module is compiled once; every job gets
 * an instance of its own, so that nothing is left over from the last policy.
 */
import { coreBase64 } from "./core.generated.js";

/** What `asm/index.ts` exports. Numbers arrive signed: `>>> 0` makes them what they are. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(words: number): number;
  answerAddress(): number;
  answerLength(): number;
  compile(): void;
  verify(): void;
  prove(): void;
  comparePrograms(second: number, arch: number): void;
  comparePolicies(): void;
  loadProgram(): number;
  simulate(): void;
  cached(arch: number, nr: number): number;
}

/** An instance with its input in place. */
export interface Core {
  readonly exports: Exports;
  /** The words of the last answer, copied out of the instance. */
  answer(): Uint32Array;
  /** Overwrites words of the input from `index` on. */
  patch(index: number, words: ArrayLike<number>): void;
}

let compiled: WebAssembly.Module | undefined;

/** A fresh instance that holds `blocks` one after the other, from word 0 of its input. */
export function coreWith(...blocks: readonly ArrayLike<number>[]): Core {
  compiled ??= new WebAssembly.Module(coreBytes());
  const exports = exportsOf(new WebAssembly.Instance(compiled, {}));
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const address = exports.reserve(length) >>> 0;
  const patch = (index: number, words: ArrayLike<number>) => {
    // Made after `reserve`, which may move memory, and dropped at once.
    new Uint32Array(exports.memory.buffer, address, length).set(words, index);
  };
  let at = 0;
  for (const block of blocks) {
    patch(at, block);
    at += block.length;
  }
  return {
    exports,
    patch,
    answer: () =>
      new Uint32Array(
        exports.memory.buffer,
        exports.answerAddress() >>> 0,
        exports.answerLength() >>> 0,
      ).slice(),
  };
}

/** The module itself, which is the compiler and the prover: for its digest. */
export function coreBytes(): Uint8Array<ArrayBuffer> {
  return bytesOf(coreBase64);
}

function exportsOf(instance: WebAssembly.Instance): Exports {
  // The module is ours and built with this file: its exports are what `Exports` says.
  return instance.exports as Exports;
}

/** Node's own decoder, where there is one, is much quicker from a cold start. */
const { Buffer: native } = globalThis as {
  readonly Buffer?: {
    from(text: string, encoding: "base64"): Uint8Array<ArrayBuffer>;
  };
};

/** By hand, too: `Buffer` and `atob` are not everywhere that WebAssembly is. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  if (native !== undefined) return native.from(base64, "base64");
  const digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const value = new Uint8Array(128);
  for (let i = 0; i < digits.length; i++) value[digits.charCodeAt(i)] = i;
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((base64.length / 4) * 3 - padding);
  for (let from = 0, to = 0; from < base64.length; from += 4) {
    let four = 0;
    for (let i = 0; i < 4; i++)
      four = (four << 6) | (value[base64.charCodeAt(from + i)] ?? 0);
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8)
      bytes[to++] = four >>> shift;
  }
  return bytes;
}

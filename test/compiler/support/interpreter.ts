/** Classic BPF by hand, independent of the core: what a seccomp program answers to a call. */
import { decode, type Endian } from "../../../src/compiler/instructions.js";
import type { Call } from "../../../src/compiler/call.js";

/** `struct seccomp_data` in memory. */
export function seccompData(call: Call, endian: Endian): DataView {
  const view = new DataView(new ArrayBuffer(64));
  const little = endian === "little";
  view.setUint32(0, call.nr, little);
  view.setUint32(4, call.arch, little);
  view.setBigUint64(8, call.instructionPointer ?? 0n, little);
  for (let a = 0; a < 6; a++)
    view.setBigUint64(16 + a * 8, call.args[a] ?? 0n, little);
  return view;
}

export function interpret(
  bytes: Uint8Array,
  call: Call,
  endian: Endian,
): { readonly value: number; readonly instructions: number } {
  const program = decode(bytes, endian);
  const data = seccompData(call, endian);
  const memory = new Map<number, number>();
  let a = 0;
  let x = 0;
  let instructions = 0;
  for (let pc = 0; ; pc++) {
    const one = program[pc];
    if (one === undefined) throw new Error("ran past the end");
    const { code, jt, jf, k } = one;
    instructions++;
    const operand = (code & 0x08) !== 0 ? x : k;
    const jump = (taken: boolean) => (pc += taken ? jt : jf);
    const group = code & 0x07;
    if (group === 0x06) return { value: code === 0x16 ? a : k, instructions };
    if (group === 0x05) {
      const kind = code & 0xf0;
      if (kind === 0x00) pc += k;
      else if (kind === 0x10) jump(a === operand);
      else if (kind === 0x20) jump(a > operand);
      else if (kind === 0x30) jump(a >= operand);
      else jump((a & operand) !== 0);
    } else if (group === 0x04) {
      const kind = code & 0xf0;
      if (kind === 0x00) a = a + operand;
      else if (kind === 0x10) a = a - operand;
      else if (kind === 0x20) a = Math.imul(a, operand);
      else if (kind === 0x30) {
        if (operand === 0) return { value: 0, instructions };
        a = Math.floor(a / operand);
      } else if (kind === 0x40) a = a | operand;
      else if (kind === 0x50) a = a & operand;
      else if (kind === 0x60) a = a << (operand & 31);
      else if (kind === 0x70) a = a >>> (operand & 31);
      else if (kind === 0x80) a = -a;
      else a = a ^ operand;
      a >>>= 0;
    } else if (group === 0x07) {
      if (code === 0x07) x = a;
      else a = x;
    } else if (code === 0x20) a = data.getUint32(k, endian === "little");
    else if (code === 0x00) a = k;
    else if (code === 0x01) x = k;
    else if (code === 0x60) a = memory.get(k) ?? 0;
    else if (code === 0x61) x = memory.get(k) ?? 0;
    else if (code === 0x02) memory.set(k, a);
    else if (code === 0x03) memory.set(k, x);
    else if (code === 0x80) a = 64;
    else if (code === 0x81) x = 64;
    else throw new Error(`no opcode ${code}`);
  }
}

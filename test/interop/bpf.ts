/** A classic BPF machine of a few lines, for what seccomp programs use. Shares nothing with `asm/`. */

export interface SeccompCall {
  readonly arch: number;
  readonly nr: number;
  readonly args: readonly bigint[];
}

/** Answers `struct seccomp_data` as 16 words: nr, arch, 2 of the address, 12 of arguments. */
export type Machine = (data: Uint32Array) => number;

/** The 16 words of a call; `big` has the upper word of an argument first. */
export function dataOf(call: SeccompCall, big = false): Uint32Array {
  const data = new Uint32Array(16);
  data[0] = call.nr;
  data[1] = call.arch;
  call.args.forEach((value, index) => {
    const low = Number(value & 0xffffffffn);
    const high = Number(value >> 32n);
    data[4 + index * 2] = big ? high : low;
    data[5 + index * 2] = big ? low : high;
  });
  return data;
}

/** `bytes` are `struct sock_filter`, little-endian unless `big`. */
export function machineOf(bytes: Uint8Array, big = false): Machine {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / 8;
  const codes = new Uint16Array(count);
  const jumps = new Uint8Array(count * 2);
  const ks = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    codes[i] = view.getUint16(i * 8, !big);
    jumps[i * 2] = view.getUint8(i * 8 + 3);
    jumps[i * 2 + 1] = view.getUint8(i * 8 + 2);
    ks[i] = view.getUint32(i * 8 + 4, !big);
  }
  const memory = new Uint32Array(16);
  return (data) => {
    let a = 0;
    let x = 0;
    for (let pc = 0; pc < count; pc++) {
      const k = ks[pc] ?? 0;
      let taken: boolean;
      switch (codes[pc]) {
        case 0x20:
          a = data[k >>> 2] ?? 0;
          continue;
        case 0x00:
          a = k;
          continue;
        case 0x02:
          memory[k] = a;
          continue;
        case 0x60:
          a = memory[k] ?? 0;
          continue;
        case 0x54:
          a = (a & k) >>> 0;
          continue;
        case 0xa4:
          a = (a ^ k) >>> 0;
          continue;
        case 0x07:
          x = a;
          continue;
        case 0x87:
          a = x;
          continue;
        case 0x05:
          pc += k;
          continue;
        case 0x06:
          return k;
        case 0x15:
          taken = a === k;
          break;
        case 0x25:
          taken = a > k;
          break;
        case 0x35:
          taken = a >= k;
          break;
        case 0x45:
          taken = (a & k) !== 0;
          break;
        default:
          throw new Error(`no such instruction: 0x${codes[pc]?.toString(16)}`);
      }
      pc += jumps[pc * 2 + (taken ? 1 : 0)] ?? 0;
    }
    throw new Error("the program has no end");
  };
}

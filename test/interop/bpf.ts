/** A classic BPF machine of a few lines, for what seccomp programs use. Shares nothing with `asm/`. */

export interface SeccompCall {
  readonly arch: number;
  readonly nr: number;
  readonly args: readonly bigint[];
}

export type Machine = (call: SeccompCall) => number;

/** `bytes` are `struct sock_filter`, little-endian unless `big`. */
export function machineOf(bytes: Uint8Array, big = false): Machine {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / 8;
  const codes = Array.from({ length: count }, (_, i) =>
    view.getUint16(i * 8, !big),
  );
  const ks = Array.from({ length: count }, (_, i) =>
    view.getUint32(i * 8 + 4, !big),
  );
  const data = new DataView(new ArrayBuffer(64));
  return ({ arch, nr, args }) => {
    data.setUint32(0, nr, !big);
    data.setUint32(4, arch, !big);
    for (let i = 0; i < 6; i++)
      data.setBigUint64(16 + i * 8, args[i] ?? 0n, !big);
    const memory: number[] = [];
    let a = 0;
    let x = 0;
    for (let pc = 0; pc < count; pc++) {
      const k = ks[pc] ?? 0;
      const code = codes[pc] ?? 0;
      const jump = (taken: boolean): void => {
        pc += view.getUint8(pc * 8 + (taken ? 2 : 3));
      };
      switch (code) {
        case 0x20:
          a = data.getUint32(k, !big);
          break;
        case 0x00:
          a = k;
          break;
        case 0x02:
          memory[k] = a;
          break;
        case 0x60:
          a = memory[k] ?? 0;
          break;
        case 0x54:
          a = (a & k) >>> 0;
          break;
        case 0x07:
          x = a;
          break;
        case 0x87:
          a = x;
          break;
        case 0x05:
          pc += k;
          break;
        case 0x15:
          jump(a === k);
          break;
        case 0x25:
          jump(a > k);
          break;
        case 0x35:
          jump(a >= k);
          break;
        case 0x45:
          jump((a & k) !== 0);
          break;
        case 0x06:
          return k;
        case 0x16:
          return a;
        default:
          throw new Error(`no such instruction: 0x${code.toString(16)}`);
      }
    }
    throw new Error("the program has no end");
  };
}

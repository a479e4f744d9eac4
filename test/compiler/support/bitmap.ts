/** `seccomp_is_const_allow` by hand: whether the kernel answers `nr` without running the program. */
import { decode } from "../../../src/compiler/instructions.js";

export function emulateBitmap(
  bytes: Uint8Array,
  arch: number,
  nr: number,
): boolean {
  const program = decode(bytes, "little");
  let register = 0;
  for (let pc = 0; ; pc++) {
    const one = program[pc];
    if (one === undefined) return false;
    const { code, jt, jf, k } = one;
    if (code === 0x20) {
      if (k !== 0 && k !== 4) return false;
      register = k === 0 ? nr : arch;
    } else if (code === 0x06) return k === 0x7fff0000;
    else if (code === 0x05) pc += k;
    else if (code === 0x15) pc += register === k ? jt : jf;
    else if (code === 0x25) pc += register > k ? jt : jf;
    else if (code === 0x35) pc += register >= k ? jt : jf;
    else if (code === 0x45) pc += (register & k) !== 0 ? jt : jf;
    else if (code === 0x54) register = (register & k) >>> 0;
    else return false;
  }
}

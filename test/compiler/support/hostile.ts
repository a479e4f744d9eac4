/** Programs that nobody wrote with good intent. */
import {
  encode,
  type Instruction,
} from "../../../src/compiler/instructions.js";
import { mnemonics } from "../../../src/compiler/names.js";
import { pick, type Random } from "./random.js";

const opcodes = Object.keys(mnemonics).map(Number);

/** Bytes that are mostly close to a program: each of the checker's rules is met on its own. */
export function hostileProgram(random: Random, most: number): Uint8Array {
  const length = random(most);
  const instructions = Array.from({ length }, (_, at): Instruction => {
    if (random(10) === 0)
      return {
        code: random(0x10000),
        jt: random(256),
        jf: random(256),
        k: random(0xffffffff),
      };
    const left = Math.max(length - at - 1, 1);
    return {
      code: pick(random, opcodes),
      jt: random(left),
      jf: random(left),
      k: random(3) === 0 ? random(0xffffffff) : random(64),
    };
  });
  if (length > 0 && random(5) > 0)
    instructions[length - 1] = {
      code: random(2) === 0 ? 6 : 0x16,
      jt: 0,
      jf: 0,
      k: 5,
    };
  const bytes = encode(instructions, "little");
  return random(10) === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
}

/** The kernel's own checks, for the bytes of any program. */
import {
  BAD_DIVISOR,
  BAD_JUMP,
  BAD_LENGTH,
  BAD_LOAD,
  BAD_MEMORY_INDEX,
  BAD_OPCODE,
  BAD_SHIFT,
  K_AT,
  K_CONVERTED,
  K_REASON,
  LOADABLE,
  MAX_INSTRUCTIONS,
  NO_RETURN,
  UNSET_MEMORY,
} from "../../asm/layout.js";
import { coreWith } from "./core.js";
import {
  INSTRUCTION_BYTES,
  programBlock,
  type Endian,
} from "./instructions.js";

/** Why the kernel refuses a program (EINVAL), and where. */
export interface ProgramFault {
  readonly instruction: number;
  readonly reason: string;
}

/** `MAX_INSNS_PER_PATH` (kernel/seccomp.c): of all filters of a task together. */
export const STACKED_MAX = 32_768;

const reasons: Readonly<Record<number, string>> = {
  [BAD_LENGTH]: `a program has 1 to ${MAX_INSTRUCTIONS} instructions`,
  [BAD_OPCODE]: "seccomp takes no such opcode",
  [BAD_DIVISOR]: "it divides by 0",
  [BAD_SHIFT]: "it shifts by more than 31",
  [BAD_MEMORY_INDEX]: "there are 16 words of scratch memory",
  [BAD_JUMP]: "it jumps past the end",
  [BAD_LOAD]:
    "it loads from outside of seccomp_data, or from an offset that is no multiple of 4",
  [NO_RETURN]: "the last instruction is no return",
  [UNSET_MEMORY]: "it reads scratch memory that may not have been written",
};

/** What the kernel says to `bytes`: undefined where it takes them. */
export function programFault(
  bytes: Uint8Array,
  endian: Endian,
): ProgramFault | undefined {
  const whole = Math.floor(bytes.length / INSTRUCTION_BYTES);
  if (bytes.length % INSTRUCTION_BYTES !== 0)
    return {
      instruction: whole,
      reason: `it is cut short: an instruction has ${INSTRUCTION_BYTES} bytes`,
    };
  if (whole > MAX_INSTRUCTIONS)
    return {
      instruction: MAX_INSTRUCTIONS,
      reason: reasonText(BAD_LENGTH),
    };
  const answer = verdictOn(bytes, endian);
  const reason = answer[K_REASON] ?? BAD_LENGTH;
  if (reason === LOADABLE) return undefined;
  return { instruction: answer[K_AT] ?? 0, reason: reasonText(reason) };
}

/** The same in one sentence. */
export function checkProgram(
  bytes: Uint8Array,
  endian: Endian,
): string | undefined {
  const fault = programFault(bytes, endian);
  return fault && `instruction ${fault.instruction}: ${fault.reason}`;
}

/**
 * Instructions that a loadable program counts for against `STACKED_MAX`: those that the
 * kernel makes of it, and 4 more for each filter that another is stacked on.
 */
export function stackedLength(bytes: Uint8Array, endian: Endian): number {
  return verdictOn(bytes, endian)[K_CONVERTED] ?? 0;
}

export function reasonText(reason: number): string {
  return reasons[reason] ?? "the kernel refuses it";
}

function verdictOn(bytes: Uint8Array, endian: Endian): Uint32Array {
  const core = coreWith(programBlock(bytes, endian));
  core.exports.verify();
  return core.answer();
}

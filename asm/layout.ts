/**
 * What crosses the boundary between TypeScript and the core: arrays of 32-bit words. `asc`,
 * `tsc` and `esbuild` read this one file alike, so it holds `u32` constants and nothing else.
 *
 * Policy block
 *   P_SIZE P_ARCH P_FLAGS P_DEFAULT P_UNKNOWN P_FOREIGN P_KNOWN P_SYSCALLS P_LENGTH_COST
 *   then P_KNOWN times:     nr, weight                              ascending by nr
 *   then P_SYSCALLS times:  nr, rule count, then each rule:         ascending by nr
 *                           id, action, words of condition, condition
 * A condition is postfix: tests, then what joins them. No words: it always matches.
 *   C_TEST  argument | width and sign flags | operator << 8
 *           mask low, mask high, value low, value high, parameter (0: none, else index + 1)
 *   C_ALL n, C_ANY n, C_NOT 1
 *
 * Program block
 *   B_LENGTH B_FLAGS, then for each instruction: code | jt << 16 | jf << 24, k
 */

// Policy block.
export const P_SIZE: u32 = 0; // words of the whole block
export const P_ARCH: u32 = 1;
export const P_FLAGS: u32 = 2;
export const P_DEFAULT: u32 = 3;
export const P_UNKNOWN: u32 = 4;
export const P_FOREIGN: u32 = 5;
export const P_KNOWN: u32 = 6;
export const P_SYSCALLS: u32 = 7;
export const P_LENGTH_COST: u32 = 8; // what one instruction costs, in 1/256 of a mean step
export const P_HEADER: u32 = 9;

// Flags of policies and programs.
export const BIG_ENDIAN: u32 = 1;
/** Numbers with `X32_BIT` are another ABI (x86_64). */
export const X32_BIT_FOREIGN: u32 = 2;
/** Numbers without `X32_BIT` are another ABI (x32). */
export const X32_BIT_OURS: u32 = 4;

/** `__X32_SYSCALL_BIT`, asm/unistd.h. */
export const X32_BIT: u32 = 0x40000000;

// Conditions.
export const C_TEST: u32 = 1;
export const C_ALL: u32 = 2;
export const C_ANY: u32 = 3;
export const C_NOT: u32 = 4;
export const TEST_WORDS: u32 = 7; // C_TEST and what follows it
export const TEST_ARGUMENT: u32 = 7; // mask
export const TEST_WIDE: u32 = 16;
export const TEST_SIGNED: u32 = 32;
export const TEST_OPERATOR: u32 = 8; // shift

export const OP_EQ: u32 = 0;
export const OP_NE: u32 = 1;
export const OP_LT: u32 = 2;
export const OP_LE: u32 = 3;
export const OP_GT: u32 = 4;
export const OP_GE: u32 = 5;

// Program block.
export const B_LENGTH: u32 = 0;
export const B_FLAGS: u32 = 1;
export const B_HEADER: u32 = 2;

/** `BPF_MAXINSNS`, linux/bpf_common.h. */
export const MAX_INSTRUCTIONS: u32 = 4096;

// What `compile` answers: header, instructions (2 words), cached numbers, pairs of
// (instruction, rule id), and for each relocation (instruction, parameter, part).
export const O_STATUS: u32 = 0;
export const O_LENGTH: u32 = 1;
export const O_CACHED: u32 = 2;
export const O_SERVED: u32 = 3;
export const O_RELOCATIONS: u32 = 4;
export const O_HEADER: u32 = 5;

export const EMITTED: u32 = 0;
/** More than MAX_INSTRUCTIONS; the instructions are there all the same, to be counted. */
export const TOO_LONG: u32 = 1;
/** More than the emitter has room for: it stopped. */
export const TOO_LARGE: u32 = 2;

// Parts of a parameter that a relocation fills in.
export const PART_LOW: u32 = 0;
export const PART_HIGH: u32 = 1;
/** Added to a part: the sign bit is flipped. */
export const PART_FLIPPED: u32 = 2;

// What `check` answers: reason and instruction.
export const K_REASON: u32 = 0;
export const K_AT: u32 = 1;
/** Instructions after the kernel's own conversion, which is what it sums over stacked filters. */
export const K_CONVERTED: u32 = 2;

export const LOADABLE: u32 = 0;
export const BAD_LENGTH: u32 = 1;
export const BAD_OPCODE: u32 = 2;
export const BAD_DIVISOR: u32 = 3;
export const BAD_SHIFT: u32 = 4;
export const BAD_MEMORY_INDEX: u32 = 5;
export const BAD_JUMP: u32 = 6;
export const BAD_LOAD: u32 = 7;
export const NO_RETURN: u32 = 8;
export const UNSET_MEMORY: u32 = 9;

// A call: nr, arch, instruction pointer low and high, then six times low and high.
export const D_NR: u32 = 0;
export const D_ARCH: u32 = 1;
export const D_POINTER: u32 = 2;
export const D_ARGS: u32 = 4;
export const D_WORDS: u32 = 16;

// What `simulate` answers.
export const S_STATUS: u32 = 0; // as K_REASON
export const S_VALUE: u32 = 1;
export const S_STEPS: u32 = 2;
export const S_AT: u32 = 3;

// What the prover answers: status, place, both values, then a call of D_WORDS.
export const V_STATUS: u32 = 0;
export const V_AT: u32 = 1;
export const V_LEFT: u32 = 2;
export const V_RIGHT: u32 = 3;
export const V_CALL: u32 = 4;

export const PROVEN: u32 = 0;
export const DIFFERS: u32 = 1;
/** The program does arithmetic that the prover does not follow, at V_AT. */
export const UNDECIDED: u32 = 2;
/** The decision needs more memory than the prover allows itself. */
export const OUT_OF_ROOM: u32 = 3;
/** Not a program that the kernel takes: reason in V_LEFT, place in V_AT. */
export const NOT_LOADABLE: u32 = 4;

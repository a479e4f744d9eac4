/**
 * Which rules each instruction serves, found from the finished program.
 * Input: the program at hand and a syscall of the policy block. Output: pairs of
 * (instruction, rule id), put into the output. Cost: instructions that the number reaches.
 *
 * A test of the number serves the number's rules where it borders on it; a load or test of
 * an argument serves the rules that look at that argument; a return serves those that
 * answer with it.
 */
import { AND, JA, JEQ, JGE, JGT, JSET, LD_W_ABS, RET_K, XOR } from "../bpf";
import { C_NOT, C_TEST, TEST_ARGUMENT, TEST_WORDS } from "../layout";
import { input, put, roomFor } from "../memory";
import { codes, jumpsFalse, jumpsTrue, ks, programLength } from "../program";

const NR: u32 = 14;
const ARCH: u32 = 15;
const ALL: u32 = 0x40;

let ruleCount: u32 = 0;
let ruleId = new StaticArray<u32>(64);
let ruleAction = new StaticArray<u32>(64);
/** Arguments that the rule looks at, a bit each, plus ALL. */
let ruleArguments = new StaticArray<u32>(64);

/** What the accumulator holds on the way in, plus 1; 0: not reached. */
let holds = new StaticArray<u32>(0);
let pairs: u32 = 0;

/** Reads the rules from word `entry` on; answers the word after them. */
export function readRules(entry: u32): u32 {
  ruleCount = input(entry + 1);
  ruleId = roomFor(ruleId, ruleCount);
  ruleAction = roomFor(ruleAction, ruleCount);
  ruleArguments = roomFor(ruleArguments, ruleCount);
  let at = entry + 2;
  for (let i: u32 = 0; i < ruleCount; i++) {
    ruleId[i] = input(at);
    ruleAction[i] = input(at + 1);
    const end = at + 3 + input(at + 2);
    at += 3;
    let seen: u32 = ALL;
    while (at < end) {
      const op = input(at);
      assert(op >= C_TEST && op <= C_NOT);
      if (op == C_TEST) {
        seen |= 1 << (input(at + 1) & TEST_ARGUMENT);
        at += TEST_WORDS;
      } else at += 2;
    }
    ruleArguments[i] = seen;
  }
  return at;
}

function serve(pc: u32, argument: u32, action: u32, anyAction: bool): void {
  for (let i: u32 = 0; i < ruleCount; i++) {
    if ((ruleArguments[i] & argument) == 0) continue;
    if (!anyAction && ruleAction[i] != action) continue;
    put(pc);
    put(ruleId[i]);
    pairs++;
  }
}

function reach(pc: u32, what: u32): void {
  holds[pc] = what;
}

/** Puts the pairs of syscall `nr`, whose rules were read; answers how many. */
export function serveNumber(nr: u32, arch: u32): u32 {
  pairs = 0;
  if (<u32>holds.length < programLength)
    holds = new StaticArray<u32>(programLength);
  for (let i: u32 = 0; i < programLength; i++) holds[i] = 0;
  reach(0, ARCH);
  for (let pc: u32 = 0; pc < programLength; pc++) {
    const what = holds[pc];
    if (what == 0) continue;
    const code = codes[pc];
    const k = ks[pc];
    if (code == RET_K) {
      serve(pc, ALL, k, false);
      continue;
    }
    if (code == JA) {
      serve(pc, ALL, 0, true);
      reach(pc + 1 + k, what);
      continue;
    }
    if (code == LD_W_ABS) {
      const held = k == 0 ? NR : k == 4 ? ARCH : ((k - 16) >> 3) + 1;
      if (held < NR) serve(pc, 1 << (held - 1), 0, true);
      reach(pc + 1, held);
      continue;
    }
    if (code == AND || code == XOR) {
      serve(pc, 1 << (what - 1), 0, true);
      reach(pc + 1, what);
      continue;
    }
    const yes = pc + 1 + jumpsTrue[pc];
    const no = pc + 1 + jumpsFalse[pc];
    if (what == ARCH) reach(arch == k ? yes : no, what);
    else if (what == NR) {
      if (code == JEQ ? k == nr : code == JGE && (k == nr || k == nr + 1))
        serve(pc, ALL, 0, true);
      const passes =
        code == JEQ
          ? nr == k
          : code == JGE
            ? nr >= k
            : code == JGT
              ? nr > k
              : (nr & k) != 0;
      assert(code == JEQ || code == JGE || code == JGT || code == JSET);
      reach(passes ? yes : no, what);
    } else {
      serve(pc, 1 << (what - 1), 0, true);
      reach(yes, what);
      reach(no, what);
    }
  }
  return pairs;
}

/**
 * Whether two deciders answer every call alike: a policy and a program, or two of a kind.
 * Input: the diagrams' makers, by where their blocks stand. Output: a verdict as
 * `layout.ts` lays it out. Cost: that of the diagrams; the comparison is one step.
 */
import {
  DIFFERS,
  D_ARCH,
  D_ARGS,
  D_NR,
  D_POINTER,
  D_WORDS,
  NOT_LOADABLE,
  OUT_OF_ROOM,
  PROVEN,
  UNDECIDED,
  V_CALL,
  V_LEFT,
  V_RIGHT,
} from "../layout";
import { inputLength, outputWord, put, putAt, startOutput } from "../memory";
import { check, place, reason } from "../checker";
import { readProgram } from "../program";
import {
  LEVEL_ARGUMENTS,
  LEVEL_NR,
  LEVEL_POINTER,
  LEVEL_VALUE,
  NO,
  argumentLevel,
  level,
  overflow,
  resetDiagrams,
  whenOne,
  whenZero,
} from "./diagram";
import { programAnswer, tooMany, undecidedAt } from "./execution";
import { policyMeaning } from "./meaning";

/** Kinds of decider. */
export const POLICY: u32 = 0;
export const PROGRAM: u32 = 1;

/** Nodes that a decision may take at last: some 25 MiB. */
const NODES_MAX: u32 = 1 << 20;
const ROUNDS = 3;
/** Orders of the arguments that are tried in turn: place of argument a in nibble a. */
const orders: StaticArray<u32> = [0x543210, 0x012345, 0x321054, 0x105432];

let status: u32 = PROVEN;
let detail: u32 = 0;
let statusAt: u32 = 0;

/** Compares what stands at words `left` and `right` of the input. */
export function compare(
  leftKind: u32,
  left: u32,
  rightKind: u32,
  right: u32,
  preferredArch: u32,
): void {
  let leftDiagram: u32 = NO;
  let rightDiagram: u32 = NO;
  // Every order gets little room first, then each gets more.
  let room = min(NODES_MAX, 16 * inputLength() + (1 << 14));
  for (let i = 0; i < ROUNDS * orders.length; i++) {
    if (i > 0 && i % orders.length == 0)
      room =
        i == (ROUNDS - 1) * orders.length
          ? NODES_MAX
          : min(NODES_MAX, room * 8);
    status = PROVEN;
    detail = 0;
    statusAt = 0;
    resetDiagrams(orders[i % orders.length], room);
    leftDiagram = diagramAt(leftKind, left);
    if (status == PROVEN) rightDiagram = diagramAt(rightKind, right);
    // Another order of the arguments may need far less room.
    if (status != OUT_OF_ROOM) break;
  }
  startOutput();
  const differs = status == PROVEN && leftDiagram != rightDiagram;
  put(differs ? DIFFERS : status);
  put(statusAt);
  put(detail);
  for (let i: u32 = V_RIGHT; i < V_CALL + D_WORDS; i++) put(0);
  if (differs) putWitness(leftDiagram, rightDiagram, preferredArch);
}

function diagramAt(kind: u32, at: u32): u32 {
  let made: u32;
  if (kind == POLICY) made = policyMeaning(at);
  else {
    readProgram(at);
    if (!check()) {
      status = NOT_LOADABLE;
      detail = reason;
      statusAt = place;
      return NO;
    }
    made = programAnswer();
    if (undecidedAt != 0) {
      status = UNDECIDED;
      statusAt = undecidedAt - 1;
      return NO;
    }
    if (tooMany) status = OUT_OF_ROOM;
  }
  if (overflow) status = OUT_OF_ROOM;
  return made;
}

/** A call for which the diagrams answer differently, of `arch` where there is one. */
function putWitness(left: u32, right: u32, arch: u32): void {
  putAt(V_CALL + D_ARCH, arch);
  while (level[left] != LEVEL_VALUE || level[right] != LEVEL_VALUE) {
    const at = min(level[left], level[right]);
    const leftZero = level[left] == at ? whenZero[left] : left;
    const leftOne = level[left] == at ? whenOne[left] : left;
    const rightZero = level[right] == at ? whenZero[right] : right;
    const rightOne = level[right] == at ? whenOne[right] : right;
    const wantOne = at < LEVEL_NR && ((arch >> (31 - at)) & 1) != 0;
    // One side at least differs, or both diagrams would be one.
    const one = wantOne ? leftOne != rightOne : leftZero == rightZero;
    left = one ? leftOne : leftZero;
    right = one ? rightOne : rightZero;
    setBit(at, one);
  }
  putAt(V_LEFT, whenZero[left]);
  putAt(V_RIGHT, whenZero[right]);
}

/** Sets the call's bit of level `at`. Calls are laid out as D_* says. */
function setBit(at: u32, one: bool): void {
  let word: u32;
  if (at < LEVEL_NR) word = D_ARCH;
  else if (at < LEVEL_ARGUMENTS) word = D_NR;
  else {
    word = D_POINTER;
    let top = LEVEL_POINTER;
    for (let a: u32 = 0; a < 6; a++) {
      if (at < argumentLevel(a) || at >= argumentLevel(a) + 64) continue;
      top = argumentLevel(a);
      word = D_ARGS + a * 2;
    }
    if (at - top < 32) word++;
  }
  const mask = (<u32>1) << (31 - (at & 31));
  const before = outputWord(V_CALL + word);
  putAt(V_CALL + word, one ? before | mask : before & ~mask);
}

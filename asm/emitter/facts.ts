/**
 * What is left of a decision list once something is known about one word.
 * Input: a reference, and the fact set by `knowRange` or `knowAtom`. Output: a reference
 * without the tests that the fact decides. Cost: linear in the list.
 */
import {
  AT_LEAST,
  FALSE,
  LIST,
  OR,
  TRUE,
  atomMask,
  atomParameter,
  atomTest,
  atomValue,
  atomWord,
  depth,
  dropTo,
  isRecord,
  join,
  kindOf,
  lengthOf,
  list,
  membersOf,
  pool,
  push,
  wordsOf,
} from "./formulas";

let word: u32 = 0;
let mask: u32 = 0;
/** The masked word lies in [low, high]. */
let low: u32 = 0;
let high: u32 = 0;
/** Bits of the whole word that are known, and what they are. */
let known: u32 = 0;
let bits: u32 = 0;
/** The atom that is known by itself, plus 1; 0 for none. */
let decided: u32 = 0;
let decidedAs: u32 = FALSE;

/** From now on: the masked word lies in [from, to]. Both are values that the mask leaves. */
export function knowRange(ofWord: u32, ofMask: u32, from: u32, to: u32): void {
  word = ofWord;
  mask = ofMask;
  low = from;
  high = to;
  const differing = from ^ to;
  // Bits above the highest one that differs are the same in all of the range.
  const same = differing == 0 ? 0xffffffff : ~(0xffffffff >>> clz(differing));
  known = ofMask & same;
  bits = from & known;
  decided = 0;
}

/** From now on: this atom is true, or false. */
export function knowAtom(index: u32, truth: bool): void {
  word = atomWord[index];
  mask = 0;
  low = 0;
  high = 0;
  known = 0;
  bits = 0;
  decided = index + 1;
  decidedAs = truth ? TRUE : FALSE;
}

/** Members of records that were looked at: what a diagram costs to make. */
export let work: u32 = 0;

const UNKNOWN: u32 = 2;

function decide(a: u32): u32 {
  if (a + 1 == decided) return decidedAs;
  if (atomParameter[a] != 0) return UNKNOWN;
  const ofMask = atomMask[a];
  const value = atomValue[a];
  const least = bits & ofMask;
  const most = least | (ofMask & ~known);
  if (atomTest[a] == AT_LEAST) {
    if (ofMask == mask) {
      if (low >= value) return TRUE;
      if (high < value) return FALSE;
    }
    if (least >= value) return TRUE;
    return most < value ? FALSE : UNKNOWN;
  }
  if (ofMask == mask && (value < low || value > high)) return FALSE;
  if (((value ^ bits) & known & ofMask) != 0) return FALSE;
  return (ofMask & ~known) == 0 ? TRUE : UNKNOWN;
}

/** `ref` under the fact. */
export function residue(ref: u32): u32 {
  if (ref <= TRUE) return ref;
  if (!isRecord(ref)) {
    const a = ref >> 2;
    if (atomWord[a] != word) return ref;
    const truth = decide(a);
    return truth == UNKNOWN ? ref : truth ^ (ref & 1);
  }
  if ((wordsOf(ref) & (1 << word)) == 0) return ref;
  const kind = kindOf(ref);
  const length = lengthOf(ref);
  const start = depth;
  work += length;
  if (kind == LIST) {
    const pairs = length >> 1;
    for (let i: u32 = 0; i < pairs; i++) {
      const condition = residue(pool[membersOf(ref) + i * 2]);
      if (condition == FALSE) continue;
      push(condition);
      push(pool[membersOf(ref) + i * 2 + 1]);
      if (condition == TRUE) break;
    }
    push(pool[membersOf(ref) + length - 1]);
    return list(start);
  }
  const absorbing = kind == OR ? TRUE : FALSE;
  for (let i: u32 = 0; i < length; i++) {
    const member = residue(pool[membersOf(ref) + i]);
    if (member == absorbing) {
      dropTo(start);
      return absorbing;
    }
    push(member);
  }
  return join(kind, start);
}

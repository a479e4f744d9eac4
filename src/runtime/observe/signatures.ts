/**
 * By which arguments calls of one syscall are told apart: those that say what the call does,
 * and those that the policy looks at. Calls that differ in nothing else are one denial.
 */
import { archTable, type Syscall } from "../../../syscalls/index.js";
import { tellsCallsApart } from "../../policy/call-text.js";
import { testsOf } from "../../policy/condition/walk.js";
import type { ArchPolicy } from "../../policy/model.js";

/** Indexes of arguments by syscall number. */
export type Signatures = ReadonlyMap<number, readonly number[]>;

export function signaturesOf(policy: ArchPolicy): Signatures {
  const tested = testedArguments(policy);
  const signatures = new Map<number, readonly number[]>();
  for (const [nr, syscall] of archTable(policy.arch).byNumber)
    signatures.set(
      nr,
      [0, 1, 2, 3, 4, 5].filter(
        (index) =>
          index < syscall.args.length &&
          (tellsCallsApart(syscall, index) ||
            (tested.get(nr)?.has(index) ?? false)),
      ),
    );
  return signatures;
}

function testedArguments({
  rules,
}: ArchPolicy): ReadonlyMap<number, ReadonlySet<number>> {
  const tested = new Map<number, Set<number>>();
  for (const { nr, condition } of rules) {
    if (condition === undefined) continue;
    const indexes = tested.get(nr) ?? new Set<number>();
    for (const { argument } of testsOf(condition)) indexes.add(argument);
    tested.set(nr, indexes);
  }
  return tested;
}

/** `struct Signature` of `native/addon/watch.h` for each number from 0 on. */
export function signatureBytes(
  policy: ArchPolicy,
  signatures: Signatures,
): Uint8Array {
  const { byNumber } = archTable(policy.arch);
  // The addon has no use for gaps of millions: arm's own calls lie beyond.
  const most = Math.max(-1, ...[...byNumber.keys()].filter((nr) => nr < 4096));
  const bytes = new Uint8Array(3 * (most + 1));
  for (const [nr, indexes] of signatures) {
    const syscall = byNumber.get(nr);
    if (syscall === undefined || nr > most) continue;
    const bits = (isOne: (index: number) => boolean): number =>
      indexes.filter(isOne).reduce((mask, index) => mask | (1 << index), 0);
    bytes[3 * nr] = bits((index) => !isPointer(syscall, index));
    bytes[3 * nr + 1] = bits(
      (index) =>
        !isPointer(syscall, index) && syscall.args[index]?.width === 64,
    );
    bytes[3 * nr + 2] = bits((index) => isPointer(syscall, index));
  }
  return bytes;
}

function isPointer(syscall: Syscall, index: number): boolean {
  return syscall.args[index]?.pointer ?? false;
}

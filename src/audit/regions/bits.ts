/** Bits of a value that a mask picks, pushed together and taken apart again. */

/** The greatest number of `bits` bits. */
export function greatest(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

/** The positions of a mask's bits, lowest first. */
export function positionsOf(mask: bigint): readonly bigint[] {
  const found: bigint[] = [];
  for (let bit = 0n, left = mask; left !== 0n; bit++, left >>= 1n)
    if ((left & 1n) !== 0n) found.push(bit);
  return found;
}

/** A mask whose bits are neighbours, as nearly all are: a shift does what a loop would. */
function runOf(mask: bigint): bigint | undefined {
  if (mask === 0n) return undefined;
  let low = 0n;
  let rest = mask;
  while ((rest & 1n) === 0n) {
    rest >>= 1n;
    low++;
  }
  return (rest & (rest + 1n)) === 0n ? low : undefined;
}

/** `value`'s bits under `mask` as one number. Keeps the order of values. */
export function gathered(value: bigint, mask: bigint): bigint {
  const run = runOf(mask);
  if (run !== undefined) return (value & mask) >> run;
  let result = 0n;
  positionsOf(mask).forEach((position, index) => {
    result |= ((value >> position) & 1n) << BigInt(index);
  });
  return result;
}

/** The other way: the value under `mask` whose bits, pushed together, are `number`. */
export function spread(number: bigint, mask: bigint): bigint {
  const run = runOf(mask);
  if (run !== undefined) return (number << run) & mask;
  let result = 0n;
  positionsOf(mask).forEach((position, index) => {
    result |= ((number >> BigInt(index)) & 1n) << position;
  });
  return result;
}

export function countOf(mask: bigint): number {
  return mask.toString(2).replaceAll("0", "").length;
}

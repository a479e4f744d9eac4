/** Sets of unsigned numbers as sorted ranges that neither touch nor overlap. */
export type Interval = readonly [first: bigint, last: bigint];
export type Intervals = readonly Interval[];

/** The greatest number of `bits` bits. */
export function greatest(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

export function union(...sets: readonly Intervals[]): Intervals {
  const sorted = sets.flat().sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged: Interval[] = [];
  for (const [first, last] of sorted) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1n)
      merged[merged.length - 1] = [
        before[0],
        before[1] > last ? before[1] : last,
      ];
    else merged.push([first, last]);
  }
  return merged;
}

/** The numbers of `bits` bits that are not in `set`. */
export function complement(set: Intervals, bits: number): Intervals {
  const holes: Interval[] = [];
  let next = 0n;
  for (const [first, last] of set) {
    if (first > next) holes.push([next, first - 1n]);
    next = last + 1n;
  }
  if (next <= greatest(bits)) holes.push([next, greatest(bits)]);
  return holes;
}

export function intersection(a: Intervals, b: Intervals): Intervals {
  const both: Interval[] = [];
  for (const [aFirst, aLast] of a)
    for (const [bFirst, bLast] of b) {
      const first = aFirst > bFirst ? aFirst : bFirst;
      const last = aLast < bLast ? aLast : bLast;
      if (first <= last) both.push([first, last]);
    }
  return union(both);
}

/** The same numbers read as two's complement: a range across the sign bit is two. */
export function asSigned(set: Intervals, bits: number): Intervals {
  const sign = 1n << BigInt(bits - 1);
  const positive = intersection(set, [[0n, sign - 1n]]);
  const negative = intersection(set, [[sign, greatest(bits)]]);
  const shifted = negative.map(([first, last]): Interval => [
    BigInt.asIntN(bits, first),
    BigInt.asIntN(bits, last),
  ]);
  return union(shifted, positive);
}

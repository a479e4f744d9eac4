/** The name that somebody who mistyped one probably meant. */

/**
 * The closest of `names` by Damerau-Levenshtein distance (case costs nothing on its own),
 * or undefined where none is close: at most a third of the letters may differ.
 */
export function nearest(
  name: string,
  names: Iterable<string>,
): string | undefined {
  const wanted = name.toLowerCase();
  if (wanted.length === 0 || wanted.length > LENGTH_MAX) return undefined;
  const letters = lettersOf(wanted);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const lower = candidate.toLowerCase();
    // A change takes one letter away and brings one, at most.
    if (ones(letters ^ lettersOf(lower)) >= 2 * bestDistance) continue;
    const distance = distanceBetween(wanted, lower, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
      if (distance === 0) break;
    }
  }
  return best;
}

/** Which letters the text holds, a bit for each; some that are no letters share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++)
    letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** How many bits are set. */
function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** Nothing in a policy has a longer name; a longer one is not a typing mistake. */
const LENGTH_MAX = 64;

/**
 * How many letters were added, left out, replaced or swapped with their neighbour; any
 * number from `limit` up where there are at least that many.
 */
function distanceBetween(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return smallest;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

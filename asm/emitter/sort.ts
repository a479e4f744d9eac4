/** Sorting by heap: no order of input is slow, and nothing is allocated. */

/** Sorts `count` pairs of words by their first word, ascending. */
export function sortPairs(words: StaticArray<u32>, count: u32): void {
  for (let i = count >> 1; i > 0; i--) siftPair(words, i - 1, count);
  for (let end = count; end > 1; end--) {
    swapPairs(words, 0, end - 1);
    siftPair(words, 0, end - 1);
  }
}

function swapPairs(words: StaticArray<u32>, a: u32, b: u32): void {
  for (let i: u32 = 0; i < 2; i++) {
    const kept = words[a * 2 + i];
    words[a * 2 + i] = words[b * 2 + i];
    words[b * 2 + i] = kept;
  }
}

function siftPair(words: StaticArray<u32>, at: u32, count: u32): void {
  while (true) {
    let child = at * 2 + 1;
    if (child >= count) return;
    if (child + 1 < count && words[child * 2 + 2] > words[child * 2]) child++;
    if (words[child * 2] <= words[at * 2]) return;
    swapPairs(words, at, child);
    at = child;
  }
}

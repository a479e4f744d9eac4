/**
 * Where the words of a call stand. An instance serves one job and is dropped with all its
 * memory, so nothing here is ever freed.
 */

let inputAddress: usize = 0;
let inputWords: u32 = 0;

/** Room for `words` of input; the view made before this call is stale. */
export function reserve(words: u32): usize {
  inputWords = words;
  inputAddress = heap.alloc((<usize>words) << 2);
  return inputAddress;
}

/** Word `index` of the input. */
export function input(index: u32): u32 {
  return load<u32>(inputAddress + ((<usize>index) << 2));
}

export function inputLength(): u32 {
  return inputWords;
}

let output = new StaticArray<u32>(1024);
let outputCount: u32 = 0;

export function startOutput(): void {
  outputCount = 0;
}

export function put(word: u32): void {
  output = roomFor(output, outputCount);
  output[outputCount++] = word;
}

export function putAt(index: u32, word: u32): void {
  output[index] = word;
}

export function outputWord(index: u32): u32 {
  return output[index];
}

export function outputAddress(): usize {
  return changetype<usize>(output);
}

export function outputLength(): u32 {
  return outputCount;
}

/** `words`, or a copy twice its size where index `count` is not in it. */
export function roomFor(words: StaticArray<u32>, count: u32): StaticArray<u32> {
  if (count < <u32>words.length) return words;
  let size = <u32>words.length;
  while (size <= count) size <<= 1;
  const larger = new StaticArray<u32>(size);
  memory.copy(
    changetype<usize>(larger),
    changetype<usize>(words),
    (<usize>words.length) << 2,
  );
  return larger;
}

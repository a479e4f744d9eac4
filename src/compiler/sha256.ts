/**
 * SHA-256 (FIPS 180-4), for the digests of a manifest. By hand, because Node's is not in a
 * browser and a browser's only answers later.
 */

/** The first 32 bits of the fractions of the square and cube roots of the first primes. */
const { initial, rounds } = constants();

function constants(): { initial: Uint32Array; rounds: Uint32Array } {
  const initial = new Uint32Array(8);
  const rounds = new Uint32Array(64);
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++)
      if (candidate % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) initial[found] = fraction(BigInt(candidate), 2n);
    rounds[found++] = fraction(BigInt(candidate), 3n);
  }
  return { initial, rounds };
}

/** The first 32 bits after the point of the `degree`th root: exact, by bisection over integers. */
function fraction(value: bigint, degree: bigint): number {
  const target = value << (32n * degree);
  let low = 0n;
  let high = value << 32n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle - 1n;
  }
  return Number(low & 0xffffffffn);
}

/** The digest of `bytes`, in hex. */
export function sha256(bytes: Uint8Array): string {
  const state = initial.slice();
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64)
    compress(state, view, block, schedule);
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}

function compress(
  state: Uint32Array,
  view: DataView,
  block: number,
  schedule: Uint32Array,
): void {
  const w = (i: number) => schedule[i] ?? 0;
  const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));
  for (let i = 0; i < 16; i++) schedule[i] = view.getUint32(block + i * 4);
  for (let i = 16; i < 64; i++) {
    const a = w(i - 15);
    const b = w(i - 2);
    schedule[i] =
      w(i - 16) +
      (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) +
      w(i - 7) +
      (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const one =
      (h +
        (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
        ((e & f) ^ (~e & g)) +
        (rounds[i] ?? 0) +
        w(i)) |
      0;
    const two =
      ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) +
        ((a & b) ^ (a & c) ^ (b & c))) |
      0;
    [h, g, f, e, d, c, b, a] = [
      g,
      f,
      e,
      (d + one) | 0,
      c,
      b,
      a,
      (one + two) | 0,
    ];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] ?? 0) + word;
  });
}

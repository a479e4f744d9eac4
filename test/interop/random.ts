/** Numbers that look random and are the same in each run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not with, `below`. */
  below(below: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  word(): bigint {
    return BigInt(this.below(2 ** 32));
  }

  /** 64 bits: anything, or next to where comparisons go wrong. */
  value(near: readonly bigint[]): bigint {
    const value = this.chance(70) && near.length > 0 ? this.of(near) : 0n;
    const moved = this.chance(50)
      ? value + BigInt(this.below(3) - 1)
      : this.chance(50)
        ? value ^ (1n << BigInt(this.below(64)))
        : (this.word() << 32n) | this.word();
    return BigInt.asUintN(64, this.chance(30) ? value : moved);
  }
}

/** Values where widths and signs end. */
export const EDGES: readonly bigint[] = [
  0n,
  1n,
  0x7fffn,
  0xffffn,
  0x10000n,
  0x7fffffffn,
  0x80000000n,
  0xffffff9cn,
  0xffffffffn,
  0x100000000n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  0xffffffffffffff9cn,
  0xffffffffffffffffn,
];

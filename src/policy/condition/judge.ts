/**
 * Finds comparisons that can't be true or can't be false, by exact reasoning about one
 * comparison of a masked argument with a constant.
 */
import type { ArgumentTest, Comparison } from "../model.js";

export type Verdict = "never" | "always" | undefined;

/** Whether `test` has the same answer for every argument. Parameters can have any value. */
export function judge(test: ArgumentTest): Verdict {
  if (test.value.kind === "parameter") return undefined;
  const { mask, operator } = test;
  const value = test.value.value;
  if (operator === "==" || operator === "!=") {
    const possible = (value & ~mask) === 0n;
    if (mask === 0n) {
      // Nothing is compared: the masked argument is 0 whatever it is.
      return (value === 0n) === (operator === "==") ? "always" : "never";
    }
    if (possible) return undefined;
    return operator === "==" ? "never" : "always";
  }
  const order = orderOf(test);
  return judgeOrder(operator, order.least, order.most, order.key(value));
}

function judgeOrder(
  operator: Exclude<Comparison, "==" | "!=">,
  least: bigint,
  most: bigint,
  value: bigint,
): Verdict {
  switch (operator) {
    case "<":
      return most < value ? "always" : least >= value ? "never" : undefined;
    case "<=":
      return most <= value ? "always" : least > value ? "never" : undefined;
    case ">":
      return least > value ? "always" : most <= value ? "never" : undefined;
    case ">=":
      return least >= value ? "always" : most < value ? "never" : undefined;
  }
}

export interface Order {
  /** The keys of the least and the greatest value that the masked argument can have. */
  readonly least: bigint;
  readonly most: bigint;
  /** Maps a value to a number that sorts, unsigned, as the comparison does. */
  key(value: bigint): bigint;
}

/** Signed values sort as unsigned ones do once their sign bit is turned. */
export function orderOf({
  mask,
  signed,
  width,
}: Pick<ArgumentTest, "mask" | "signed" | "width">): Order {
  const sign = signed ? 1n << BigInt(width - 1) : 0n;
  const key = (value: bigint): bigint => value ^ sign;
  const signIsRead = (mask & sign) !== 0n;
  return signIsRead || sign === 0n
    ? { least: 0n, most: mask, key }
    : { least: sign, most: sign | mask, key };
}

/**
 * The least number at or above `floor` whose bits outside `free` are those of `fixed`;
 * undefined where there is none.
 */
export function nextWithin(
  floor: bigint,
  free: bigint,
  fixed: bigint,
): bigint | undefined {
  if (floor >= 1n << 64n) return undefined;
  if (((floor ^ fixed) & ~free) === 0n) return floor;
  // Follow the floor's bits from the top, and remember the last place where a free bit
  // could have been raised above it.
  let raised: bigint | undefined;
  let kept = 0n;
  for (let bit = 1n << 63n; bit > 0n; bit >>= 1n) {
    const below = fixed & (bit - 1n) & ~free;
    const wanted = floor & bit;
    if ((free & bit) !== 0n) {
      if (wanted === 0n) raised = kept | bit | below;
      kept |= wanted;
    } else if ((fixed & bit) < wanted) return raised;
    else if ((fixed & bit) > wanted) return kept | bit | below;
    else kept |= wanted;
  }
  return kept;
}

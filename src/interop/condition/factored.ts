/**
 * A formula as a person would write it: alternatives that differ in the value of the same
 * bits alone are one list of values.
 */
import { keyOf, type Atom, type Formula, type Reading } from "./formula.js";

/** These bits of the argument have one of several values. */
export interface ListOfBits {
  readonly kind: "list";
  readonly of: Reading;
  readonly mask: bigint;
  readonly values: readonly bigint[];
}

export type Written =
  | Atom
  | ListOfBits
  | { readonly kind: "all" | "any"; readonly of: readonly Written[] };

type Part = Exclude<Formula, boolean>;

/** `a and x & 3 == 1` or `a and x & 3 == 2` as `a and (x & 3) in {1, 2}`. */
export function factored(formula: Part): Written {
  if (formula.kind === "all")
    return { kind: "all", of: formula.of.map(factored) };
  if (formula.kind !== "any") return formula;
  const found: Alternative[] = [];
  const bySlot = new Map<string, Alternative>();
  for (const part of formula.of) {
    const slots = slotsOf(part);
    const same = slots.find(({ key }) => bySlot.get(key)?.fits(key));
    const before = same === undefined ? undefined : bySlot.get(same.key);
    if (same !== undefined && before !== undefined) {
      before.add(same);
      continue;
    }
    const alternative = new Alternative(part);
    found.push(alternative);
    for (const { key } of slots)
      if (!bySlot.has(key)) bySlot.set(key, alternative);
  }
  const of = found.map((one) => one.written());
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: "any", of };
}

type Equality = Extract<Atom, { readonly kind: "bits" }>;

/** A test of bits for one value, and all that an alternative says but for that value. */
interface Slot {
  readonly atom: Equality;
  readonly key: string;
}

function slotsOf(part: Part): readonly Slot[] {
  const of = part.kind === "all" ? part.of : [part];
  return of.flatMap((atom): Slot[] => {
    if (atom.kind !== "bits" || atom.operator !== "==") return [];
    const rest = of.filter((one) => one !== atom).map(keyOf);
    const key = [atom.of.index, atom.mask, ...rest.sort()].join(";");
    return [{ atom, key }];
  });
}

/** One of several parts, of which others may differ in one slot. */
class Alternative {
  readonly #part: Part;
  readonly #values: bigint[] = [];
  /** The slot that has several values, once there is one. */
  #key: string | undefined;

  constructor(part: Part) {
    this.#part = part;
  }

  fits(key: string): boolean {
    return this.#key === undefined || this.#key === key;
  }

  add({ atom, key }: Slot): void {
    this.#key = key;
    this.#values.push(atom.value);
  }

  written(): Written {
    const slot = slotsOf(this.#part).find(({ key }) => key === this.#key);
    if (slot === undefined) return factored(this.#part);
    const { atom } = slot;
    const { of, mask, value } = atom;
    const values = [value, ...this.#values];
    const list: ListOfBits = { kind: "list", of, mask, values };
    if (this.#part.kind !== "all") return list;
    return {
      kind: "all",
      of: this.#part.of.map((one) => (one === atom ? list : factored(one))),
    };
  }
}

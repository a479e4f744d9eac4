/** A YAML document as plain data in which every node knows its place. */
import type { Range } from "./diagnostic.js";
import type { Places } from "./places.js";

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly style: ScalarStyle;
  /** Where the characters stand: without quotes, without a block scalar's header. */
  readonly source: { readonly start: number; readonly end: number };
  readonly range: Range;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  /** In brackets, not one item a line. */
  readonly flow: boolean;
  readonly range: Range;
}

export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Node;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: readonly Entry[];
  readonly range: Range;
}

/** Something that was reported already: later checks leave it alone. */
export interface BrokenNode {
  readonly kind: "broken";
  readonly range: Range;
}

export type Node = ScalarNode | ListNode | MapNode | BrokenNode;

export interface Document {
  readonly root: MapNode;
  readonly places: Places;
}

/** The entry called `key`, or undefined. */
export function entryOf(map: MapNode, key: string): Entry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** Finds which part of a document each comment and blank line belongs to. */
import type { Document, Entry, Node } from "../document/document.js";
import { triviaOf, type Trivia } from "../document/trivia.js";
import { cursorOver, unitsOf, type Place, type Unit } from "./units.js";

export interface Comments {
  /** Lines above the unit; an empty one is a blank line. */
  readonly before: readonly string[];
  /** At the end of the unit's line. */
  readonly beside: string | undefined;
  /** Lines below it, indented as the unit is; an empty one is a blank line. */
  readonly after: readonly string[];
}

export interface Attachments {
  /** Above the first key, with the blank line that follows. */
  readonly header: readonly string[];
  readonly footer: readonly string[];
  of(unit: Entry | Node): Comments;
}

interface Found {
  readonly before: string[];
  readonly beside: string[];
  readonly after: string[];
}

const NONE: Comments = { before: [], beside: undefined, after: [] };

export function attach({ root, places }: Document): Attachments {
  const units = unitsOf(root, places.text);
  const sorter = new Sorter(places.text);
  const trivia = triviaOf(places.text);
  const cursor = cursorOver(units);
  const below = belowOnes(trivia);
  for (const one of trivia)
    sorter.sort(one, cursor(one.start), below.has(one));
  sorter.end();
  const { found, footer } = sorter;
  const [first] = units;
  const top = first === undefined ? undefined : found.get(first.node);
  const header = [...(top?.before ?? [])];
  top?.before.splice(0);
  while (header[0] === "") header.shift();
  return {
    header,
    footer,
    of(node) {
      const one = found.get(node);
      if (one === undefined) return NONE;
      // Several beside one unit (a list that became one line) stand above it, but for one.
      const [beside, ...more] = one.beside;
      return { before: [...one.before, ...more], beside, after: one.after };
    },
  };
}

/** Gives each comment and blank line its unit, in the order of the text. */
class Sorter {
  readonly found = new Map<Entry | Node, Found>();
  readonly footer: string[] = [];
  readonly #text: string;
  /** The unit that the gap between two units ends at, and what is known of that gap. */
  #next: Unit | undefined;
  /** Whether a blank line of the gap waits for what follows it. */
  #blank = false;
  /** Comments of the gap keep their order: none goes further in than the one before. */
  #limit = Infinity;

  constructor(text: string) {
    this.#text = text;
  }

  /** `below`: the comment closes what stands above it. */
  sort(one: Trivia, place: Place, below: boolean): void {
    if (place.next !== this.#next) {
      this.#flush();
      this.#next = place.next;
      this.#limit = Infinity;
    }
    const inside = place.around.at(-1);
    const next = nextInside(place);
    if (one.kind === "blank")
      // One at the end of a list in brackets, or before a text, is not one behind it.
      this.#blank ||= inside === undefined || next !== undefined;
    else if (!one.alone) this.#beside(one, place);
    else if (inside !== undefined && (inside.flow || next === undefined))
      this.#within(inside, one, place);
    else this.#between(one, place, below);
  }

  /** The gap behind the last unit, too. */
  end(): void {
    this.#flush();
  }

  #flush(): void {
    if (this.#blank) this.#before(this.#next, "");
    this.#blank = false;
  }

  #beside(one: Trivia, place: Place): void {
    const unit = this.#followsDash(one) ? undefined : besideUnit(one, place);
    if (unit === undefined) this.#before(place.next, one.text);
    else this.#of(unit).beside.push(one.text);
  }

  /** In brackets, or between a key and its text. */
  #within(inside: Unit, { text }: Trivia, place: Place): void {
    const [last] = place.closed;
    if (nextInside(place) !== undefined) this.#before(place.next, text);
    else if (last !== undefined && last.start > inside.start)
      this.#of(last).after.push(text);
    else this.#before(inside, text);
  }

  #between(one: Trivia, place: Place, below: boolean): void {
    const outer = nextInside(place)?.column ?? 1;
    const above =
      one.column > outer || (outer === 1 && below)
        ? unitAbove(place, Math.min(one.column, this.#limit))
        : undefined;
    if (above === undefined) return this.#before(place.next, one.text);
    const { after } = this.#of(above);
    if (this.#blank) after.push("");
    this.#blank = false;
    after.push(one.text);
    this.#limit = above.column;
  }

  /** Above `unit`; at the end of the file where there is none. */
  #before(unit: Unit | undefined, text: string): void {
    const lines = unit === undefined ? this.footer : this.#of(unit).before;
    if (unit === this.#next) {
      if (this.#blank && text !== "") lines.push("");
      this.#blank = false;
      this.#limit = 0;
    }
    lines.push(text);
  }

  #of({ node }: Unit): Found {
    const known = this.found.get(node);
    if (known !== undefined) return known;
    const fresh: Found = { before: [], beside: [], after: [] };
    this.found.set(node, fresh);
    return fresh;
  }

  /** Whether nothing but dashes stands before the comment: what follows is what it is about. */
  #followsDash({ start, column }: Trivia): boolean {
    return /^[ \t-]*$/.test(this.#text.slice(start - column + 1, start));
  }
}

/** The next unit, where it stands in the same part as the cursor. */
function nextInside(place: Place): Unit | undefined {
  const { next } = place;
  const inside = place.around.at(-1);
  return inside === undefined || (next !== undefined && next.start < inside.end)
    ? next
    : undefined;
}

/**
 * The unit that a comment at the end of a line is about: the innermost that has begun and not
 * ended, where it began last, else the innermost that ended last. None behind the bracket
 * that ends the file.
 */
function besideUnit(
  { line }: Trivia,
  { around, closed, next }: Place,
): Unit | undefined {
  const open = around.at(-1);
  const [last] = closed;
  if (open !== undefined && open.start >= (last?.end ?? 0)) return open;
  const isBehindAll = open === undefined && next === undefined;
  return isBehindAll && last?.endLine !== line ? undefined : last;
}

/** The innermost of the units that have just ended, but none that is indented further. */
function unitAbove(place: Place, column: number): Unit | undefined {
  const from = place.around.at(-1)?.start ?? -1;
  return place.closed.find(
    (unit) => unit.start > from && unit.column <= column,
  );
}

/**
 * Comments that close what stands above them: their lines follow that without a blank line,
 * and a blank line follows them.
 */
function belowOnes(all: readonly Trivia[]): ReadonlySet<Trivia> {
  const found = new Set<Trivia>();
  let block: Trivia[] = [];
  /** Whether the block may be one: no blank line is above it. */
  let follows = false;
  let before: Trivia | undefined;
  for (const one of all) {
    const isNext = before !== undefined && one.line === before.line + 1;
    if (one.kind === "comment" && one.alone) {
      if (block.length === 0 || !isNext) {
        block = [];
        follows = one.line > 1 && !(isNext && before?.kind === "blank");
      }
      block.push(one);
    } else {
      if (one.kind === "blank" && isNext && follows)
        for (const comment of block) found.add(comment);
      block = [];
    }
    before = one;
  }
  return found;
}

/** Files that a file includes: each is read where it is named, and never within itself. */
import type { Range } from "../../document/diagnostic.js";
import type { PolicyFile } from "../../policy/model.js";
import type { ImportOptions } from "./importer.js";
import { Unreadable } from "./tokens.js";

/** Each of two includes that is read again doubles the work. */
const FILES_MAX = 100;

export class Included {
  readonly #include: ImportOptions["include"];
  readonly #depthMax: number;
  /** The files that are being read, from the first one inwards. */
  readonly #open: string[];
  #count = 0;

  constructor({ include }: ImportOptions, depthMax: number, main: PolicyFile) {
    this.#include = include;
    this.#depthMax = depthMax;
    this.#open = [main.path];
  }

  /** Has `read` read the file `name`, which `from` includes at `range`. */
  read(
    name: string,
    from: PolicyFile,
    range: Range,
    read: (file: PolicyFile) => void,
  ): void {
    // Of more files than anybody writes, the first one that is too many is told.
    if (this.#count > FILES_MAX) return;
    if (++this.#count > FILES_MAX)
      throw new Unreadable(range, `more than ${FILES_MAX} files are included`);
    if (this.#open.length > this.#depthMax)
      throw new Unreadable(
        range,
        `files include each other more than ${this.#depthMax} deep`,
      );
    const found = this.#include?.(name, from.path);
    if (found === undefined)
      throw new Unreadable(range, `there is no file ${name}`);
    if (typeof found === "string") throw new Unreadable(range, found);
    if (this.#open.includes(found.path))
      throw new Unreadable(
        range,
        `${name} includes this file: it would never end`,
      );
    this.#open.push(found.path);
    read(found);
    this.#open.pop();
  }
}

/**
 * Calls that some arches make through one number as well: `socketcall` for sockets, `ipc` for
 * System V IPC. Which call it is stands in the first argument.
 */
import file from "./multiplexers.json" with { type: "json" };
import type { ArchName, Syscall } from "./model.js";
import { archTable } from "./table.js";

/** One call as it is made through a multiplexer. */
export interface MultiplexedCall {
  /** The name of the call: `socket`, `shmat`. The arch may have a number of its own for it too. */
  readonly name: string;
  /** `socketcall` or `ipc`, as the arch's table has it. */
  readonly through: Syscall;
  /** Index of the argument that says which call it is. */
  readonly selector: number;
  /** Bits of that argument that say so; `ipc` keeps a version above them. */
  readonly mask: bigint;
  readonly value: bigint;
  /**
   * Where the call's own arguments stand: name to index in `through.args`. Those that are not
   * here stand in memory behind a pointer, where no filter can read them: all of `socketcall`'s.
   */
  readonly arguments: ReadonlyMap<string, number>;
}

interface CallFile {
  readonly value: number;
  readonly arguments?: Readonly<Record<string, string>>;
}

/** The calls that a program of `arch` can make through a multiplexer; empty on most arches. */
export function multiplexedCalls(arch: ArchName): readonly MultiplexedCall[] {
  const found: MultiplexedCall[] = [];
  for (const { name, argument, mask, calls } of file.multiplexers) {
    const through = archTable(arch).byName.get(name);
    if (through === undefined || through.args.length === 0) continue;
    const indexOf = (wanted: string) =>
      through.args.findIndex((one) => one.name === wanted);
    const listed: Readonly<Record<string, CallFile>> = calls;
    for (const [call, { value, arguments: own = {} }] of Object.entries(
      listed,
    )) {
      const places = Object.entries(own).map(
        ([from, to]) => [from, indexOf(to)] as const,
      );
      found.push({
        name: call,
        through,
        selector: indexOf(argument),
        mask: BigInt(mask),
        value: BigInt(value),
        arguments: new Map(places),
      });
    }
  }
  return found;
}

/** How many instructions a program for x86_64 executes. */
import { archTable } from "../../../syscalls/index.js";
import { simulatorOf } from "../../../src/compiler/simulate.js";

/** The mean over every number of the table, arguments 0. */
export function meanSteps(bytes: Uint8Array): number {
  const table = archTable("x86_64");
  const simulate = simulatorOf(bytes, "little");
  let sum = 0;
  for (const nr of table.byNumber.keys())
    sum += simulate({ arch: table.auditArch, nr, args: [] }).instructions;
  return sum / table.byNumber.size;
}

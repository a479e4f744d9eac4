/** seccompiler's filters, one for each thread, as Firecracker's compiler reads them. */
import {
  ALLOW,
  ERRNO,
  KILL_PROCESS,
  KILL_THREAD,
  LOG,
  TRACE,
  TRAP,
  type Reading,
} from "../agreement.js";
import { fieldsOf, listOf, type Fields } from "./data.js";
import { compared, numberOn, type ReadAs } from "./rules.js";

const SECCOMPILER: Readonly<Record<string, number>> = {
  allow: ALLOW,
  log: LOG,
  trap: TRAP,
  kill_thread: KILL_THREAD,
  kill_process: KILL_PROCESS,
};

export function seccompilerReadings(
  file: Fields,
  { arch }: ReadAs,
): readonly Reading[] | undefined {
  // Such keys come first in JavaScript's objects, wherever they stand in the file.
  if (Object.keys(file).some((key) => /^\d+$/.test(key))) return undefined;
  return Object.values(file).map((value) => {
    const filter = fieldsOf(value);
    const answer = (one: string, other: string): number => {
      const action = filter[other] ?? filter[one];
      if (typeof action === "string") return SECCOMPILER[action] ?? -1;
      const { errno, trace } = fieldsOf(action);
      return errno == null ? TRACE + Number(trace) : ERRNO + Number(errno);
    };
    const matched = answer("filter_action", "match_action");
    const fallback = answer("default_action", "mismatch_action");
    const rules = listOf(filter["filter"]).map(({ syscall, args }) => ({
      nr: numberOn(arch, String(syscall)) ?? -1,
      args: args == null ? undefined : listOf(args),
    }));
    return (nr, values) => {
      const chain = rules.filter((rule) => rule.nr === nr);
      const tested = chain.flatMap(({ args }) => (args ? [args] : []));
      const matches =
        chain.length > 0 &&
        (tested.length === 0 ||
          tested.some((args) =>
            args.every((one) => seccompilerHolds(one, values)),
          ));
      return matches ? matched : fallback;
    };
  });
}

function seccompilerHolds(
  { index, type, op, val }: Fields,
  args: readonly bigint[],
): boolean {
  const cut = (value: unknown): bigint =>
    BigInt.asUintN(type === "dword" ? 32 : 64, value as bigint);
  const left = cut(args[Number(index)] ?? 0n);
  if (typeof op === "string") return compared(left, op, cut(val));
  const mask = cut(fieldsOf(op)["masked_eq"]);
  return (left & mask) === (cut(val) & mask);
}

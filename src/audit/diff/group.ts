/** The same change on several arches and of several syscalls, told once, in an order that stays. */
import type { Change, ChangedCalls, ChangeKind } from "./model.js";

export function grouped(changes: readonly Change[]): readonly Change[] {
  const groups = new Map<string, Change>();
  for (const change of withoutEchoes(changes)) {
    const { calls, risks, ...same } = change;
    const key = JSON.stringify(same);
    const before = groups.get(key);
    groups.set(
      key,
      before === undefined
        ? change
        : {
            ...before,
            calls: [...before.calls, ...calls],
            risks: [
              ...before.risks,
              ...risks.filter(({ id }) =>
                before.risks.every((one) => one.id !== id),
              ),
            ],
          },
    );
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(b.widens) - Number(a.widens) ||
      ORDER[a.kind] - ORDER[b.kind] ||
      (a.phase === b.phase ? 0 : a.phase === "run" ? -1 : 1) ||
      compareCalls(a.calls[0], b.calls[0]) ||
      compareText(a.when ?? "", b.when ?? ""),
  );
}

const ORDER: Readonly<Record<ChangeKind, number>> = {
  allowed: 0,
  refused: 1,
  changed: 2,
};

/** The boot phase tries the run's rules too: what changed there alike is no news. */
function withoutEchoes(changes: readonly Change[]): readonly Change[] {
  const said = new Set(
    changes.filter(({ phase }) => phase === "run").map(echoOf),
  );
  return changes.filter((one) => one.phase === "run" || !said.has(echoOf(one)));
}

/** Refusals of the boot phase are all one: what became of the call is compared. */
function echoOf({ kind, when, calls: [calls] }: Change): string {
  return JSON.stringify([kind, when, calls?.arch, calls?.name]);
}

function compareCalls(
  a: ChangedCalls | undefined,
  b: ChangedCalls | undefined,
): number {
  if (a === undefined || b === undefined) return 0;
  return (
    Number(b.isSyscall) - Number(a.isSyscall) || compareText(a.name, b.name)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What this process may do: whether it isolates as root, and which ids runs may get. */
import { readFileSync } from "node:fs";

export interface Rights {
  /** Has what namespaces, mounts and ids take without a user namespace. */
  readonly privileged: boolean;
  /** Privileged: each run gets `first + (launcher's pid % count)`. Else the id inside. */
  readonly ids: { readonly first: number; readonly count: number };
}

/** Capability numbers of linux/capability.h. */
const NEEDED = {
  CAP_CHOWN: 0,
  CAP_DAC_OVERRIDE: 1,
  CAP_SETGID: 6,
  CAP_SETUID: 7,
  CAP_SETPCAP: 8,
  CAP_SYS_ADMIN: 21,
} as const;

/** Ids that no distribution and no container manager gives out (systemd's UIDS-GIDS page). */
const FIRST_ID = 1_879_048_192;
/** At least as many as there can be pids (PID_MAX_LIMIT), so that no two runs share an id. */
const IDS = 4_194_304;
/** The id of an ordinary user's run, inside its user namespace. */
const ID_INSIDE = 1000;

export function readRights(): Rights {
  const status = readFileSync("/proc/self/status", "utf8");
  const effective = BigInt(
    `0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`,
  );
  const privileged = Object.values(NEEDED).every(
    (capability) => ((effective >> BigInt(capability)) & 1n) === 1n,
  );
  if (!privileged) return { privileged, ids: { first: ID_INSIDE, count: 1 } };
  return { privileged, ids: idsIn(readFileSync("/proc/self/uid_map", "utf8")) };
}

/**
 * The ids for runs under `map` (user_namespaces(7): inside, outside, count). A container may
 * have 65,536 ids only: then the upper half of the last range that it has.
 */
export function idsIn(map: string): Rights["ids"] {
  const ranges = map
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([first = 0, , count = 0]) => ({ first, count }));
  const holds = ranges.some(
    ({ first, count }) => first <= FIRST_ID && first + count >= FIRST_ID + IDS,
  );
  if (holds) return { first: FIRST_ID, count: IDS };
  const { first, count } = ranges.reduce(
    (a, b) => (b.count > a.count ? b : a),
    {
      first: 0,
      count: 1,
    },
  );
  const half = Math.floor(count / 2);
  // The last two are nobody's and "no id" (-1).
  return { first: first + half, count: Math.max(1, count - half - 2) };
}

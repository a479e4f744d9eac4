/** Which of the host's ids zygotes get: ranges of their own, beyond those of single runs. */
import { readFileSync } from "node:fs";
import type { Rights } from "../rights.js";
import { ZYGOTE_IDS } from "./protocol.js";

/** As many as there can be pids (PID_MAX_LIMIT of linux/threads.h). */
const PIDS = 4_194_304;

/**
 * Blocks of `ZYGOTE_IDS`: a zygote gets the one that its launcher's pid falls on. Where this
 * process has the ids there is one for every pid, after the ids of single runs; in a
 * container with fewer, as many as fit among those. `map` is `/proc/self/uid_map`.
 */
export function zygoteIds(
  { privileged, ids }: Rights,
  map = readFileSync("/proc/self/uid_map", "utf8"),
): Rights["ids"] {
  if (!privileged) return ids;
  const first = ids.first + ids.count;
  const end = first + PIDS * ZYGOTE_IDS;
  if (ids.count === PIDS && holds(map, first, end))
    return { first, count: PIDS };
  return {
    first: ids.first,
    count: Math.max(1, Math.floor(ids.count / ZYGOTE_IDS)),
  };
}

/** user_namespaces(7): lines of first id inside, first outside, how many. */
function holds(map: string, first: number, end: number): boolean {
  return map
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([from = 0, , count = 0]) => from <= first && from + count >= end);
}

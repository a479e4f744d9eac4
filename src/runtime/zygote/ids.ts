/** Which of the host's ids zygotes get: ranges of their own, beyond those of single runs. */
import type { Rights } from "../rights.js";
import { ZYGOTE_IDS } from "./protocol.js";

/** 2^31: beyond it, file systems and tools that think ids are signed go wrong. */
const END = 2_147_483_648;

/**
 * Blocks of `ZYGOTE_IDS`: zygote gets the one that its launcher's pid falls on. Where the
 * machine has all ids there are as many blocks as pids, after the ids of single runs; in a
 * container with fewer, as many as fit among those.
 */
export function zygoteIds({ privileged, ids }: Rights): Rights["ids"] {
  if (!privileged) return ids;
  const first = ids.first + ids.count;
  const blocks = ids.count;
  if (first + blocks * ZYGOTE_IDS <= END && ids.count > ZYGOTE_IDS * ZYGOTE_IDS)
    return { first, count: blocks };
  return {
    first: ids.first,
    count: Math.max(1, Math.floor(ids.count / ZYGOTE_IDS)),
  };
}

/**
 * Who calls. Keys are held as SHA-256 digests, so that comparing takes the same time whatever
 * was sent, and a dump of this process's configuration holds no key.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Lane } from "./queue.js";

export interface ApiKey {
  /** What logs and metrics call its holder. */
  readonly name: string;
  /** SHA-256 of the key's UTF-8 bytes. */
  readonly digest: Uint8Array;
  /** The key's length in characters; undefined where only its digest is known. */
  readonly length: number | undefined;
  readonly maxWorkers: number;
  readonly maxRequests: number;
}

export function digestOf(key: string): Uint8Array {
  return createHash("sha256").update(key, "utf8").digest();
}

/**
 * The holder of `key`, undefined for a stranger. With no keys at all everybody is the same
 * caller, `anyone`. Every key is compared, always.
 */
export function holderOf(
  key: string | undefined,
  keys: readonly ApiKey[],
  anyone: Lane,
): Lane | undefined {
  if (keys.length === 0) return anyone;
  const digest = digestOf(key ?? "");
  let holder: Lane | undefined;
  for (const each of keys) {
    if (timingSafeEqual(each.digest, digest)) holder = each;
  }
  return key === undefined ? undefined : holder;
}

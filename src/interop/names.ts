/** What other tools call arches and errnos, and names that a policy can have. */
import { kernel } from "../policy/kernel.js";
import type { ArchName } from "../policy/model.js";

/** `deny(EPERM)` for an errno that has that number on every one of `arches`. */
export function denyText(errno: number, arches: readonly ArchName[]): string {
  const [first, ...others] = arches;
  if (first === undefined) return `deny(${errno})`;
  const names = [...kernel.errnos(first)]
    .filter(([, number]) => number === errno)
    .map(([name]) => name)
    .filter((name) =>
      others.every((arch) => kernel.errnos(arch).get(name) === errno),
    );
  const name = names.find((one) => !ERRNO_SYNONYMS.has(one)) ?? names[0];
  return `deny(${name ?? errno})`;
}

/** Second names of an errno. */
const ERRNO_SYNONYMS: ReadonlySet<string> = new Set([
  "EWOULDBLOCK",
  "EDEADLOCK",
  "ENOTSUP",
]);

/** The errno called `name`, where it has one number on every one of `arches`. */
export function errnoNamed(
  name: string,
  arches: readonly ArchName[],
): number | undefined {
  const numbers = new Set(arches.map((arch) => kernel.errnos(arch).get(name)));
  const [only] = numbers;
  return numbers.size === 1 ? only : undefined;
}

/** A policy's name from a file's or a thread's. */
export function policyName(text: string): string {
  const base = text.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "") || text;
  const words = base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .replace(/-+$/, "")
    .slice(0, 60);
  return words === "" ? "imported" : words;
}

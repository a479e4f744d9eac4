/** Units, as systemd goes on from setting to setting. */
import { archTable, errnos, type ArchName } from "../../../syscalls/index.js";
import { SYSTEMD_GROUPS } from "../../../src/interop/import/systemd-groups.js";
import { ALLOW, ERRNO, KILL_PROCESS, LOG, type Reading } from "../agreement.js";
import { numberOn, type ReadAs } from "./rules.js";
import { cNumber } from "./tokens.js";

/** A list as systemd keeps it: from a number to its errno, or to the list's own action. */
class SystemdList {
  allows: boolean | undefined;
  readonly entries = new Map<number, string>();
  readonly #arch: ArchName;

  constructor(arch: ArchName) {
    this.#arch = arch;
  }

  /** The first setting decides what kind of list it is; an empty one resets it. */
  extend(words: readonly string[], withDefault: boolean): void {
    const [first] = words;
    if (first === undefined) {
      this.allows = undefined;
      this.entries.clear();
      return;
    }
    const inverted = first.startsWith("~");
    if (this.allows === undefined) {
      this.allows = !inverted;
      if (this.allows && withDefault)
        for (const name of membersOf("@default")) this.#put(name, "own");
    }
    for (const [index, word] of words.entries()) {
      const bare = inverted && index === 0 ? word.slice(1) : word;
      const colon = bare.indexOf(":");
      const name = colon === -1 ? bare : bare.slice(0, colon);
      const errno = colon === -1 ? "own" : bare.slice(colon + 1);
      for (const one of membersOf(name))
        if (inverted !== this.allows || (inverted && errno !== "own"))
          this.#put(one, errno);
        else this.entries.delete(numberOn(this.#arch, one) ?? -1);
    }
  }

  #put(name: string, errno: string): void {
    const nr = numberOn(this.#arch, name);
    if (nr !== undefined) this.entries.set(nr, errno);
  }
}

function membersOf(name: string): readonly string[] {
  if (name === "@known") return [...archTable("x86_64").byName.keys()];
  return name.startsWith("@")
    ? (SYSTEMD_GROUPS.get(name) ?? []).flatMap(membersOf)
    : [name];
}

export function systemdReading(text: string, { arch }: ReadAs): Reading {
  const filter = new SystemdList(arch);
  const log = new SystemdList(arch);
  let refusal: string | undefined;
  const lines = text
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => !/^\s*[#;]/.test(line))
    .join("\n")
    .replace(/\\\n/g, " ")
    .split("\n");
  let heard = true;
  for (const line of lines) {
    const [, section] = /^\s*\[(.*)\]\s*$/.exec(line) ?? [];
    if (section !== undefined)
      heard = ["Service", "Socket", "Mount", "Swap"].includes(section);
    if (!heard) continue;
    const [, key = "", value = ""] =
      /^\s*([A-Za-z0-9-]+)\s*=([^]*)$/.exec(line.replace(/\\$/, "")) ?? [];
    const words = value.match(/\S+/g) ?? [];
    if (key === "SystemCallFilter") filter.extend(words, true);
    if (key === "SystemCallLog") log.extend(words, false);
    if (key === "SystemCallErrorNumber") refusal = words[0];
  }
  const answer = (errno: string | undefined): number =>
    errno === undefined || errno === "kill"
      ? KILL_PROCESS
      : ERRNO + (errnos(arch).get(errno) ?? Number(cNumber(errno)));
  const logs = (nr: number): boolean =>
    log.allows !== undefined && log.entries.has(nr) === log.allows;
  return (nr) => {
    const errno = filter.entries.get(nr);
    if (errno !== undefined && errno !== "own") return answer(errno);
    const allowed =
      filter.allows === undefined || (errno !== undefined) === filter.allows;
    if (!allowed) return answer(refusal);
    return logs(nr) ? LOG : ALLOW;
  };
}

/** DifySandbox's lists, in Go, in its configuration, and by name in JSON. */
import type { ArchName } from "../../../syscalls/index.js";
import { ALLOW, ERRNO, KILL_PROCESS, type Reading } from "../agreement.js";
import { dataOf, fieldsOf, textsOf, type Fields } from "./data.js";
import { numberOn, type ReadAs } from "./rules.js";

interface Lists {
  readonly allow: readonly (string | number)[];
  readonly errno: readonly (string | number)[];
  readonly network: readonly (string | number)[];
}

const GO_NAMES: Readonly<Record<string, string>> = {
  fstatat: "newfstatat",
  pread: "pread64",
  pwrite: "pwrite64",
};

export function difyReadings(
  text: string,
  { arch, arches }: ReadAs,
): readonly Reading[] | undefined {
  const readings = (
    { allow, errno, network }: Lists,
    hasNetwork = network.length > 0,
  ): readonly Reading[] => {
    const numbers = (listed: Lists["allow"]): ReadonlySet<number> =>
      new Set(
        listed.map((one) =>
          typeof one === "number"
            ? one
            : (numberOn(arch, GO_NAMES[one] ?? one) ??
              numberOn(arch, one) ??
              -1),
        ),
      );
    const make =
      (allowed: Lists["allow"]): Reading =>
      (nr) =>
        numbers(allowed).has(nr)
          ? ALLOW
          : numbers(errno).has(nr)
            ? ERRNO + 1
            : KILL_PROCESS;
    return hasNetwork
      ? [make(allow), make([...allow, ...network])]
      : [make(allow)];
  };
  if (/^\s*\{/.test(text)) {
    const file = dataOf(text) as Fields;
    if (Object.keys(file).some((key) => /^\d+$/.test(key))) return undefined;
    return Object.values(file).flatMap((language) => {
      const listed = (on: ArchName, role: string): readonly string[] =>
        textsOf(fieldsOf(fieldsOf(language)[on])[role]);
      return readings(
        {
          allow: listed(arch, "allow"),
          errno: listed(arch, "errno"),
          network: listed(arch, "network"),
        },
        arches.some((one) => listed(one, "network").length > 0),
      );
    });
  }
  if (!/^\s*(\/\/|\/\*|package\b)/.test(text)) {
    const { allowed_syscalls } = fieldsOf(dataOf(text));
    const allow = (allowed_syscalls as readonly bigint[]).map(Number);
    return readings({ allow, errno: [], network: [] });
  }
  return readings(goLists(text));
}

/** The slices of a Go file, whose constants stand before them. */
function goLists(text: string): Lists {
  const lists = {
    allow: [] as (string | number)[],
    errno: [] as (string | number)[],
    network: [] as (string | number)[],
  };
  const tokens: readonly string[] =
    text
      .replace(/("[^"\n]*"|`[^`]*`)|\/\/[^\n]*|\/\*[^]*?\*\//g, "$1 ")
      .match(/0[xX][\da-fA-F]+|\d+|\w+|"[^"\n]*"|`[^`]*`|\S/g) ?? [];
  const named = new Map<string, number>();
  const numeric = (one: string): number =>
    Number(/^0[0-7]+$/.test(one) ? `0o${one}` : one);
  for (const [at, sign] of tokens.entries()) {
    if (sign !== "=") continue;
    const [before = "", name = ""] = tokens.slice(Math.max(0, at - 2), at);
    const value = tokens[at + 1] ?? "";
    if (value !== "[") {
      // A name, perhaps a type, the sign.
      const typed = /^[A-Za-z_]/.test(before) && before !== "const";
      named.set(typed ? before : name, numeric(value));
      continue;
    }
    const role = /ERR/.test(name)
      ? "errno"
      : /NETWORK/.test(name)
        ? "network"
        : "allow";
    const end = tokens.indexOf("}", at);
    const items = tokens.slice(at + 5, end);
    for (const [index, one] of items.entries()) {
      // `syscall.SYS_READ` counts by its second word.
      if (!/^\w/.test(one) || items[index + 1] === ".") continue;
      const number = /^\d/.test(one) ? numeric(one) : named.get(one);
      lists[role].push(number ?? one.slice("SYS_".length).toLowerCase());
    }
  }
  return lists;
}

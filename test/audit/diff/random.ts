/** Pairs of policies as people change them: a few syscalls, conditions of every form, a change here and there. */
import { pick, type Random } from "../../compiler/support/random.js";

/** Arguments that conditions are made of, with values that mean something there. */
const ARGUMENTS: Readonly<
  Record<
    string,
    readonly {
      readonly name: string;
      readonly kind: "flags" | "value" | "number" | "signed";
      readonly values: readonly string[];
    }[]
  >
> = {
  openat: [
    { name: "dirfd", kind: "signed", values: ["AT_FDCWD", "0", "3"] },
    {
      name: "flags",
      kind: "flags",
      values: ["O_CREAT", "O_TRUNC", "O_RDWR", "O_CLOEXEC", "0x3", "O_ACCMODE"],
    },
    { name: "mode", kind: "flags", values: ["0o7", "0o700", "0o4000"] },
  ],
  mmap: [
    { name: "len", kind: "number", values: ["4096", "0x100000000", "65536"] },
    { name: "prot", kind: "flags", values: ["PROT_EXEC", "PROT_WRITE", "3"] },
    {
      name: "flags",
      kind: "flags",
      values: ["MAP_SHARED", "MAP_ANONYMOUS", "MAP_FIXED"],
    },
  ],
  socket: [
    {
      name: "domain",
      kind: "value",
      values: ["AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"],
    },
    {
      name: "type",
      kind: "flags",
      values: ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_CLOEXEC"],
    },
  ],
  ioctl: [
    {
      name: "cmd",
      kind: "value",
      values: ["TCGETS", "TIOCGWINSZ", "FIONREAD", "TIOCSTI"],
    },
    { name: "fd", kind: "number", values: ["0", "2", "100"] },
  ],
  kill: [{ name: "sig", kind: "signed", values: ["SIGTERM", "0", "SIGKILL"] }],
  lseek: [
    { name: "offset", kind: "signed", values: ["-1", "0", "0x7fffffff"] },
    { name: "whence", kind: "number", values: ["SEEK_SET", "SEEK_END"] },
  ],
};

const NAMES = Object.keys(ARGUMENTS);

function some(random: Random, values: readonly string[]): readonly string[] {
  const first = pick(random, values);
  const second = pick(random, values);
  return first === second ? [first] : [first, second];
}

function testText(random: Random, syscall: string): string {
  const { name, kind, values } = pick(random, ARGUMENTS[syscall] ?? []);
  const value = pick(random, values);
  const flags = some(random, values).join(" | ");
  switch (kind) {
    case "flags":
      return pick(random, [
        `${name} & (${flags})`,
        `not ${name} & (${flags})`,
        `${name} only ${flags}`,
        `(${name} & (${flags})) == ${value}`,
        `${name} == ${flags}`,
      ]);
    case "value":
      return pick(random, [
        `${name} == ${value}`,
        `${name} != ${value}`,
        `${name} in {${some(random, values).join(", ")}}`,
        `not ${name} in {${some(random, values).join(", ")}}`,
      ]);
    case "number":
    case "signed":
      return pick(random, [
        `${name} ${pick(random, ["<", "<=", ">", ">=", "==", "!="])} ${value}`,
        `${name} in {${value}, 7..9}`,
      ]);
  }
}

export function conditionText(
  random: Random,
  syscall: string,
  depth = 2,
): string {
  const kind = depth === 0 ? 0 : random(5);
  if (kind < 2) return testText(random, syscall);
  const parts = [0, 1].map(() => conditionText(random, syscall, depth - 1));
  if (kind === 2) return `not (${parts[0] ?? ""})`;
  return parts.map((part) => `(${part})`).join(kind === 3 ? " and " : " or ");
}

const ACTIONS = ["allow", "allow", "allow", "deny(EACCES)", "log", "kill"];

type RuleText = string;

function ruleText(random: Random): RuleText {
  const syscall = pick(random, NAMES);
  const action = pick(random, ACTIONS);
  if (random(4) === 0) return `  - ${action}: [${syscall}, getpid, dup3]\n`;
  return `  - ${action}: ${syscall}\n    when: ${conditionText(random, syscall)}\n`;
}

export interface PairText {
  readonly a: string;
  readonly b: string;
}

function changed(random: Random, rules: readonly RuleText[]): RuleText[] {
  const at = random(rules.length);
  const copy = [...rules];
  switch (random(5)) {
    case 0:
      copy.splice(at, 1);
      return copy;
    case 1:
      copy.splice(at, 0, ruleText(random));
      return copy;
    case 2:
      copy[at] = ruleText(random);
      return copy;
    case 3: {
      const [one] = copy.splice(at, 1);
      if (one !== undefined) copy.splice(random(rules.length), 0, one);
      return copy;
    }
    default: {
      // One word of one rule.
      const words = NAMES.flatMap((name) =>
        (ARGUMENTS[name] ?? []).flatMap(({ values }) => [values]),
      );
      const list = pick(random, words);
      const before = copy[at] ?? "";
      copy[at] = before.replace(pick(random, list), pick(random, list));
      return copy;
    }
  }
}

/** Rules, and the same after up to three changes. Some have faults that the reader refuses. */
export function randomPair(random: Random): PairText {
  const rules = Array.from({ length: 2 + random(5) }, () => ruleText(random));
  let after = rules;
  for (let left = random(4); left > 0; left--)
    if (after.length > 0) after = changed(random, after);
  const text = (some: readonly RuleText[], standing: string): string =>
    `${standing}rules:${some.length === 0 ? " []\n" : `\n${some.join("")}`}`;
  const standing = random(20) === 0 ? "default: deny(EACCES)\n" : "";
  return { a: text(rules, ""), b: text(after, standing) };
}

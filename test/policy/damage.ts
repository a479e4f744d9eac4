/**
 * Damages policies at random and reads them. Whatever is left of one, it is read in time
 * and without a crash; and what is taken as a policy says all that YAML says the file holds.
 */
import { parse } from "yaml";
import { formatDiagnostic } from "../../src/document/format.js";
import { loadPolicy } from "../../src/policy/load.js";
import { memorySource } from "../../src/policy/source.js";
import { withoutHang } from "../support/hang.js";
import { shipped } from "./shipped.js";

/** A number from 0 to below `below`, as `randomFrom` gives them. */
type Random = (below: number) => number;

const EXAMPLE = `callgate: 1
name: example
extends: [libc]
arches: [x86_64, aarch64]
default: deny(EPERM) # a known syscall that no rule matches
rules:
  - allow: [read, "@time"]
    why: Works on descriptors it already holds.
  - allow: openat
    when: (flags & O_ACCMODE) == O_RDONLY and not flags & (O_CREAT | O_TRUNC)
  - deny(ENOSYS): clone3
    why: >-
      Its flags are behind a pointer.
  - allow: clone
    when:
      - flags only CLONE_VM |
        CLONE_FS
      - "clone_flags in {17, 0x100..0x200}"
    arch: x86_64
  - allow: [tgkill, tkill]
    except: tkill
    when: tgid == $self
params:
  self: { width: 32 }
boot:
  rules:
    - allow: execve
`;

/** Sound policies to start from; small ones, so that many can be tried. */
export const seeds: readonly string[] = [
  EXAMPLE,
  ...Object.values(shipped).filter(
    (text) => /^rules:/m.test(text) && text.length < 4000,
  ),
];

/** What YAML, conditions and policies are made of. */
const SCRAPS = [
  ..."&*!|>-?:,[]{}#%@`'\"\\~<=+()$. \t\n\r\0\uFEFF\u2028é漢😀\ud800",
  ...["&a", "*a", "!t", "!!map ", "<<: ", "---\n", "...\n", "%YAML 1.1\n"],
  ...["- ", ": ", "? ", " #", "|\n", ">-\n", "  ", "    - ", "[[[[[[", "{{{{"],
  ...["when: ", "allow: ", "deny(E2BIG): ", "rules:\n", "__proto__", "@time"],
  ...["null", "true", "0x", "9999999999999999999999", "$self", "O_RDONLY"],
  ...[" and ", " or ", "not ", " only ", " in {", "..", "&&", "||", "=="],
];

const TOKENS = [
  ...[
    "flags",
    "mode",
    "dfd",
    "filename",
    "arg2",
    "O_CREAT",
    "O_RDONLY",
    "$self",
  ],
  ...["0", "1", "0xf", "017", "4294967296", "-", "~", "(", ")", "{", "}", ","],
  ...["..", "|", "&", "<<", "+", "==", "!=", "<", ">=", "in", "only", "not"],
  ...["and", "or", "and", "or", "flags == 1", "mode & 2", "flags in {1, 2..5}"],
];

/** A policy whose condition is made of tokens in any order. */
function scrambled(random: Random): string {
  const tokens = Array.from(
    { length: 1 + random(10) },
    () => TOKENS[random(TOKENS.length)] ?? "",
  );
  return EXAMPLE.replace(
    /when: \(flags.*/,
    `when: >-\n      ${tokens.join(" ")}`,
  );
}

/** `text` with one to four damages, or another policy with a scrambled condition. */
export function damaged(text: string, random: Random): string {
  if (random(3) === 0) return scrambled(random);
  let result = text;
  for (let left = random(4); left >= 0; left--) result = hit(result, random);
  return result;
}

function hit(text: string, random: Random): string {
  const place = random(text.length + 1);
  const length = random(30);
  const scrap = SCRAPS[random(SCRAPS.length)] ?? "";
  const before = text.slice(0, place);
  const after = text.slice(place);
  switch (random(7)) {
    case 0:
      return before + text.slice(place + length);
    case 1:
      return before + scrap + after;
    case 2:
      return before + scrap + text.slice(place + scrap.length);
    case 3:
      return before + text.slice(place, place + length) + after;
    case 4:
      return random(8) === 0 ? before : text.slice(place);
    case 5: {
      const lines = text.split("\n");
      const [taken = ""] = lines.splice(random(lines.length), 1);
      lines.splice(random(lines.length + 1), 0, taken);
      return lines.join("\n");
    }
    default:
      return before + scrap.repeat(length * 10) + after;
  }
}

const source = memorySource(shipped);

/** Reads the text: "policy", or the first code. Throws where the reader is wrong. */
export function read(text: string): string {
  const { policy, diagnostics } = withoutHang(() =>
    loadPolicy(source, { path: "damaged.yaml", text }),
  );
  for (const one of diagnostics) {
    const shown = formatDiagnostic(one, text);
    if (one.range.start > one.range.end || shown === "")
      throw new Error(`no place: ${shown}`);
  }
  const [first] = diagnostics;
  if (policy === undefined) {
    if (first === undefined) throw new Error("no policy, and no fault");
    return first.code;
  }
  const own = policy.rules
    .filter(
      (rule) => rule.range.file === "damaged.yaml" && rule.phase === "run",
    )
    .map(({ when }) => when !== undefined);
  const yaml = rulesInYaml(text);
  if (own.join() !== yaml.join())
    throw new Error(
      `rules with conditions: ${own.join()}, in YAML ${yaml.join()}`,
    );
  for (const { rules } of policy.arches)
    for (const { rule, condition } of rules)
      if (rule.when !== undefined && condition === undefined)
        throw new Error("a rule lost its condition");
  return "policy";
}

/** How YAML itself reads the file's own rules: whether each has a condition. */
function rulesInYaml(text: string): readonly boolean[] {
  const file = parse(text, { logLevel: "silent" }) as {
    readonly rules?: readonly Readonly<Record<string, unknown>>[];
  };
  return (file.rules ?? []).map((rule) => "when" in rule);
}

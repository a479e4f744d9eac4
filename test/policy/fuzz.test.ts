/**
 * Policies with random damage. Whatever they say, they are read in time and without a
 * crash; and what is taken as a policy says everything that YAML says the file holds.
 * `CALLGATE_FUZZ_RUNS` makes it longer.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { formatDiagnostic } from "../../src/document/format.js";
import { loadPolicy } from "../../src/policy/load.js";
import { memorySource } from "../../src/policy/source.js";

const RUNS = Number(process.env["CALLGATE_FUZZ_RUNS"] ?? "200");
const folder = new URL("../../policy/", import.meta.url);

const shipped = Object.fromEntries(
  [
    ...readdirSync(folder),
    ...readdirSync(new URL("groups/", folder)).map((name) => `groups/${name}`),
  ]
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]),
);

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

const seeds = [
  EXAMPLE,
  ...Object.values(shipped).filter(
    (text) => /^rules:/m.test(text) && text.length < 4000,
  ),
];

/** What YAML, conditions and policies are made of. */
const SCRAPS = [
  ..."&*!|>-?:,[]{}#%@`'\"\\~<=+()$. \t\n\r\0\uFEFF\u2028é漢😀\ud800",
  "&a",
  "*a",
  "!t",
  "!!map ",
  "<<: ",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "- ",
  ": ",
  "? ",
  " #",
  "|\n",
  ">-\n",
  "when: ",
  "allow: ",
  "deny(E2BIG): ",
  "rules:\n",
  "  ",
  "    - ",
  "__proto__",
  "null",
  "true",
  "0x",
  "9999999999999999999999",
  " and ",
  " or ",
  "not ",
  " only ",
  " in {",
  "..",
  "&&",
  "||",
  "==",
  "$self",
  "arg0",
  "O_RDONLY",
  "@time",
  "[[[[[[[[",
  "{{{{",
];

interface Damage {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
  readonly scrap: string;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.nat(6),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(30),
  scrap: fc.constantFrom(...SCRAPS),
});

function damaged(text: string, { kind, at, length, scrap }: Damage): string {
  const place = Math.floor(at * text.length);
  const before = text.slice(0, place);
  switch (kind) {
    case 0:
      return before + text.slice(place + length);
    case 1:
      return before + scrap + text.slice(place);
    case 2:
      return before + scrap + text.slice(place + scrap.length);
    case 3:
      return before + text.slice(place, place + length) + text.slice(place);
    case 4:
      return before;
    case 5: {
      const lines = text.split("\n");
      const line = Math.floor(at * lines.length);
      const [taken = ""] = lines.splice(line, 1);
      lines.splice((line + length) % (lines.length + 1), 0, taken);
      return lines.join("\n");
    }
    default:
      return before + scrap.repeat(length * 10) + text.slice(place);
  }
}

/** How YAML itself reads the file's own rules: [names and action, has a condition]. */
function rulesInYaml(text: string): readonly boolean[] {
  const file = parse(text, { logLevel: "silent" }) as {
    readonly rules?: readonly Readonly<Record<string, unknown>>[];
  };
  return (file.rules ?? []).map((rule) => "when" in rule);
}

test("damaged policies are read in time, without a crash, and nothing of them is dropped", () => {
  const source = memorySource(shipped);
  for (const text of seeds)
    expect(
      loadPolicy(source, { path: "seed.yaml", text }).policy,
    ).toBeDefined();
  let policies = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      (seed, damages) => {
        const text = damages.reduce(damaged, seed);
        const start = process.cpuUsage();
        const { policy, diagnostics } = loadPolicy(source, {
          path: "fuzz.yaml",
          text,
        });
        const { user } = process.cpuUsage(start);
        expect(user).toBeLessThan(1_000_000);
        for (const diagnostic of diagnostics) {
          expect(diagnostic.range.start).toBeLessThanOrEqual(
            diagnostic.range.end,
          );
          const framed = formatDiagnostic(diagnostic, text);
          expect(framed).toContain(text === "" ? "empty-file" : "^");
        }
        if (policy === undefined) {
          expect(diagnostics.length).toBeGreaterThan(0);
          return;
        }
        policies++;
        const own = policy.rules.filter(
          ({ range, phase }) => range.file === "fuzz.yaml" && phase === "run",
        );
        expect(own.map(({ when }) => when !== undefined)).toEqual(
          rulesInYaml(text),
        );
        // A rule with a condition never becomes one without.
        for (const { rules } of policy.arches)
          for (const { rule, condition } of rules)
            if (rule.when !== undefined) expect(condition).toBeDefined();
      },
    ),
    { numRuns: RUNS },
  );
  expect(policies).toBeGreaterThan(0);
});

/** How each thing that a policy holds is laid out. */
import { describe, expect, test } from "vitest";
import { formatPolicy } from "../../src/policy/format.js";
import { formatted } from "./formatted.js";

const HEAD = "callgate: 1\nname: test\n\nrules:\n";

/** Each: what is written, and how it stands afterwards. */
const LAYOUTS: readonly (readonly [string, string, string])[] = [
  ["a list of one", "  - allow: [read]\n", "  - allow: read\n"],
  [
    "blanks",
    "  -   allow:   [ read,write ,\n         close]\n",
    "  - allow: [read, write, close]\n",
  ],
  [
    "a list below its key",
    "  - allow:\n    - read\n    - write\n",
    "  - allow: [read, write]\n",
  ],
  [
    "a mapping in braces",
    "  - {allow: read, why: Reads.}\n",
    "  - allow: read\n    why: Reads.\n",
  ],
  [
    "quotes",
    `  - 'allow': ["read", 'write', '@io']\n`,
    `  - allow: [read, write, "@io"]\n`,
  ],
  [
    "the order of keys",
    "  - why: Reads.\n    when: fd == 1\n    except: close\n    arch: [arm]\n    allow: read\n",
    "  - allow: read\n    except: close\n    arch: arm\n    when: fd == 1\n    why: Reads.\n",
  ],
  [
    "a condition",
    "  - allow: read\n    when:   fd&( 1|2 )==~ 3   and not  fd in{1,-2 .. 3 - 4}\n",
    "  - allow: read\n    when: fd & (1 | 2) == ~3 and not fd in {1, -2..3 - 4}\n",
  ],
  [
    "a quoted condition",
    `  - allow: read\n    when: "fd == 1"\n`,
    "  - allow: read\n    when: fd == 1\n",
  ],
  [
    "a folded condition",
    "  - allow: read\n    when: >-\n      fd == 1\n      or fd == 2\n",
    "  - allow: read\n    when: fd == 1 or fd == 2\n",
  ],
  [
    "a list of conditions",
    "  - allow: read\n    when: [fd == 1, fd == 2]\n",
    "  - allow: read\n    when:\n      - fd == 1\n      - fd == 2\n",
  ],
  [
    "text in quotes",
    `  - allow: read\n    why: "Reads, and 'more'."\n`,
    `  - allow: read\n    why: Reads, and 'more'.\n`,
  ],
  [
    "text with a colon",
    `  - allow: read\n    why: 'Reads: all of it.'\n`,
    `  - allow: read\n    why: "Reads: all of it."\n`,
  ],
  [
    "text with lines",
    "  - allow: read\n    why: |\n      One.\n\n      Two.\n",
    "  - allow: read\n    why: |-\n      One.\n\n      Two.\n",
  ],
  [
    "blank lines",
    "\n\n\n  - allow: read\n\n\n  - allow: write\n  - allow: close\n\n\n",
    "  - allow: read\n\n  - allow: write\n  - allow: close\n",
  ],
  [
    "comments",
    "  # Before.\n  - allow: read    # Beside.\n    # Between.\n    why: Reads.\n    # After.\n  - allow: write\n# End.\n",
    "  # Before.\n  - allow: read # Beside.\n    # Between.\n    why: Reads.\n    # After.\n  - allow: write\n# End.\n",
  ],
  [
    "comments in a list",
    "  - allow: [read, # Reads.\n      # Then\n      write]\n",
    "  - allow:\n      - read # Reads.\n      # Then\n      - write\n",
  ],
  [
    "a comment beside the last name of a list",
    "  - allow:\n      - read\n      - write # Writes.\n    why: Both.\n",
    "  - allow:\n      - read\n      - write # Writes.\n    why: Both.\n",
  ],
  [
    "comments at the end of a list",
    "  - allow: [read, write # Writes.\n      # More?\n\n    ] # Both.\n  - allow:\n      - close\n      # No more.\n",
    "  - allow: # Both.\n      - read\n      - write # Writes.\n      # More?\n  - allow:\n      - close\n      # No more.\n",
  ],
  [
    "a comment below a dash, and one between a key and its text",
    "  - allow: read\n  - # First.\n    why:\n      # Second.\n      Writes.\n    allow: write\n",
    "  - allow: read\n  # First.\n  - allow: write\n    # Second.\n    why: Writes.\n",
  ],
  [
    "blank lines between comments",
    "  - allow: read\n    # One.\n\n    # Two.\n  - why: Writes.\n\n    # Three.\n\n    # Four.\n    allow: write\n",
    "  - allow: read\n    # One.\n\n    # Two.\n  # Three.\n\n  # Four.\n  - allow: write\n    why: Writes.\n",
  ],
  [
    "a comment beside a rule in braces",
    "  - {allow: read, why: Reads.} # Beside.\n  - {allow: write} # Here.\n",
    "  # Beside.\n  - allow: read\n    why: Reads.\n  - allow: write # Here.\n",
  ],
  [
    "a comment beside a list of one long condition",
    `  - allow: read\n    when: # Why?\n      - ${"fd == 1 or ".repeat(9)}fd == 2\n`,
    `  - allow: read\n    # Why?\n    when: >-\n      ${"fd == 1 or ".repeat(8).trimEnd().slice(0, -3)}\n      or fd == 1 or fd == 2\n`,
  ],
  [
    "a long text with empty lines",
    `  - allow: read\n    why: |\n      ${"word ".repeat(20)}\n\n\n      end\n`,
    `  - allow: read\n    why: >-\n      ${"word ".repeat(17).trimEnd()}\n      word word word\n\n\n\n      end\n`,
  ],
  [
    "a comment at a folded text",
    "  - allow: read\n    when: >- # Why not?\n      fd == 1\n",
    "  - allow: read\n    when: fd == 1 # Why not?\n",
  ],
];

describe("the canonical layout", () => {
  test.each(LAYOUTS)("of %s", (_, written, expected) => {
    expect(formatted(HEAD + written)).toBe(HEAD + expected);
  });

  test("of a long condition breaks between tests, of a long text between words", () => {
    const condition = "flags == 1 or ".repeat(10) + "flags == 2";
    const text = formatted(
      `${HEAD}  - allow: openat\n    when: ${condition}\n    why: ${"word ".repeat(40)}end\n`,
    );
    const lines = text.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(
      92,
    );
    expect(lines).toContain("    when: >-");
    expect(
      lines.filter((line) => /^ +or flags/.test(line)).length,
    ).toBeGreaterThan(0);
    expect(lines).toContain("    why: >-");
  });

  test("of a file puts its keys in order and its comments with them", () => {
    expect(
      formatted(`# About this file.

boot: { rules: [ { allow: execve } ] }   # At the start.
# The name.
name: test
params: { self: { width: 32 } }
callgate: 1
rules: []
default: kill
extends: libc
arches: x86_64
`),
    ).toBe(`# About this file.

callgate: 1
# The name.
name: test
extends: [libc]
arches: [x86_64]
default: kill

rules: []

params:
  self:
    width: 32

boot: # At the start.
  rules:
    - allow: execve
`);
  });

  test("of a group", () => {
    expect(
      formatted(
        `callgate: 1\ngroup: io\nnames: [read, "@more"]\ndescription: 'Reads.'\n`,
      ),
    ).toBe(
      `callgate: 1\ngroup: io\ndescription: Reads.\nnames:\n  - read\n  - "@more"\n`,
    );
  });

  test("of a file in braces has each comment with its part", () => {
    expect(
      formatted(`{ # Open.
  callgate: 1, name: test # Name.
  , arches: [x86_64, arm # Arm.
  ], rules: [ # Rules.
    {allow: read
      , when: "fd in {1, 2}" # When.
    }, # First.
    # Last.
  ] # End.
  # Within.
} # Close.
# Foot.
`),
    ).toBe(`# Open.
callgate: 1
name: test # Name.
arches:
  - x86_64
  - arm # Arm.

# End.
rules: # Rules.
  # First.
  - allow: read
    when: fd in {1, 2} # When.
  # Last.
# Within.
# Close.
# Foot.
`);
  });

  test("keeps a comment between two parts with the one that it follows", () => {
    const text = `callgate: 1
name: test
default: kill
# Above, a default that is no answer.

# The rules.
rules:
  - allow: read
  # No more.

params:
  self:
    width: 32
`;
    expect(formatted(text)).toBe(text);
  });

  test("is not guessed for a file that can't be read", () => {
    for (const text of [
      "",
      "callgate: 1\nname: [\n",
      `${HEAD}  - allow: read\n    when: !x fd == 1\n`,
      `${HEAD}  - allow: read\n    when: fd == 1 &&\n`,
      `${HEAD}  - allow: read\n    wen: fd == 1\n`,
    ]) {
      const result = formatPolicy({ path: "test.yaml", text });
      expect(result.text).toBeUndefined();
      expect(result.diagnostics).toHaveLength(1);
    }
  });
});

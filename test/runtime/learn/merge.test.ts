/** What a program did becomes rules: alone, and beside those that a person wrote. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archTable } from "../../../syscalls/index.js";
import { Fault } from "../../../src/document/fault.js";
import { decide } from "../../../src/policy/decide.js";
import { renderDraft } from "../../../src/policy/draft.js";
import { loadPolicy } from "../../../src/policy/load.js";
import { diskSource } from "../../../src/policy-files.js";
import type { SeenCall } from "../../../src/runtime/native.js";
import { learningPolicies } from "../../../src/runtime/learn/dangerous.js";
import { merged } from "../../../src/runtime/learn/merge.js";
import { proposal } from "../../../src/runtime/learn/propose.js";

const arch = "x86_64";
const table = archTable(arch);
const ALLOWED = 0x7fff0000;
const REFUSED = 0x00050001;
const ABSENT = 0x00050026;

function seen(
  name: string,
  args: readonly bigint[] = [],
  answer = ALLOWED,
): SeenCall {
  const nr = table.byName.get(name)?.nr;
  if (nr === undefined) throw new Error(`no ${name}`);
  const all = Array.from({ length: 6 }, (_, at) => args[at] ?? 0n);
  return { arch: table.auditArch, nr, args: all, answer, count: 1 };
}

const path = "policy/learned.yaml";

/** What `text` answers to `call`: the kind of action. */
function answer(text: string, call: SeenCall): string {
  const file = { path, text };
  const { policy, diagnostics } = loadPolicy(diskSource(file), file);
  const own = policy?.arches.find((one) => one.arch === arch);
  if (own === undefined)
    throw new Error(
      `${text}\n${diagnostics.map(({ message }) => message).join("\n")}`,
    );
  return decide(own, "run", call).action.action.kind;
}

const propose = (calls: readonly SeenCall[]): string =>
  renderDraft(proposal("learned", ["program", "--flag"], calls, arch));

const anyCall = fc
  .record({
    nr: fc.constantFrom(...table.byNumber.keys()),
    args: fc.array(
      fc.oneof(
        fc.bigInt({ min: 0n, max: 64n }),
        fc.constantFrom(0xffffff9cn, 0x80000n, 0x241n, 0x5401n),
        fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      ),
      { minLength: 6, maxLength: 6 },
    ),
  })
  .map(({ nr, args }): SeenCall => ({
    arch: table.auditArch,
    nr,
    args,
    answer: ALLOWED,
    count: 1,
  }));

describe("a proposed policy", () => {
  it("is sound and allows what was seen, whatever it was", () => {
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 40 }), (calls) => {
        const text = propose(calls);
        for (const call of calls) expect(answer(text, call)).toBe("allow");
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("allows neither another call nor another use of one that says what it does", () => {
    const text = propose([
      seen("socket", [2n, 1n, 0n]),
      seen("openat", [0xffffff9cn, 1n, 0n]),
      seen("openat", [0xffffff9cn, 1n, 0x80000n]),
    ]);
    expect(answer(text, seen("openat", [3n, 9n, 0x80000n]))).toBe("allow");
    expect(answer(text, seen("openat", [3n, 9n, 1n]))).toBe("deny");
    expect(answer(text, seen("socket", [10n, 1n, 0n]))).toBe("deny");
    expect(answer(text, seen("ptrace"))).toBe("deny");
  });

  it("lists values one by one up to eight, then bounds flags by what there was", () => {
    const flags = [1n, 2n, 4n, 8n, 16n, 32n, 64n, 128n, 256n];
    const some = flags.map((bit) => seen("recvfrom", [3n, 1n, 9n, bit]));
    expect(propose(some.slice(0, 8))).toMatch(/flags in \{/);
    const text = propose(some);
    expect(text).toMatch(/flags only /);
    expect(answer(text, seen("recvfrom", [3n, 1n, 9n, 0x101n]))).toBe("allow");
    expect(answer(text, seen("recvfrom", [3n, 1n, 9n, 0x200n]))).toBe("deny");
  });

  it("allows nothing that was refused while learning, and says what it was", () => {
    const text = propose([
      seen("mount", [], REFUSED),
      seen("clone3", [], ABSENT),
    ]);
    expect(answer(text, seen("mount"))).toBe("deny");
    expect(text).toMatch(/^# Dangerous, refused .*: mount, once/m);
    expect(text).toContain("- deny(ENOSYS): clone3");
  });

  it("is written for people: a command's control characters are none of it", () => {
    const text = renderDraft(
      proposal(
        "learned",
        ["sh", "-c", "true\u001b[2J\n- allow: mount"],
        [],
        arch,
      ),
    );
    expect(text).not.toContain("\u001b");
    expect(answer(text, seen("mount"))).toBe("deny");
  });
});

describe("adding to a policy", () => {
  const own = `# A comment at the top.
callgate: 1
name: mine
arches: [x86_64]
rules:
  - deny(EACCES): mkdir # ours
    why: Not here.

  # A comment of its own.
  - allow: read
default: deny(EPERM) # after the rules
unknown: deny(ENOSYS)
`;

  it("leaves every line as it is and adds at the end of the rules", () => {
    const { text, added } = merged(
      { path, text: own },
      [seen("read"), seen("write")],
      arch,
    );
    const lines = text.split("\n");
    let at = 0;
    for (const line of own.split("\n").filter((one) => one !== "")) {
      at = lines.indexOf(line, at);
      expect(at).toBeGreaterThanOrEqual(0);
    }
    expect(added).toEqual(["write"]);
    expect(answer(text, seen("write"))).toBe("allow");
  });

  it("does not undo what its rules refuse", () => {
    const { text, added, refused } = merged(
      { path, text: own },
      [seen("mkdir")],
      arch,
    );
    expect(text).toBe(own);
    expect(added).toEqual([]);
    expect(refused).toEqual(["mkdir"]);
  });

  it("changes nothing where all is there", () => {
    const calls = [seen("read"), seen("openat", [0n, 1n, 0x241n, 0o600n])];
    const once = merged({ path, text: own }, calls, arch).text;
    expect(merged({ path, text: once }, calls, arch)).toMatchObject({
      text: once,
      added: [],
    });
  });

  it("several times allows what was seen at any of them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyCall, { maxLength: 10 }), { maxLength: 4 }),
        (runs) => {
          let text = propose([]);
          for (const calls of runs)
            text = merged({ path, text }, calls, arch).text;
          for (const call of runs.flat())
            expect(answer(text, call)).toBe("allow");
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it("begins a list that is empty", () => {
    const empty =
      "callgate: 1\nname: mine\narches: [x86_64]\nrules: [] # none\n";
    const { text } = merged({ path, text: empty }, [seen("read")], arch);
    expect(answer(text, seen("read"))).toBe("allow");
    expect(text).toContain("# none");
  });

  it.each([
    ["has errors", "callgate: 1\nname: [\n"],
    ["is for another arch", "callgate: 1\nname: x\narches: [arm]\nrules: []\n"],
    [
      "has no rules",
      "callgate: 1\nname: x\narches: [x86_64]\nextends: [libc]\n",
    ],
  ])("is refused where the policy %s", (_, text) => {
    expect(() => merged({ path, text }, [seen("mount")], arch)).toThrow(Fault);
  });
});

it("what learn refuses is refused by its own policy, and nothing else", () => {
  const { answering } = learningPolicies(arch);
  const own = answering.arches.find((one) => one.arch === arch);
  if (own === undefined) throw new Error("no arch");
  const kindOf = (name: string, args: readonly bigint[] = []): string =>
    decide(own, "run", seen(name, args)).action.action.kind;
  for (const name of [
    "mount",
    "ptrace",
    "bpf",
    "init_module",
    "io_uring_setup",
    "process_vm_writev",
    "keyctl",
    "reboot",
  ])
    expect(kindOf(name)).toBe("deny");
  for (const name of ["read", "openat", "execve", "socket", "ioctl", "clone"])
    expect(kindOf(name)).toBe("allow");
  expect(kindOf("ioctl", [0n, 0x5412n])).toBe("deny");
  expect(kindOf("clone", [0x10000000n])).toBe("deny");
});

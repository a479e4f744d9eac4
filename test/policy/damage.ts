/**
 * Damages policies, what they extend and the groups that they name, and reads them. Whatever
 * is left of one, it is read in time and without a crash; and what is taken as a policy says
 * all that YAML says the file holds.
 */
import { parse } from "yaml";
import { archTable } from "../../syscalls/index.js";
import { formatDiagnostic } from "../../src/document/format.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { Policy } from "../../src/policy/model.js";
import { memorySource } from "../../src/policy/source.js";
import { pick, type Random } from "../compiler/support/random.js";
import { withoutHang } from "../support/hang.js";
import { mutant, type Material } from "../support/mutated.js";
import { shipped } from "./shipped.js";

const EXAMPLE = `callgate: 1
name: example
extends: [small]
arches: [x86_64, aarch64]
default: deny(EPERM) # a known syscall that no rule matches
rules:
  - allow: [read, "@few"]
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

/** Short ones, of which many can be tried; between them they hold all that a policy can. */
const SHORT: readonly string[] = [
  "callgate: 1\nname: a\nrules:\n  - allow: [read, write]\n  - deny(EACCES): openat\n    when: flags & O_CREAT\n",
  "callgate: 1\nname: a\nextends: small\narches: [x86_64]\nunknown: kill\nrules:\n  - allow: '@few'\n    except: close\n    why: 'it''s few'\n",
  "callgate: 1\nname: a\narches: x86_64\nrules:\n- {allow: mprotect, when: \"prot only PROT_READ|PROT_WRITE\"}\n- {log: getpid}\n",
  "callgate: 1\nname: a\ndescription: >\n  two\n  lines\nforeign: kill(thread)\nrules:\n  - allow: ioctl\n    when:\n      - cmd == 0x5401\n      - cmd in {1, 3..7}\n",
  "callgate: 1\nname: a\nparams: { self: { width: 32, why: own id } }\nrules:\n  - allow: tgkill\n    when: tgid == $self and sig != 9\nboot:\n  rules:\n    - allow: [execve, '@few']\n",
  "callgate: 1\nname: a\naccept: { default-allows: as wanted }\ndefault: allow\nrules:\n  - kill: ptrace\n    accept:\n      unused-rule: it is\n  - trap(7): reboot\n  - trace(1): [vfork]\n  - notify: mount\n",
  "callgate: 1\nname: a\narches: [i386, s390x]\nrules:\n  - allow: [socket, shmget]\n  - deny(0): connect # stays\n    when: |\n      fd < 3 or\n      fd >= 1 << 4\n",
  "---\ncallgate: 1\n'name': a\nrules: []\n...\n",
];

const PARENT =
  "callgate: 1\nname: parent\nextends: [small]\nrules:\n  - allow: [read, '@few']\n    except: dup\n  - deny(EIO): lseek\n    when: whence != SEEK_SET\n";

const GROUP =
  "callgate: 1\ngroup: few\ndescription: Some on descriptors.\nnames:\n  - close\n  - dup # twice\n  - [dup2]\n  - '@fewer'\n".replace(
    "[dup2]",
    "dup2",
  );

/** What is damaged: the policy itself, one that it extends, or a group that it names. */
type Role = "policy" | "parent" | "group";

export interface Damaged {
  readonly role: Role;
  readonly text: string;
}

/** Sound files to start from; few of those that ship, as each of them takes long. */
export const seeds: readonly Damaged[] = [
  ...[EXAMPLE, ...SHORT].map((text) => ({ role: "policy", text }) as const),
  { role: "parent", text: PARENT },
  { role: "group", text: GROUP },
];

const SHIPPED: readonly string[] = Object.values(shipped).filter(
  (text) => /^rules:/m.test(text) && text.length < 4000,
);

/** What YAML, conditions and policies are made of. */
const SCRAPS = [
  ...["&a", "*a", "!t", "!!map ", "<<: ", "---\n", "...\n", "%YAML 1.1\n"],
  ...["- ", ": ", "? ", " #", "|\n", ">-\n", "|2+\n", "  ", "    - ", "\n"],
  ...["when: ", "allow: ", "deny(E2BIG): ", "rules:\n", "@time", "@few"],
  ...["except: ", "arch: ", "why: ", "boot:\n", "extends: ", "arches: "],
  ...["kill(process)", "trap(65536)", "trace(-1)", "deny(4096)", "notify"],
  ...["null", "true", "0x", "$self", "O_RDONLY", "x86_64", "s390x", "read"],
  ...[" and ", " or ", "not ", " only ", " in {", "..", "&&", "||", "=="],
  ..."&*!|>-?:,[]{}#%@`'\"~ \n",
];

const MATERIAL: Readonly<Record<Role | "shipped", Material>> = {
  policy: { samples: [EXAMPLE, ...SHORT], scraps: SCRAPS },
  parent: { samples: [PARENT], scraps: SCRAPS },
  group: { samples: [GROUP], scraps: SCRAPS },
  shipped: { samples: SHIPPED, scraps: SCRAPS },
};

const ROLES: readonly Role[] = ["policy", "policy", "policy", "parent", "group"];

/** A damaged file; one of two hundred is one that ships. */
export function damaged(random: Random): Damaged {
  if (random(200) === 0)
    return { role: "policy", text: mutant(MATERIAL.shipped, random) };
  const role = pick(random, ROLES);
  return { role, text: mutant(MATERIAL[role], random) };
}

/** What names the damaged file, and is sound itself. */
const CHILDREN: Readonly<Record<"parent" | "group", string>> = {
  parent: "callgate: 1\nname: child\nextends: parent\nrules:\n  - allow: '@few'\n",
  group: "callgate: 1\nname: child\nrules:\n  - allow: '@few'\n",
};

const SMALL: Readonly<Record<string, string>> = {
  "small.yaml": "callgate: 1\nname: small\nrules:\n  - allow: exit_group\n",
  "parent.yaml": PARENT,
  "groups/few.yaml": GROUP,
  "groups/fewer.yaml":
    "callgate: 1\ngroup: fewer\ndescription: Fewer.\nnames: [fcntl]\n",
};

/** All that ship, too: for those, and for what names them. */
const files = { ...shipped, ...SMALL };

const PATHS: Readonly<Record<Role, string>> = {
  policy: "damaged.yaml",
  parent: "parent.yaml",
  group: "groups/few.yaml",
};

const whole = memorySource(files);

/** Reads the file: "policy", or the first code. Throws where the reader is wrong. */
export function read({ role, text }: Damaged): string {
  const path = PATHS[role];
  const source = {
    ...whole,
    policy: (name: string) =>
      role === "parent" && name === "parent"
        ? { path, text }
        : whole.policy(name, ""),
    group: (name: string) =>
      role === "group" && name === "few"
        ? { path, text }
        : whole.group(name, ""),
  };
  const root =
    role === "policy" ? { path, text } : { path: "child.yaml", text: CHILDREN[role] };
  const { policy, diagnostics } = withoutHang(() => loadPolicy(source, root));
  for (const one of diagnostics) {
    const { file, start, end } = one.range;
    const of = file === path ? text : (files[file] ?? root.text);
    if (start < 0 || start > end || end > of.length)
      throw new Error(`a place outside of ${file}: ${start} to ${end}`);
    if (one.message === "" || formatDiagnostic(one, of) === "")
      throw new Error("a fault without a sentence");
  }
  const [first] = diagnostics;
  if (policy === undefined) {
    if (first === undefined) throw new Error("no policy, and no fault");
    return first.code;
  }
  if (role === "group") holdsGroup(policy, text);
  else holdsRules(policy, path, text);
  for (const { rules, bootRules } of policy.arches)
    for (const { rule, condition } of [...rules, ...bootRules])
      if (rule.when !== undefined && condition === undefined)
        throw new Error("a rule lost its condition");
  return "policy";
}

/** A rule as YAML reads it. */
type YamlRule = Readonly<Record<string, unknown>>;

const ACTION = /^(allow|log|deny|kill|trap|trace|notify)\b/;

/** Each rule that YAML finds in the file is in the policy, in order, with its names. */
function holdsRules(policy: Policy, path: string, text: string): void {
  const yaml = parse(text, { logLevel: "silent" }) as {
    readonly rules?: readonly YamlRule[] | null;
    readonly boot?: { readonly rules?: readonly YamlRule[] };
  };
  for (const phase of ["run", "boot"] as const) {
    const own = policy.rules.filter(
      (rule) => rule.range.file === path && rule.phase === phase,
    );
    const listed = (phase === "run" ? yaml : yaml.boot)?.rules ?? [];
    const shown = own.map(({ when }) => when !== undefined).join();
    const said = listed.map((rule) => "when" in rule).join();
    if (shown !== said)
      throw new Error(`rules with conditions: ${shown}, in YAML ${said}`);
    listed.forEach((rule, index) =>
      holdsNames(policy, own[index]?.id ?? -1, rule),
    );
  }
}

function holdsNames(policy: Policy, id: number, rule: YamlRule): void {
  const action = Object.keys(rule).find((key) => ACTION.test(key)) ?? "";
  const except = textsOf(rule["except"]);
  // What is in the group is in another file.
  if (except.some((name) => name.startsWith("@"))) return;
  const on = "arch" in rule ? textsOf(rule["arch"]) : undefined;
  for (const { arch, rules, bootRules } of policy.arches) {
    if (on?.includes(arch) === false) continue;
    const taken = [...rules, ...bootRules].filter(({ rule }) => rule.id === id);
    for (const name of textsOf(rule[action]))
      if (
        !name.startsWith("@") &&
        !except.includes(name) &&
        archTable(arch).byName.has(name) &&
        !taken.some((one) => one.name === name)
      )
        throw new Error(`rule ${id} lost ${name} on ${arch}`);
  }
}

/** Each name that YAML finds in the group is in the rule that names the group. */
function holdsGroup(policy: Policy, text: string): void {
  const yaml = parse(text, { logLevel: "silent" }) as {
    readonly names?: unknown;
  };
  const group = policy.rules[0]?.groups?.[0];
  for (const name of textsOf(yaml.names))
    if (!name.startsWith("@") && group?.syscalls.includes(name) !== true)
      throw new Error(`the group lost ${name}`);
}

function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

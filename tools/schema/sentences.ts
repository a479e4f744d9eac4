/** What editors say at each key and action. */

export const keys: Readonly<
  Record<"policy" | "rule" | "param", Readonly<Record<string, string>>>
> = {
  policy: {
    callgate: "The version of the policy language: 1.",
    name: "The policy's name: its file's, without .yaml.",
    description: "What the policy is for, in a sentence or two.",
    extends:
      "Policies whose rules come after this one's own, in this order, each once.",
    arches: "The arches it is compiled for, one program each.",
    default:
      "What a known syscall gets that no rule matches. Without it, deny(EPERM).",
    unknown:
      "What a number gets that is newer than the tables. Without it, deny(ENOSYS), on which libc falls back.",
    foreign:
      "What another ABI of the same machine gets (i386 and x32 on x86_64). Without it, kill.",
    rules: "Tried from top to bottom; the first that matches answers.",
    params:
      "Values that are bound when the filter is loaded, by name; conditions write $name.",
    accept:
      "Findings of check about the policy as a whole that its author knows of, each with the reason to leave it.",
    boot: "Rules that hold only until the interpreter is up. They may only add.",
  },
  rule: {
    when: "On which arguments the rule matches: one condition, or a list of which any may hold.",
    except: "Names taken out of the rule's list.",
    arch: "The arches the rule is for; without it, all.",
    why: "The reason, for whoever reviews it.",
    accept:
      "Findings of check that the rule's author knows of, each with the reason to leave it.",
  },
  param: {
    width: "32 or 64 bits.",
    why: "What is bound to it.",
  },
};

export const boot: Readonly<Record<string, string>> = {
  rules: "Tried before the policy's own rules; each allows or logs.",
};

export const groupKeys: Readonly<Record<string, string>> = {
  callgate: "The version of the policy language: 1.",
  group:
    "The group's name: its file's, without .yaml. Policies write it with an @.",
  description: "What the calls have in common, in a sentence.",
  names: "Syscalls, and other groups in quotes.",
};

/** What is offered at `when`: a label, what it writes, what it means. */
export const conditions: readonly (readonly [string, string, string])[] = [
  [
    "argument == VALUE",
    "${1:argument} == ${2:VALUE}",
    "The argument has this value.",
  ],
  [
    "argument in {A, B}",
    "${1:argument} in {${2:A}, ${3:B}}",
    "The argument is one of these.",
  ],
  [
    "argument & BITS",
    "${1:argument} & (${2:BITS})",
    "One of these bits is set.",
  ],
  [
    "not argument & BITS",
    "not ${1:argument} & (${2:BITS})",
    "None of these bits is set.",
  ],
  [
    "argument only BITS",
    "${1:argument} only ${2:BITS}",
    "No other bit is set than these.",
  ],
  [
    "(argument & MASK) == VALUE",
    "(${1:argument} & ${2:MASK}) == ${3:VALUE}",
    "These bits have this value.",
  ],
];

export const actions: readonly (readonly [string, string])[] = [
  ["allow", "The call is made."],
  ["log", "The call is made, and the kernel logs it."],
  ["deny", "Refused with EPERM."],
  ["deny(EPERM)", "Refused: operation not permitted."],
  ["deny(ENOSYS)", "Refused as an older kernel would: libc falls back."],
  ["deny(EACCES)", "Refused: permission denied."],
  ["kill", "The whole process is killed, with SIGSYS."],
  ["kill(thread)", "The calling thread is killed."],
  ["trap(0)", "The thread gets SIGSYS, with this number (0 to 65535)."],
  ["trace(0)", "A tracer decides, told by this number; without one, ENOSYS."],
  ["notify", "A supervisor that holds the listener answers."],
];

/** At an action with another errno or number than those above. */
export const otherActions =
  "deny(ERRNO) refuses with this errno; trap(DATA) and trace(DATA) tell this number, 0 to 65535.";

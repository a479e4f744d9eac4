/** What a policy is made of that only asks the prover a question: yes, no, and a rule. */
import { nowhere } from "../document/places.js";
import type { ArchAction, Rule } from "../policy/model.js";

export const yes: ArchAction = { action: { kind: "allow" }, value: 0x7fff0000 };
export const no: ArchAction = {
  action: { kind: "kill", scope: "process" },
  value: 0x80000000,
};

/** A rule that only asks a question stands nowhere. */
export const question: Rule = {
  id: 0,
  phase: "run",
  action: no.action,
  when: undefined,
  why: undefined,
  policy: "",
  range: nowhere,
};

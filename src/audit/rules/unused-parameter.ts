/** Parameters that no rule compares with. */
import type { Check } from "../finding.js";
import { parametersOf } from "../conditions.js";

export const unusedParameter: Check = {
  id: "unused-parameter",
  severity: "warning",
  sentence:
    "No condition names the parameter, so binding it changes nothing: perhaps the rule that was to use it compares with something else.",
  remedy: "Name it in a condition as $NAME, or remove it.",
  bad: `params:
  self:
    width: 32
    why: The process's own id.
rules:
  - allow: kill
    when: pid == 1
    why: Signals to itself.
`,
  good: `params:
  self:
    width: 32
    why: The process's own id.
rules:
  - allow: kill
    when: pid == $self
    why: Signals to itself.
`,
  find({ policy, arches }) {
    const used = new Set(
      arches.flatMap(({ meaning }) =>
        [...meaning.rules, ...meaning.bootRules].flatMap(({ condition }) =>
          parametersOf(condition),
        ),
      ),
    );
    const [file] = policy.files;
    return policy.params
      .filter(({ name, range }) => range.file === file?.path && !used.has(name))
      .map(({ name, range }) => ({
        message: `no condition names $${name}`,
        range,
        rule: undefined,
      }));
  },
};

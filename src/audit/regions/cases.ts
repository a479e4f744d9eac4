/** What a policy or a program answers to the calls of one number, tried in order. */
import type { Condition } from "../../policy/model.js";
import { always, and, never, not, or } from "../formula.js";
import type { Space } from "./space.js";

/** `Behind` is who answers: a rule, a default, an instruction. */
export interface Case<Behind> {
  /** Undefined: every call that gets here. */
  readonly condition: Condition | undefined;
  /** The `SECCOMP_RET_*` value, unsigned. */
  readonly value: number;
  readonly behind: Behind;
}

/** The first that matches answers. The last has no condition, and no other one has none. */
export type Cases<Behind> = readonly Case<Behind>[];

/** For each point the index of the case that answers. */
export function answersOver(space: Space, cases: Cases<unknown>): Int32Array {
  const answers = new Int32Array(space.grid.size).fill(-1);
  cases.forEach(({ condition }, index) => {
    const truth = condition && space.truth(condition);
    answers.forEach((before, point) => {
      if (before === -1 && (truth === undefined || truth[point] === 1))
        answers[point] = index;
    });
  });
  return answers;
}

/** When a case that `wanted` takes answers, as the cases' own conditions say. */
export function when<Behind>(
  cases: Cases<Behind>,
  wanted: (one: Case<Behind>) => boolean,
): Condition {
  let condition = never;
  for (const one of [...cases].reverse()) {
    if (one.condition === undefined) condition = wanted(one) ? always : never;
    else
      condition = wanted(one)
        ? or(one.condition, condition)
        : and(not(one.condition), condition);
  }
  return condition;
}

/** Whether both are written alike, apart from who answers. */
export function sameCases(
  left: Cases<unknown>,
  right: Cases<unknown>,
): boolean {
  return (
    left.length === right.length &&
    left.every((one, index) => {
      const other = right[index];
      return (
        one.value === other?.value &&
        sameCondition(one.condition, other.condition)
      );
    })
  );
}

export function sameCondition(
  left: Condition | undefined,
  right: Condition | undefined,
): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  switch (left.kind) {
    case "test": {
      if (right.kind !== "test") return false;
      const [a, b] = [left.test, right.test];
      return (
        a.argument === b.argument &&
        a.width === b.width &&
        a.signed === b.signed &&
        a.mask === b.mask &&
        a.operator === b.operator &&
        (a.value.kind === "constant"
          ? b.value.kind === "constant" && a.value.value === b.value.value
          : b.value.kind === "parameter" && a.value.name === b.value.name)
      );
    }
    case "not":
      return right.kind === "not" && sameCondition(left.of, right.of);
    case "all":
    case "any":
      return (
        right.kind === left.kind &&
        left.of.length === right.of.length &&
        left.of.every((one, index) => sameCondition(one, right.of[index]))
      );
    default:
      return left satisfies never;
  }
}

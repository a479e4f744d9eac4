/**
 * All calls of one syscall as the points of a grid: an axis for each argument that is
 * tested, and on it the classes of values that no test tells apart. What holds at a point
 * holds for every call that it stands for, so questions about calls are questions of points.
 */
import type { ArgumentTest, Condition } from "../../policy/model.js";
import { Grid } from "./cover.js";
import { partitionOf, type Partition } from "./partition.js";

/** More points than are looked at one by one. */
const POINTS_MAX = 1 << 17;

interface Axis {
  readonly partition: Partition;
  /** For each index of the axis the partition's classes that the tests can't tell apart. */
  readonly groups: readonly (readonly number[])[];
}

export class Space {
  readonly grid: Grid;
  readonly #axes: readonly Axis[];
  readonly #axisOf: ReadonlyMap<number, number>;
  readonly #truth = new Map<Condition, Uint8Array>();

  private constructor(axes: readonly Axis[]) {
    this.#axes = axes;
    this.#axisOf = new Map(
      axes.map(({ partition }, axis) => [partition.argument, axis]),
    );
    this.grid = new Grid(axes.map(({ groups }) => groups.length));
  }

  /** Undefined where there are too many points. `values` are those of parameters. */
  static of(
    conditions: readonly (Condition | undefined)[],
    values: ReadonlyMap<string, bigint>,
  ): Space | undefined {
    const byArgument = new Map<
      ArgumentTest["argument"],
      Map<string, ArgumentTest>
    >();
    for (const test of distinctTests(conditions)) {
      const tests = byArgument.get(test.argument) ?? new Map();
      byArgument.set(test.argument, tests);
      tests.set(keyOf(test), test);
    }
    const axes: Axis[] = [];
    let points = 1;
    for (const [argument, tests] of [...byArgument].sort(([a], [b]) => a - b)) {
      const all = [...tests.values()];
      const partition = partitionOf(argument, all, values);
      if (partition === undefined) return undefined;
      const groups = groupsOf(partition, all);
      points *= groups.length;
      if (points > POINTS_MAX) return undefined;
      axes.push({ partition, groups });
    }
    return new Space(axes);
  }

  /** The arguments that are tested, in the order of the grid's axes. */
  get partitions(): readonly Partition[] {
    return this.#axes.map(({ partition }) => partition);
  }

  /** A call's arguments that a point stands for. */
  argumentsAt(point: number): readonly bigint[] {
    const args = [0n, 0n, 0n, 0n, 0n, 0n];
    this.#axes.forEach(({ partition, groups }, axis) => {
      const [first] = groups[this.grid.at(point, axis)] ?? [];
      args[partition.argument] = partition.values[first ?? 0] ?? 0n;
    });
    return args;
  }

  /** The classes of an axis's argument that the indices stand for, one byte each. */
  classesOf(axis: number, indices: readonly number[]): Uint8Array {
    const { partition, groups } = this.#axes[axis] ?? {
      partition: { classes: [] },
      groups: [],
    };
    const set = new Uint8Array(partition.classes.length);
    for (const index of indices)
      for (const one of groups[index] ?? []) set[one] = 1;
    return set;
  }

  /** Where the condition holds, one byte a point. */
  truth(condition: Condition): Uint8Array {
    let truth = this.#truth.get(condition);
    if (truth === undefined) {
      truth = this.#find(condition);
      this.#truth.set(condition, truth);
    }
    return truth;
  }

  #find(condition: Condition): Uint8Array {
    const { size } = this.grid;
    switch (condition.kind) {
      case "test":
        return this.#testTruth(condition.test);
      case "not":
        return this.truth(condition.of).map((one) => 1 - one);
      case "all":
      case "any": {
        const isAll = condition.kind === "all";
        const result = new Uint8Array(size).fill(isAll ? 1 : 0);
        for (const member of condition.of) {
          const truth = this.truth(member);
          for (let point = 0; point < size; point++)
            if (truth[point] === (isAll ? 0 : 1)) result[point] = isAll ? 0 : 1;
        }
        return result;
      }
      default:
        return condition satisfies never;
    }
  }

  #testTruth(test: ArgumentTest): Uint8Array {
    const axis = this.#axisOf.get(test.argument) ?? 0;
    const { partition, groups } = this.#axes[axis] ?? {};
    const truth = partition?.truth(test);
    const byIndex = (groups ?? []).map(([first]) => truth?.[first ?? 0] ?? 0);
    return Uint8Array.from(
      { length: this.grid.size },
      (_, point) => byIndex[this.grid.at(point, axis)] ?? 0,
    );
  }
}

/** Classes for which all tests answer alike, in the order in which they come. */
function groupsOf(
  partition: Partition,
  tests: readonly ArgumentTest[],
): readonly (readonly number[])[] {
  // Values of one part differ in the tests already, or lie side by side.
  const truths = tests.map((test) => partition.truth(test));
  const groups = new Map<string, number[]>();
  partition.classes.forEach((_, index) => {
    const key = truths.map((truth) => truth[index]).join("");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  });
  return [...groups.values()];
}

/** Conditions share parts: each is looked at once. */
export function distinctTests(
  conditions: readonly (Condition | undefined)[],
): readonly ArgumentTest[] {
  const seen = new Set<Condition>();
  const found: ArgumentTest[] = [];
  const visit = (condition: Condition): void => {
    if (seen.has(condition)) return;
    seen.add(condition);
    if (condition.kind === "test") found.push(condition.test);
    else if (condition.kind === "not") visit(condition.of);
    else condition.of.forEach(visit);
  };
  for (const condition of conditions)
    if (condition !== undefined) visit(condition);
  return found;
}

function keyOf(test: ArgumentTest): string {
  const { width, signed, mask, operator, value } = test;
  const compared =
    value.kind === "constant" ? value.value.toString() : `$${value.name}`;
  return `${width} ${signed} ${mask} ${operator} ${compared}`;
}

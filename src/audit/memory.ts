/** Remembers something of each condition; conditions that are built alike are the same one. */
import type { ArgumentTest, Condition } from "../policy/model.js";

export class ConditionMemory<Value> {
  readonly #ids = new WeakMap<Condition, number>();
  readonly #byShape = new Map<string, number>();
  readonly #values = new Map<number, Value>();

  has(condition: Condition): boolean {
    return this.#values.has(this.idOf(condition));
  }

  get(condition: Condition): Value | undefined {
    return this.#values.get(this.idOf(condition));
  }

  set(condition: Condition, value: Value): void {
    this.#values.set(this.idOf(condition), value);
  }

  /** The number of the condition's shape, in the order in which shapes were first seen. */
  idOf(condition: Condition): number {
    let id = this.#ids.get(condition);
    if (id !== undefined) return id;
    const shape = this.#shape(condition);
    id = this.#byShape.get(shape);
    if (id === undefined) this.#byShape.set(shape, (id = this.#byShape.size));
    this.#ids.set(condition, id);
    return id;
  }

  #shape(condition: Condition): string {
    switch (condition.kind) {
      case "test":
        return shapeOf(condition.test);
      case "not":
        return `not ${this.idOf(condition.of).toString()}`;
      case "all":
      case "any":
        return `${condition.kind} ${condition.of.map((one) => this.idOf(one)).join()}`;
      default:
        return condition satisfies never;
    }
  }
}

function shapeOf(test: ArgumentTest): string {
  const { argument, width, signed, mask, operator, value } = test;
  const compared =
    value.kind === "constant" ? value.value.toString() : `$${value.name}`;
  return `${argument.toString()} ${width.toString()} ${signed.toString()} ${mask.toString()} ${operator} ${compared}`;
}

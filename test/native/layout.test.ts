/** The C headers and the TypeScript that writes and reads their layouts say the same. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { steps, type StepName } from "../../src/runtime/steps.js";

const native = join(import.meta.dirname, "../../native");
const runtime = join(import.meta.dirname, "../../src/runtime");

/** The constants of a C enum, by name without `prefix`. */
function enumOf(header: string, prefix: string): Record<string, number> {
  const text = readFileSync(join(native, header), "utf8");
  const found = text.matchAll(new RegExp(`\\b${prefix}(\\w+) = (\\d+)`, "g"));
  return Object.fromEntries(
    [...found].map(([, name = "", value]) => [camel(name), Number(value)]),
  );
}

/** `PID_NAMESPACE` as `pidNamespace`. */
function camel(name: string): string {
  return name
    .toLowerCase()
    .replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The object `name` in a source file: `key: number` pairs. */
function objectOf(file: string, name: string): Record<string, number> {
  const text = readFileSync(join(runtime, file), "utf8");
  const body = new RegExp(`const ${name} = \\{(.*?)\\}`, "s").exec(text)?.[1];
  return Object.fromEntries(
    [...(body ?? "").matchAll(/(\w+): (\d+)/g)].map(([, key = "", value]) => [
      key,
      Number(value),
    ]),
  );
}

it("a step has one number on both sides", () => {
  const numbers = Object.fromEntries(
    (Object.keys(steps) as StepName[]).map((name) => [
      name,
      steps[name].number,
    ]),
  );
  expect(numbers).toEqual(enumOf("steps.h", "STEP_"));
});

it("a section of the plan has one number on both sides", () => {
  expect(objectOf("plan-bytes.ts", "SECTION")).toEqual(
    enumOf("plan.h", "SECTION_"),
  );
});

it("an operation on the root has one number on both sides", () => {
  expect(objectOf("plan-bytes.ts", "OPERATION")).toEqual(
    enumOf("plan.h", "ROOT_"),
  );
});

it("a record of the launcher has one number on both sides", () => {
  expect(objectOf("status.ts", "KIND")).toEqual(enumOf("status.h", "STATUS_"));
});

it("the guests take their descriptors where the launcher puts them", () => {
  const header = readFileSync(join(native, "init.h"), "utf8");
  const number = (name: string): string | undefined =>
    new RegExp(`#define ${name} (\\d+)`).exec(header)?.[1];
  const names = ["RUN_FILTER", "REPORT", "HANDOVER"];
  const call = `install(${names.map((name) => number(`${name}_DESCRIPTOR`)).join(", ")})`;
  for (const guest of ["python.py", "node.cjs", "warm-node.cjs"])
    expect(readFileSync(join(runtime, "guests", guest), "utf8")).toContain(
      call,
    );
});

/** The page about the shipped policies says what they do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { decide } from "../../src/policy/decide.js";
import { loadPolicy, type LoadedPolicy } from "../../src/policy/load.js";
import {
  diskSource,
  readPolicy,
  shippedPolicyNames,
} from "../../src/policy-files.js";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/shipped-policies.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const loaded = { python: load("python"), nodejs: load("nodejs") };

test("every policy that ships is in the table, with those that it extends", () => {
  const listed = rows.flatMap(([first = "", , parents = ""]) => {
    const name = /^\[`([\w-]+)`\]/.exec(first)?.[1];
    return name === undefined
      ? []
      : [[name, [...parents.matchAll(/`([\w-]+)`/g)].map((one) => one[1])]];
  });
  const ship = shippedPolicyNames().map((name) => [name, parentsOf(name)]);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(ship));
});

describe("each call of the table is answered so", () => {
  const answers = rows.flatMap(([, call = "", python = "", nodejs = ""]) => {
    const syscall = /^`(\w+)`$/.exec(call)?.[1];
    return syscall === undefined ? [] : [{ syscall, python, nodejs }];
  });

  test("there are some", () => {
    expect(answers.length).toBeGreaterThan(15);
  });

  test.each(answers)("$syscall", ({ syscall, python, nodejs }) => {
    expect({
      python: answer("python", syscall),
      nodejs: answer("nodejs", syscall),
    }).toEqual({ python, nodejs });
  });
});

test("the example is a policy without a fault", () => {
  const text = /```yaml\n([^]*?)```/.exec(page)?.[1] ?? "";
  const file = { path: join(root, "policy", "example.yaml"), text };
  const { policy, diagnostics } = loadPolicy(diskSource(file), file);
  expect(diagnostics).toEqual([]);
  expect(policy?.rules[0]?.why).toBeDefined();
});

function load(name: string): LoadedPolicy {
  const file = readPolicy(name);
  return loadPolicy(diskSource(file), file);
}

function parentsOf(name: string): readonly string[] {
  const list = /^extends: \[(.*)\]$/m.exec(readPolicy(name).text)?.[1] ?? "";
  return list.split(", ").filter(Boolean);
}

/** What the policy answers to the call with every argument 0, on each of its arches alike. */
function answer(name: "python" | "nodejs", syscall: string): string {
  const { policy } = loaded[name];
  const answers = new Set(
    policy?.arches.flatMap((arch) => {
      const table = archTable(arch.arch);
      const nr = table.byName.get(syscall)?.nr;
      if (nr === undefined) return [];
      const call = { arch: table.auditArch, nr, args: [] };
      const { action } = decide(arch, "run", call).action;
      return [
        action.kind === "deny" ? String(action.errno) : `${action.kind}ed`,
      ];
    }),
  );
  return [...answers].join(" or ");
}

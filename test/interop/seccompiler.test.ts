/** seccompiler's JSON: its meaning, read here independently, against the imported program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { importPolicies } from "../../src/interop/import.js";
import { corpus } from "../support/requires.js";
import {
  ALLOW,
  disagreements,
  ERRNO,
  KILL_PROCESS,
  KILL_THREAD,
  LOG,
  TRACE,
  TRAP,
  type Reading,
} from "./agreement.js";
import { machineFor, shipped, taken } from "./imported.js";
import { EDGES, Random } from "./random.js";

type Action = string | { readonly errno: number } | { readonly trace: number };

interface Condition {
  readonly index: number;
  readonly type: "dword" | "qword";
  readonly op: string | { readonly masked_eq: bigint | number };
  readonly val: bigint | number;
}

interface Filter {
  readonly default_action: Action;
  readonly filter_action: Action;
  readonly filter: readonly {
    readonly syscall: string;
    readonly args?: readonly Condition[];
  }[];
}

const WORDS: Readonly<Record<string, number>> = {
  allow: ALLOW,
  log: LOG,
  trap: TRAP,
  kill_thread: KILL_THREAD,
  kill_process: KILL_PROCESS,
};

function valueOf(action: Action): number {
  if (typeof action === "string") return WORDS[action] ?? -1;
  return "errno" in action ? ERRNO + action.errno : TRACE + action.trace;
}

function holds(
  { type, op, val, index }: Condition,
  args: readonly bigint[],
): boolean {
  const cut = (value: bigint): bigint =>
    BigInt.asUintN(type === "dword" ? 32 : 64, value);
  const left = cut(args[index] ?? 0n);
  const right = cut(BigInt(val));
  if (typeof op === "object") {
    const mask = cut(BigInt(op.masked_eq));
    return (left & mask) === (right & mask);
  }
  return (
    {
      eq: left === right,
      ne: left !== right,
      lt: left < right,
      le: left <= right,
      gt: left > right,
      ge: left >= right,
    }[op] === true
  );
}

function readingOf(filter: Filter): Reading {
  const { byName } = archTable("x86_64");
  const chains = new Map<number, (readonly Condition[])[]>();
  for (const { syscall, args } of filter.filter) {
    const nr = byName.get(syscall)?.nr ?? -1;
    const chain = chains.get(nr) ?? [];
    chains.set(nr, chain);
    if (args !== undefined) chain.push(args);
  }
  return (nr, args) => {
    const chain = chains.get(nr);
    const matches =
      chain !== undefined &&
      (chain.length === 0 ||
        chain.some((all) => all.every((one) => holds(one, args))));
    return valueOf(matches ? filter.filter_action : filter.default_action);
  };
}

function textOf(filters: Readonly<Record<string, Filter>>): string {
  return JSON.stringify(filters, (_, value: unknown) =>
    typeof value === "bigint" ? `<${value}>` : value,
  ).replace(/"<([0-9]+)>"/g, "$1");
}

function compare(
  filters: Readonly<Record<string, Filter>>,
  text: string,
  seed: number,
): void {
  const policies = taken({ path: "filters.json", text }, "seccompiler", {
    arches: ["x86_64"],
  });
  expect(policies.length).toBe(Object.keys(filters).length);
  Object.values(filters).forEach((filter, index) => {
    const policy = policies[index]?.policy;
    if (policy === undefined) throw new Error("a thread is missing");
    const tested = filter.filter.filter(({ args }) => args !== undefined);
    const near = tested.flatMap(({ args = [] }) =>
      args.flatMap(({ val, op }) => [
        BigInt(val),
        ...(typeof op === "object" ? [BigInt(op.masked_eq)] : []),
      ]),
    );
    const often = tested.map(
      ({ syscall }) => archTable("x86_64").byName.get(syscall)?.nr ?? 0,
    );
    expect(
      disagreements(
        machineFor(policy, "x86_64"),
        readingOf(filter),
        "x86_64",
        new Random(seed + index),
        near,
        often,
      ),
    ).toEqual([]);
  });
}

const folder = corpus();

it.skipIf(folder === undefined)(
  "Firecracker's threads answer as seccompiler's filters do",
  () => {
    const text = readFileSync(
      join(folder ?? "", "policies/firecracker-x86_64.json"),
      "utf8",
    );
    compare(JSON.parse(text) as Record<string, Filter>, text, 1);
  },
);

/** With arguments that are no pointers: those are compared with 0 only. */
const NAMES = [
  "lseek",
  "fcntl",
  "socket",
  "mprotect",
  "clone",
  "fchmod",
  "kill",
];
const OPS = ["eq", "ne", "lt", "le", "gt", "ge"];
const ACTIONS: readonly Action[] = [
  "allow",
  "log",
  "trap",
  "kill_thread",
  "kill_process",
  { errno: 38 },
  { trace: 7 },
];

function randomFilter(random: Random): Filter {
  const filter_action = random.of(ACTIONS);
  const others = ACTIONS.filter((action) => action !== filter_action);
  return {
    filter_action,
    default_action: random.of(others),
    filter: Array.from({ length: 3 + random.below(10) }, () => {
      const syscall = random.of(NAMES);
      const args = archTable("x86_64").byName.get(syscall)?.args ?? [];
      const indexes = args.flatMap(({ pointer }, index) =>
        pointer || random.chance(40) ? [] : [index],
      );
      if (indexes.length === 0) return { syscall };
      return {
        syscall,
        args: indexes.map((index) =>
          randomCondition(
            index,
            args[index]?.narrow ?? args[index]?.width ?? 64,
            random,
          ),
        ),
      };
    }),
  };
}

function randomCondition(
  index: number,
  bits: number,
  random: Random,
): Condition {
  const value = (): bigint => BigInt.asUintN(bits, random.value(EDGES));
  return {
    index,
    type: random.of(["dword", "qword"] as const),
    op: random.chance(30) ? { masked_eq: value() } : random.of(OPS),
    val: value(),
  };
}

it("40 random filters answer as seccompiler's do", () => {
  const random = new Random(11);
  for (let i = 0; i < 40; i++) {
    const filters = { [`thread-${i}`]: randomFilter(random) };
    compare(filters, textOf(filters), i * 10);
  }
});

it("a syscall with and without arguments matches by its arguments alone", () => {
  const filter: Filter = {
    default_action: { errno: 1 },
    filter_action: "allow",
    filter: [
      { syscall: "lseek" },
      {
        syscall: "lseek",
        args: [{ index: 2, type: "dword", op: "eq", val: 1 }],
      },
    ],
  };
  const text = textOf({ main: filter });
  compare({ main: filter }, text, 3);
  const [policy] = taken({ path: "a.json", text }, "seccompiler", {
    arches: ["x86_64"],
  });
  expect(policy?.text).toContain("when: whence == SEEK_CUR");
});

it("a comment of blanks is no reason", () => {
  const text = `{ "main": { "default_action": "trap", "filter_action": "allow",
    "filter": [{ "syscall": "read", "comment": " " }, { "syscall": "write", "comment": " Logs. " }] } }`;
  const [policy] = taken({ path: "a.json", text }, "seccompiler");
  expect(policy?.text.match(/why: .*/g)).toEqual(["why: Logs."]);
});

it("threads whose names a policy can't tell apart have numbers", () => {
  const filter = `{ "default_action": "trap", "filter_action": "allow", "filter": [{ "syscall": "read" }] }`;
  const names = ["a b", "a-b-2", "a-b", "A_b", "../a-b", "漢", "字"];
  const text = `{ ${names.map((name) => `"${name}": ${filter}`).join(", ")} }`;
  const { policies } = importPolicies(
    { path: "filters.json", text },
    "seccompiler",
    shipped,
    { arches: ["x86_64"] },
  );
  const own = [
    ...["a-b", "a-b-2", "a-b-3", "a-b-4", "a-b-5"],
    ...["imported", "imported-2"],
  ];
  expect(policies.map(({ name }) => name)).toEqual(own);
  expect(policies.map(({ text }) => /^name: (.*)$/m.exec(text)?.[1])).toEqual(
    own,
  );
});

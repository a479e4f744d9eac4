/** Files that are wrong, cut off or hostile: told at their place, in time, and never a crash. */
import { describe, expect, it } from "vitest";
import {
  detectFormat,
  importFormats,
  importPolicies,
} from "../../src/interop/import.js";
import { withoutHang } from "../support/hang.js";
import { randomFrom } from "../compiler/support/random.js";
import { damagedFile } from "./damage.js";
import { shipped } from "./imported.js";
import { INCLUDED, INCLUDING, OCI, SAMPLES } from "./samples.js";
import { survives } from "./survives.js";

const NO_OPTIONS = {
  lossy: false,
  arches: ["x86_64"],
  caps: [],
  included: { ...INCLUDED.minijail, ...INCLUDED.kafel },
} as const;

describe("sound and damaged files", () => {
  it.each(importFormats)("%s samples answer as they read", (format) => {
    const { path, texts } = SAMPLES[format];
    for (const text of [...texts, ...(INCLUDING[format] ?? [])])
      expect(survives(format, path, { ...NO_OPTIONS, text })).toBe("taken");
  });

  it.each(importFormats)("500 of %s are told or taken whole", (format) => {
    const random = randomFrom(21);
    for (let run = 0; run < 500; run++) {
      const file = damagedFile(format, random);
      try {
        survives(format, SAMPLES[format].path, file);
      } catch (cause) {
        throw new Error(`this: ${JSON.stringify(file)}`, { cause });
      }
    }
  });
});

describe("a file of another format", () => {
  it.each(importFormats)("is told by %s", (format) => {
    for (const { path, texts } of Object.values(SAMPLES))
      for (const text of texts) survives(format, path, { ...NO_OPTIONS, text });
    for (const text of [
      "",
      "\n",
      "\u0000",
      "[]",
      "{}",
      "1",
      "a",
      "[[[[",
      "{".repeat(100_000),
      "(".repeat(100_000),
      "a: ".repeat(1000),
      "!".repeat(50_000),
    ])
      survives(format, "file", { ...NO_OPTIONS, text });
  });

  it.each(importFormats)("%s is known by its text", (format) => {
    const { path, texts } = SAMPLES[format];
    for (const text of texts) expect(detectFormat({ path, text })).toBe(format);
  });
});

/** Repeated, these were quadratic, or cost a search among all names each. */
const PIECES = [
  ...["\n", " ", " \n", "ALLOW ", "ERRNO(", "nosuch ", "read[arch=x]: 1\n"],
  ...["SystemCallLog=nosuch\n", "SystemCallFilter=nosuch%\n", "nosuch%: 1\n"],
  ...["SystemCallFilter=@known\n", "SystemCallFilter=~ nosuch nosuch\n"],
  ...["ALLOW { nosuch% } ", '"a%",', "- -1\n", "SYS_NOSUCH%, "],
];

describe("a long file", () => {
  it.each(importFormats)("is read as %s, or known, in time", (format) => {
    const { path, texts } = SAMPLES[format];
    for (const piece of PIECES) {
      const repeated = Array.from({ length: 100_000 / piece.length }, (_, at) =>
        piece.replace("%", at.toString(36)),
      ).join("");
      withoutHang(() => detectFormat({ path: "file", text: repeated }));
      for (const lossy of [false, true]) {
        const options = { ...NO_OPTIONS, lossy };
        survives(format, path, { ...options, text: repeated });
        const [text = ""] = texts;
        survives(format, path, { ...options, text: text + repeated });
      }
    }
  });

  it.each([
    [
      "minijail",
      251,
      (at: number) => `read: arg0 == ${at} && arg2 > ${at}\n`,
      "",
    ],
    [
      "kafel",
      251,
      (at: number) => `ALLOW { read { fd == ${at} && count < ${at} } } `,
      "",
    ],
    [
      "seccompiler",
      501,
      (at: number) =>
        `${at === 0 ? "" : ","}{"syscall":"read","args":[{"index":0,"type":"dword","op":"eq","val":${at}}]}`,
      '{"a":{"default_action":"trap","filter_action":"allow","filter":[%]}}',
    ],
    [
      "oci",
      251,
      (at: number) =>
        `${at === 0 ? "" : ","}{"names":["read"],"action":"SCMP_ACT_${at % 2 === 0 ? "LOG" : "ALLOW"}","args":[{"index":0,"value":${at},"op":"SCMP_CMP_EQ"},{"index":2,"value":${at},"op":"SCMP_CMP_GE"}]}`,
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[%]}',
    ],
  ] as const)(
    "with more tests of one syscall than a policy takes is told by %s",
    (format, least, rule, around) => {
      const text = (count: number): string => {
        const rules = Array.from({ length: count }, (_, at) => rule(at)).join(
          "",
        );
        return around === "" ? rules : around.replace("%", rules);
      };
      const { path } = SAMPLES[format];
      const told = (count: number): string =>
        survives(format, path, { ...NO_OPTIONS, text: text(count) });
      expect(told(least - 1)).toBe("taken");
      expect(told(least)).toBe("too-many-tests");
      expect(told(3000)).toBe("too-many-tests");
    },
  );

  it("ends after a hundred faults", () => {
    const text = Array.from({ length: 200 }, (_, at) => `no${at}: 1\n`).join(
      "",
    );
    const file = { path: "a.policy", text };
    const { diagnostics } = importPolicies(file, "minijail", shipped);
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)?.code).toBe("too-many-errors");
  });
});

describe("an OCI profile's fault is told at its place", () => {
  const places: readonly (readonly [string, string, string, string])[] = [
    [
      "a comma too much",
      '{ "defaultAction": "SCMP_ACT_ALLOW", }',
      "json-syntax",
      "1:38",
    ],
    ["a comment", "{ // no\n}", "json-syntax", "1:3"],
    [
      "a key twice",
      '{ "defaultAction": "SCMP_ACT_ALLOW",\n "defaultAction": "SCMP_ACT_KILL" }',
      "json-syntax",
      "2:2",
    ],
    [
      "a wrong action",
      '{ "defaultAction": "SCMP_ACT_ALOW" }',
      "unknown-action",
      "1:20",
    ],
    ["no default", "{}", "missing-key", "1:1"],
    [
      "an arch that is no object",
      '{ "defaultAction": "SCMP_ACT_KILL", "archMap": [\n1.5] }',
      "wrong-kind",
      "2:1",
    ],
    [
      "a wrong key",
      '{ "defaultAction": "SCMP_ACT_KILL",\n "syscals": [] }',
      "unknown-key",
      "2:2",
    ],
    [
      "a condition nobody reads",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [\n{ "names": ["read"], "action": "SCMP_ACT_ALLOW", "arg": [] }] }',
      "unknown-key",
      "2:50",
    ],
    [
      "an argument too high",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [{ "names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [\n{ "index": 6, "value": 1, "op": "SCMP_CMP_EQ" }] }] }',
      "bad-number",
      "2:12",
    ],
    [
      "a negative value",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [{ "names": ["lseek"], "action": "SCMP_ACT_ALLOW", "args": [\n{ "index": 1, "value": -1, "op": "SCMP_CMP_EQ" }] }] }',
      "bad-number",
      "2:24",
    ],
    [
      "two names",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [\n{ "name": "read", "names": ["write"], "action": "SCMP_ACT_ALLOW" }] }',
      "name-and-names",
      "2:11",
    ],
    [
      "two errnos",
      '{ "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 1,\n"defaultErrno": "ENOSYS" }',
      "two-errnos",
      "2:17",
    ],
    [
      "an errno beside an action that has none",
      '{ "defaultAction": "SCMP_ACT_KILL",\n"defaultErrnoRet": 0, "defaultErrno": "EPERM" }',
      "errno-without-use",
      "2:39",
    ],
    [
      "an errno in quotes that is too high",
      '{ "defaultAction": "SCMP_ACT_ERRNO",\n"defaultErrno": "4096" }',
      "unknown-errno",
      "2:17",
    ],
    [
      "a pointer",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [{ "names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [\n{ "index": 1, "value": 1, "op": "SCMP_CMP_EQ" }] }] }',
      "pointer-compared",
      "2:1",
    ],
    [
      "an argument that is not there",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [{ "names": ["getpid"], "action": "SCMP_ACT_ALLOW", "args": [\n{ "index": 1, "value": 1, "op": "SCMP_CMP_EQ" }] }] }',
      "unread-argument",
      "2:1",
    ],
    [
      "rules that conflict",
      '{ "defaultAction": "SCMP_ACT_KILL", "syscalls": [{ "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 5, "op": "SCMP_CMP_LT" }] },\n{ "names": ["socket"], "action": "SCMP_ACT_LOG", "args": [{ "index": 0, "value": 3, "op": "SCMP_CMP_EQ" }] }] }',
      "conflicting-rules",
      "2:13",
    ],
  ];
  it.each(places)("%s", (_, text, code, place) => {
    const { policies, diagnostics } = importPolicies(
      { path: "p.json", text },
      "oci",
      shipped,
      { arches: ["x86_64"] },
    );
    expect(policies).toEqual([]);
    expect(
      diagnostics.map((one) => [
        one.code,
        `${one.range.line}:${one.range.column}`,
      ]),
    ).toEqual([[code, place]]);
  });
});

it("--lossy makes a comment at the rule of what a policy can't say", () => {
  const text = OCI.replace(
    '"syscalls": [',
    '"syscalls": [ { "names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 1, "value": 9, "op": "SCMP_CMP_EQ" }] },\n{ "names": ["openat"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 1, "value": 9, "op": "SCMP_CMP_EQ" }] },',
  );
  const { policies, diagnostics } = importPolicies(
    { path: "p.json", text },
    "oci",
    shipped,
    { arches: ["x86_64"], lossy: true },
  );
  expect(diagnostics).toEqual([]);
  // `read` is allowed by another rule in any case, which libseccomp puts in this one's place.
  expect(policies[0]?.text).not.toContain("of read");
  expect(policies[0]?.text).toContain(
    "# Left out, line 6 of the file: filename of openat is a pointer",
  );
});

it("names that no arch has are quoted, cut and counted", () => {
  const names = ["", " read", "__NR_read", "x".repeat(100)];
  const many = Array.from({ length: 100_000 }, (_, at) => `n${at}`);
  const text = (listed: readonly string[]): string =>
    JSON.stringify({
      defaultAction: "SCMP_ACT_ERRNO",
      syscalls: [{ names: listed, action: "SCMP_ACT_ALLOW" }],
    });
  const first = (listed: readonly string[]): string => {
    const options = { arches: ["x86_64"] } as const;
    const file = { path: "p.json", text: text(listed) };
    const { policies } = importPolicies(file, "oci", shipped, options);
    return (policies[0]?.text ?? "")
      .replace(/\n\n[^]*/, "")
      .replaceAll("\n# ", " ");
  };
  expect(first(names)).toBe(
    `# No arch that callgate knows has these, which OCI's runtimes skip too: "", " read", __NR_read, "${"x".repeat(64)}".`,
  );
  expect(first(many)).toMatch(/ n48, n49, and 99950 more\.$/);
});

it.each([
  ['"errno": "ENOSYS"', "ENOSYS"],
  ['"errno": "38"', "ENOSYS"],
  ['"errno": "", "errnoRet": 13', "EACCES"],
  ['"errno": "EACCES", "errnoRet": 13', "EACCES"],
  ['"name": ""', "EPERM"],
])("a rule of OCI's with %s answers %s", (keys, errno) => {
  const text = `{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{ "names": ["read"], "action": "SCMP_ACT_ERRNO", ${keys} }] }`;
  const { policies, diagnostics } = importPolicies(
    { path: "p.json", text },
    "oci",
    shipped,
    { arches: ["x86_64"] },
  );
  expect(diagnostics).toEqual([]);
  expect(policies[0]?.text).toContain(`- deny(${errno}): read\n`);
});

it("all faults of a file are told in one run, from the top down", () => {
  const rule = (argument: string, action = "ALLOW", name = "socket"): string =>
    `{ "names": ["${name}"], "action": "SCMP_ACT_${action}", "args": [${argument}] }`;
  const text = `{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
${rule('{ "index": 1, "value": 5, "op": "SCMP_CMP_EQ" }', "ALLOW", "read")},
${rule('{ "index": 9, "value": -5, "op": "SCMP_CMP_FOO" }', "ALLOW", "fcntl")},
${rule('{ "index": 0, "value": 2, "op": "SCMP_CMP_EQ" }')},
${rule('{ "index": 1, "value": 1, "op": "SCMP_CMP_EQ" }', "LOG")}
] }`;
  const { diagnostics } = importPolicies(
    { path: "p.json", text },
    "oci",
    shipped,
    { arches: ["x86_64"] },
  );
  expect(diagnostics.map(({ code, range }) => [range.line, code])).toEqual([
    [2, "pointer-compared"],
    [3, "bad-number"],
    [3, "bad-number"],
    [3, "unknown-comparison"],
    [5, "conflicting-rules"],
  ]);
});

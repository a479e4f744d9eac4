/** A report says what the policy says, in the same bytes each time, and nothing that it shows is markup. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { archNames, archTable } from "../../../syscalls/index.js";
import { collectReport, report } from "../../../src/audit/report/index.js";
import { markup, textOf } from "../../../src/audit/report/html.js";
import { compile } from "../../../src/compiler/compile.js";
import { coreBase64 } from "../../../src/compiler/core.generated.js";
import { loadPolicy } from "../../../src/policy/load.js";
import { diskSource, readPolicy } from "../../../src/policy-files.js";
import type { Policy } from "../../../src/policy/model.js";
import { policyOf } from "../support.js";
import { attacks, hostilePolicy } from "./hostile.js";

function python(): Policy {
  const file = readPolicy("python");
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy === undefined) throw new Error("the policy does not load");
  return policy;
}

const page = report(python(), "1.2.3");

it("two reports on one policy are the same bytes", () => {
  expect(report(python(), "1.2.3")).toBe(page);
});

it("the page names each rule's reason, each program's digest and each source's", () => {
  const { rules, arches, files } = python();
  const policy = python();
  const wanted = [
    ...rules
      .flatMap(({ why = [] }) => why)
      .map((why) => why.replace(/\s+/g, " ")),
    ...arches.flatMap(({ arch }) =>
      (["run", "boot"] as const).map((phase) =>
        digestOf(compile(policy, { arch, phase }).bytes),
      ),
    ),
    ...files.flatMap(({ path, text }) => [path, digestOf(text)]),
  ];
  expect(missing(wanted, page)).toEqual([]);
});

it("a syscall's answer on the page is what the compiled program answers", () => {
  const { matrix, arches } = collectReport(
    policyOf(
      "rules:\n  - deny(EACCES): openat\n    when: flags & O_CREAT\n    why: a\n  - allow: [openat, read]\n    why: b\n  - deny: read\n    why: In vain.\nboot:\n  rules:\n    - allow: execve\n      why: c\n",
    ),
    "1.2.3",
  );
  expect(arches).toEqual(["x86_64", "aarch64"]);
  const cellOf = (name: string) =>
    matrix.find((row) => row.name === name)?.cells[0];
  expect(cellOf("openat")).toEqual({
    answer: "partly",
    actions: ["deny(EACCES)", "allow"],
    boot: undefined,
  });
  // A rule that no call reaches gives no answer.
  expect(cellOf("read")).toMatchObject({ answer: "allow", actions: ["allow"] });
  expect(cellOf("execve")).toMatchObject({ answer: "refuse", boot: "allow" });
  expect(cellOf("write")).toMatchObject({ actions: ["deny(EPERM)"] });
  const all = new Set(
    arches.flatMap((arch) => [...archTable(arch).byName.keys()]),
  );
  expect(matrix).toHaveLength(all.size);
});

it("the compiler and the tables are told by digests, and each arch's table has its own", () => {
  const { compilerDigest, tables } = collectReport(python(), "1.2.3");
  const wasm = Buffer.from(coreBase64, "base64");
  expect(compilerDigest).toBe(digestOf(wasm));
  const digests = tables.map(({ sha256 }) => sha256);
  expect(new Set(digests).size).toBe(2);
  expect(missing([compilerDigest, ...digests], page)).toEqual([]);
});

it("each answer is told once, where an arch has two names for a number too", () => {
  const { matrix } = collectReport(
    policyOf(
      `arches: [${archNames.filter((arch) => arch !== "x32").join(", ")}]\nrules:\n  - allow: "@system-service"\n    why: a\n`,
    ),
    "1.2.3",
  );
  const cells = matrix.flatMap((row) =>
    row.cells.filter((one) => one !== undefined),
  );
  expect(cells.length).toBeGreaterThan(2000);
  for (const { actions } of cells)
    expect(new Set(actions).size).toBe(actions.length);
});

it("what tries to be markup is text", () => {
  const hostile = report(hostilePolicy(), "1.2.3");
  expect(missing(attacks, hostile)).toEqual([]);
  // The only tags are those of our own page, which has one style sheet and one script.
  for (const [tag, count] of [
    ["script", 1],
    ["style", 1],
    ["img", 0],
    ["iframe", 0],
    ["base", 0],
  ] as const)
    expect(hostile.match(new RegExp(`<${tag}\\b`, "gi")) ?? []).toHaveLength(
      count,
    );
  expect(hostile).not.toMatch(/<[^>]*\son\w+=/i);
  expect(hostile).not.toMatch(/href="(?!#)/i);
});

it("the page's policy allows its own style sheet and script by digest, and nothing else", () => {
  const [, policy = ""] =
    /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
  const hashOf = (tag: string): string => {
    const [, text = ""] =
      new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? [];
    return createHash("sha256").update(text).digest("base64");
  };
  expect(unescaped(policy)).toBe(
    `default-src 'none'; style-src 'sha256-${hashOf("style")}'; script-src 'sha256-${hashOf("script")}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/<[^>]*\sstyle=/);
});

it("marks that reorder or hide text are shown as what they are", () => {
  expect(textOf(markup`${"a\u202eb\u2066c\u0007d\u200be"}`)).toBe(
    "a⟨U+202E⟩b⟨U+2066⟩c⟨U+0007⟩d⟨U+200B⟩e",
  );
});

/** Which of the texts the page does not show. */
function missing(wanted: readonly string[], from: string): readonly string[] {
  const text = unescaped(from);
  return wanted.filter((one) => !text.includes(one));
}

function unescaped(text: string): string {
  return text
    .replace(/<wbr \/>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function digestOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

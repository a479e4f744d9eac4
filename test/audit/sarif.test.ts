/** What `check` says in SARIF is valid by the schema of SARIF 2.1.0, whatever is found. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { beforeAll, expect, it } from "vitest";
import { check } from "../../src/audit/check.js";
import { sarif, type CheckedFile } from "../../src/audit/sarif.js";
import { loadPolicy } from "../../src/policy/load.js";
import { shippedSource } from "../../src/policy-files.js";

let faultsOf: (log: unknown) => string;

beforeAll(() => {
  const main = createRequire(import.meta.url).resolve("@microsoft/jest-sarif");
  const schema = JSON.parse(
    readFileSync(
      new URL("schemas/sarif-2.1.0-rtm.5.json", `file://${main}`),
      "utf8",
    ),
  ) as object;
  const ajv = new AjvDraft04.default({
    strict: false,
    allErrors: true,
    unicodeRegExp: false,
  });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  faultsOf = (log) => (validate(log) ? "" : ajv.errorsText(validate.errors));
});

function checked(path: string, text: string): CheckedFile {
  const { policy, diagnostics } = loadPolicy(shippedSource(), { path, text });
  const findings = policy === undefined ? [] : check(policy);
  return { file: path, diagnostics, findings };
}

const head = "callgate: 1\nname: odd\narches: [x86_64, aarch64]\n";

const files: readonly (readonly [string, CheckedFile])[] = [
  ["nothing to say", checked("a.yaml", `${head}rules:\n  - allow: read\n`)],
  [
    "findings, accepted and with another place",
    checked(
      "policy/odd.yaml",
      `${head}rules:\n  - allow: [ptrace, openat2]\n    why: '"<&>'\n    accept:\n      ptrace: "A \\"debugger\\"."\n  - deny: openat\n    why: Files.\n  - deny: openat\n    why: In vain.\n`,
    ),
  ],
  [
    "errors, and a file in a folder with blanks and umlauts",
    checked("ö ä/100%.yaml", `${head}rules:\n  - alow: raed\n  - allow: [\n`),
  ],
  ["an empty file", checked("empty.yaml", "")],
  [
    "a file that can't be read",
    {
      file: "/nowhere/a.yaml",
      diagnostics: [],
      findings: [],
      fault: { code: "unreadable-file", message: "there is no file" },
    },
  ],
];

it.each(files)("%s", (_, file) => {
  const log = sarif([file], "1.2.3");
  expect(faultsOf(JSON.parse(JSON.stringify(log)))).toBe("");
});

it("all of them in one log", () => {
  const log = sarif(
    files.map(([, file]) => file),
    "1.2.3",
  );
  expect(faultsOf(JSON.parse(JSON.stringify(log)))).toBe("");
});

it("the schema refuses what is no SARIF", () => {
  const log = JSON.parse(JSON.stringify(sarif([], "1.2.3"))) as {
    runs: { results: unknown[] }[];
  };
  log.runs[0]?.results.push({ level: "grave", message: {} });
  expect(faultsOf(log)).toMatch(/level/);
});

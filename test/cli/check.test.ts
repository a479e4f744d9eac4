/** `callgate check` and how `compile` refuses, as a user sees them. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const head = "callgate: 1\nname: bad\narches: [x86_64, aarch64]\n";

it("five mistakes in one file are five errors with place and suggestion, and no output file", () => {
  const path = write(
    "bad.yaml",
    `${head}defualt: allow
rules:
  - allow: [raed, write]
  - allow: openat
    when: (flags & O_ACCMODE) == O_RDONYL
  - deni: ptrace
  - allow: mmap
    when: not prot & && PROT_EXEC
`,
  );
  const { status, stderr, stdout } = callgate(["check", path]);
  expect(status).toBe(2);
  expect(stdout).toBe("");
  for (const [place, hint] of [
    ["4:1", "default"],
    ["6:13", "read"],
    ["8:34", "O_RDONLY"],
    ["9:5", "deny"],
    ["11:22", "and"],
  ] as const) {
    expect(stderr).toContain(`${path}:${place}\n`);
    expect(stderr).toMatch(new RegExp(`= .*\\b${hint}\\b`));
  }
  expect(stderr).toMatch(/\b5 errors\n$/);

  const out = join(folder, "out");
  const compiled = callgate(["compile", path, "--out-dir", out]);
  expect(compiled.status).toBe(2);
  expect(existsSync(out)).toBe(false);
});

it("an underline is as long as what it is about", () => {
  const path = write("one.yaml", `${head}rules:\n  - allow: opneat\n`);
  const { stderr } = callgate(["check", path]);
  expect(stderr).toContain("5 |   - allow: opneat\n  |            ^^^^^^\n");
});

const refused: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ["not-yaml.yaml", "rules: [a, b\nname: }", /not-yaml\.yaml:\d+:\d+/],
  ["empty.yaml", "", /empty\.yaml:1:1/],
  [
    "binary.yaml",
    Buffer.from([0x63, 0x0a, 0xff, 0xfe, 0x00]),
    /binary\.yaml:2:1/,
  ],
  ["nul.yaml", "callgate: 1\nname: a\0b\n", /nul\.yaml:2:/],
  ["large.yaml", `${head}# ${"x".repeat(2 << 20)}\n`, /1 MiB/],
  ["deep.yaml", `${head}rules: ${"[".repeat(20_000)}\n`, /deep\.yaml:4:/],
  [
    "anchors.yaml",
    `${head}rules: &a\n  - allow: &b [read, read]\n  - allow: [*b, *b]\n`,
    /anchors\.yaml:4:8/,
  ],
  ["two.yaml", `${head}---\nname: second\n`, /two\.yaml:4:1/],
  [
    "tag.yaml",
    `${head}rules:\n  - allow: openat\n    when: !flags & 1\n`,
    /tag\.yaml:6:/,
  ],
];

it.each(refused)("%s is an error with a place", (name, content, place) => {
  const { status, stderr } = callgate(["check", write(name, content)]);
  expect(status).toBe(2);
  expect(stderr).toMatch(place);
  expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
});

it("parents that extend each other are an error with a place", () => {
  const a = write(
    "a.yaml",
    `callgate: 1\nname: a\narches: [x86_64]\nextends: [b]\n`,
  );
  write("b.yaml", `callgate: 1\nname: b\narches: [x86_64]\nextends: [a]\n`);
  const { status, stderr } = callgate(["check", a]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/[ab]\.yaml:4:\d+/);
  expect(stderr).toMatch(/cycle/);
});

it("a parent outside the policy's folder is not opened", () => {
  mkdirSync(join(folder, "inside"), { recursive: true });
  write("outside.yaml", `callgate: 1\nname: outside\narches: [x86_64]\n`);
  symlinkSync("../outside.yaml", join(folder, "inside", "linked.yaml"));
  for (const parent of ["../outside", "linked", "/etc/passwd"]) {
    const path = write(
      join("inside", "child.yaml"),
      `callgate: 1\nname: child\narches: [x86_64]\nextends: [${parent}]\n`,
    );
    const { status, stderr } = callgate(["check", path]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/child\.yaml:4:11/);
  }
});

it("a file that is not there, or is a folder, is one sentence", () => {
  expect(callgate(["check", join(folder, "none.yaml")]).stderr).toMatch(
    /^error\[unreadable-file\]: there is no file .*none\.yaml\n$/,
  );
  expect(callgate(["check", folder + "/"]).status).toBe(2);
});

it("a file that can't be read does not hide what is wrong with the next", () => {
  const path = write("next.yaml", `${head}rules:\n  - allow: opneat\n`);
  const { stderr } = callgate(["check", join(folder, "none.yaml"), path]);
  expect(stderr).toContain("opneat");
});

it("the shipped policies have no errors", () => {
  const names = readdirSync("policy")
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join("policy", file));
  const { status, stdout } = callgate(["check", ...names, "--fail-on", "note"]);
  expect(status).toBe(0);
  expect(stdout.match(/ no errors/g)).toHaveLength(names.length);
});

it("JSON has file, line, column and hint of each diagnostic", () => {
  const path = write("json.yaml", `${head}rules:\n  - allow: opneat\n`);
  const { stdout } = callgate(["check", path, "--format", "json"]);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      file: path,
      diagnostics: [
        {
          code: "unknown-syscall",
          severity: "error",
          file: path,
          line: 5,
          column: 12,
          endColumn: 18,
        },
      ],
    },
  ]);
});

it("annotations name file, line and column", () => {
  const path = write("gh.yaml", `${head}rules:\n  - allow: opneat\n`);
  const { stdout } = callgate(["check", path, "--format", "github"]);
  expect(stdout).toMatch(/^::error file=.*gh\.yaml,line=5,col=12,/);
});

const risky = `${head}rules:
  - allow: ptrace
    why: 'Finds: 100% of, it'
  - allow: personality
    when: personality == ADDR_NO_RANDOMIZE
    why: A debugger.
    accept:
      predictable-addresses: It debugs its own build.
`;

it("a finding is shown at its place with a remedy, an accepted one with its reason", () => {
  const path = write("risky.yaml", risky);
  const { status, stdout, stderr } = callgate(["check", path]);
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(stdout).toContain(
    `note[ptrace]: ${path}:5: ptrace() on x86_64 is allowed`,
  );
  expect(stdout).toMatch(
    /^accepted\[predictable-addresses\]: .*:7: .*\n {2}= It debugs its own build\.$/m,
  );
  expect(stdout).toMatch(/no errors, 1 finding, 1 finding accepted\n$/);
});

it("--fail-on says which findings the exit code tells", () => {
  const path = write("risky.yaml", risky);
  const status = (severity: string) =>
    callgate(["check", path, "--fail-on", severity]).status;
  expect([status("note"), status("warning"), status("error")]).toEqual([
    1, 0, 0,
  ]);
  const vain = write(
    "vain.yaml",
    `${head}rules:\n  - allow: read\n    why: It reads.\n  - allow: read\n    why: In vain.\n`,
  );
  expect(callgate(["check", vain, "--fail-on", "warning"]).status).toBe(1);
  expect(callgate(["check", vain]).status).toBe(0);
});

it("a policy whose findings are all accepted is done", () => {
  const path = write(
    "accepted.yaml",
    risky.replace(/ {2}- allow: ptrace\n.*\n/, ""),
  );
  expect(callgate(["check", path, "--fail-on", "note"]).status).toBe(0);
});

it("JSON tells findings beside diagnostics", () => {
  const path = write("risky.yaml", risky);
  const { stdout } = callgate(["check", path, "--format", "json"]);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      file: path,
      diagnostics: [],
      findings: [
        { id: "ptrace", severity: "note", file: path, line: 5, column: 5 },
        { id: "predictable-addresses", accepted: "It debugs its own build." },
      ],
    },
  ]);
});

it("annotations tell findings that are not accepted, escaped", () => {
  const path = write("risky.yaml", risky);
  const { stdout } = callgate(["check", path, "--format", "github"]);
  expect(stdout).toMatch(/^::notice file=.*,line=5,col=5,.*title=ptrace::/);
  expect(stdout).not.toContain("predictable-addresses");
});

it("SARIF has a rule for each result, places, and accepted findings as suppressed in the source", () => {
  const files = [
    write("risky.yaml", risky),
    write("typo.yaml", `${head}rules:\n  - allow: opneat\n`),
    join(folder, "none.yaml"),
  ];
  const { stdout, status } = callgate(["check", ...files, "--format", "sarif"]);
  expect(status).toBe(2);
  const log = JSON.parse(stdout) as {
    version: string;
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: { ruleId: string }[];
    }[];
  };
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run?.results).toMatchObject([
    {
      ruleId: "ptrace",
      level: "note",
      locations: [
        { physicalLocation: { region: { startLine: 5, startColumn: 5 } } },
      ],
    },
    {
      ruleId: "predictable-addresses",
      suppressions: [
        { kind: "inSource", justification: "It debugs its own build." },
      ],
    },
    { ruleId: "unknown-syscall", level: "error" },
    { ruleId: "unreadable-file", level: "error" },
  ]);
  const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];
  for (const { ruleId } of run?.results ?? []) expect(ids).toContain(ruleId);
});

it("a wrong option names what there is", () => {
  const { status, stderr } = callgate([
    "compile",
    "python",
    "--arch",
    "x86_46",
  ]);
  expect(status).toBe(2);
  expect(stderr).toContain("x86_64");
  expect(callgate(["chekc"]).stderr).toContain("check");
  expect(callgate(["chekc"]).status).toBe(2);
});

/** docs/migrating.md: its files, commands and results are what happens. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exportFormats } from "../../src/interop/export.js";
import { importFormats } from "../../src/interop/import.js";
import { callgate, projectRoot, temporaryFolder } from "../support/cli.js";

const page = readFileSync(join(projectRoot, "docs/migrating.md"), "utf8");
const folder = temporaryFolder();

const sections = page.split(/^## /m).flatMap((section) => {
  const before = /Before, `([^`]+)`:\n\n```\w+\n([^]*?)```/.exec(section);
  const command = /Command:\n\n```sh\ncallgate ([^\n]+)\n```/.exec(section);
  const after = /After:\n\n(?:<!--.*-->\n)?```(?:yaml|json)\n([^]*?)```/.exec(
    section,
  );
  return before === null
    ? []
    : [
        {
          file: before[1] ?? "",
          text: before[2] ?? "",
          command: command?.[1] ?? "",
          after: after?.[1] ?? "",
        },
      ];
});

const examples = sections.filter(({ command }) => command.startsWith("import"));
const [exported] = sections.filter(({ command }) =>
  command.startsWith("export"),
);

it("the example of an export prints what the page says", () => {
  writeFileSync(join(folder, exported?.file ?? ""), exported?.text ?? "");
  const said = callgate((exported?.command ?? "").split(" "), { cwd: folder });
  expect(said.stderr).toBe("");
  expect(said.stdout).toBe(exported?.after);
  expect(
    callgate(["fmt", "--check", join(folder, exported?.file ?? "")]).status,
  ).toBe(0);
});

describe("an example of the page", () => {
  it("is there for Docker, DifySandbox and systemd", () => {
    expect(examples.map(({ file }) => file)).toEqual([
      "web.json",
      "syscalls_amd64.go",
      "worker.service",
    ]);
  });

  it.each(examples)("$file", ({ file, text, command, after }) => {
    writeFileSync(join(folder, file), text);
    const said = callgate(command.split(" "), { cwd: folder });
    expect(said.stderr).toBe("");
    expect(said.stdout).toBe(after);
    const policy = join(folder, "after.yaml");
    writeFileSync(policy, said.stdout);
    expect(callgate(["check", policy]).status).not.toBe(2);
    expect(callgate(["fmt", "--check", policy]).status).toBe(0);
  });
});

it("every format is in the page", () => {
  for (const format of importFormats)
    expect(page).toMatch(new RegExp(`\\| \`${format}\` +\\|`));
  for (const format of [...exportFormats, "c"])
    expect(page).toContain(`\`${format}\``);
});

describe("the command", () => {
  it("tells a fault with the line it is about, and exits with 2", () => {
    const path = join(folder, "wrong.json");
    writeFileSync(path, '{\n  "defaultAction": "SCMP_ACT_ALOW"\n}\n');
    const { status, stdout, stderr } = callgate(["import", path]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`${path}:2:20`);
    expect(stderr).toContain('2 |   "defaultAction": "SCMP_ACT_ALOW"');
    expect(stderr).toContain("did you mean SCMP_ACT_ALLOW?");
  });

  it("says that a file has several policies, and writes all of them", () => {
    const path = join(folder, "filters.json");
    const filter = (name: string): string =>
      `"${name}": { "default_action": "trap", "filter_action": "allow", "filter": [{ "syscall": "read" }] }`;
    writeFileSync(path, `{ ${filter("api")}, ${filter("vmm")} }`);
    expect(callgate(["import", path]).stderr).toContain("2 policies: api, vmm");
    const out = join(folder, "policies");
    expect(callgate(["import", path, "--out-dir", out]).status).toBe(0);
    expect(callgate(["check", join(out, "vmm.yaml")]).status).not.toBe(2);
  });

  it("exports a policy, or names the rule that it can't", () => {
    const path = join(folder, "worker.yaml");
    writeFileSync(
      path,
      "callgate: 1\nname: worker\narches: [x86_64]\ndefault: deny(EPERM)\nunknown: deny(EPERM)\nforeign: kill\nrules:\n  - allow: [read, write]\n  - allow: socket\n    when: domain == AF_UNIX\n",
    );
    const { status, stdout } = callgate([
      "export",
      path,
      "--to",
      "seccompiler",
      "--arch",
      "x86_64",
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      worker: { filter_action: "allow", default_action: { errno: 1 } },
    });
    const refused = callgate(["export", path, "--to", "systemd"]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain(`${path}:9:5`);
    expect(callgate(["export", path, "--to", "c"]).stdout).toContain(
      "worker_install(void)",
    );
  });

  it("says that boot rules are left out, and writes a file beside --format json", () => {
    const file = join(folder, "python.h");
    const args = [
      "export",
      "python",
      "--arch",
      "x86_64",
      "--lossy",
      "-o",
      file,
    ];
    for (const to of ["c", "oci"]) {
      const said = callgate([...args, "--to", to, "--format", "json"]);
      expect([said.status, said.stderr]).toEqual([
        0,
        expect.stringContaining("the boot phase is left out"),
      ]);
      expect(JSON.parse(said.stdout)).toEqual({
        to,
        text: readFileSync(file, "utf8"),
        diagnostics: [],
      });
    }
  });
});

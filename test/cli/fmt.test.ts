/** `callgate fmt`, as a user sees it. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callgate, projectRoot, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

it("lays a policy out in place, keeps its comments and its bytes, and is then content", () => {
  const path = join(folder, "untidy.yaml");
  const untidy = `# why this is here
name:   untidy
callgate: 1
arches:   [ x86_64 ]
rules:
    - {allow: [read,write], why: works}   # a comment
    - when:  "cmd==TCGETS"
      allow: ioctl
`;
  writeFileSync(path, untidy);
  const compile = ["compile", path, "--arch", "x86_64", "-o", "-"];
  const before = callgate(compile).bytes;
  expect(callgate(["fmt", "--check", path])).toMatchObject({
    status: 1,
    stdout: `${path} would change\n`,
  });
  expect(readFileSync(path, "utf8")).toBe(untidy);
  expect(callgate(["fmt", path]).status).toBe(0);
  const tidy = readFileSync(path, "utf8");
  expect(tidy).toContain("# why this is here");
  expect(tidy).toContain("# a comment");
  expect(callgate(["fmt", "--check", path])).toMatchObject({ status: 0 });
  const after = callgate(compile).bytes;
  expect(after.length).toBeGreaterThan(0);
  expect(after.equals(before)).toBe(true);
});

it("leaves a file with an error as it is", () => {
  const path = join(folder, "wrong.yaml");
  writeFileSync(path, "callgate: 1\nname: [\n");
  const { status, stderr } = callgate(["fmt", path]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/wrong\.yaml:\d+:\d+/);
  expect(readFileSync(path, "utf8")).toBe("callgate: 1\nname: [\n");
});

it("the shipped policies and groups are laid out so", () => {
  const files = ["policy", "policy/groups"].flatMap((folder) =>
    readdirSync(join(projectRoot, folder))
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => join(folder, file)),
  );
  expect(callgate(["fmt", "--check", ...files])).toMatchObject({
    status: 0,
    stdout: "",
  });
});

it("the shipped policies keep their programs", () => {
  const copies = join(folder, "policy");
  cpSync(join(projectRoot, "policy"), copies, { recursive: true });
  const files = readdirSync(copies)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join(copies, file));
  expect(callgate(["fmt", ...files]).status).toBe(0);
  for (const policy of ["python", "nodejs"]) {
    const program = (file: string): Buffer =>
      callgate(["compile", file, "--arch", "aarch64", "-o", "-"]).bytes;
    const copy = program(join(copies, `${policy}.yaml`));
    expect(copy.length).toBeGreaterThan(0);
    expect(copy.equals(program(`policy/${policy}.yaml`))).toBe(true);
  }
});

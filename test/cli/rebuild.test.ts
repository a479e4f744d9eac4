/** `callgate verify --manifest`: a build is made again byte for byte, or what differs is named. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { callgate, temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();
const POLICY = `callgate: 1
name: small
arches: [x86_64, aarch64]
params:
  self:
    width: 32
    why: Its own process.
rules:
  - allow: [read, write, "@time"]
    why: Works.
  - allow: tgkill
    when: tgid == $self
    why: Its own threads.
`;

const run = (...args: readonly string[]) => callgate(args, { cwd: folder });
const verify = () => run("verify", "--manifest", "build/small.json");

function change(path: string, edit: (text: string) => string): void {
  const file = join(folder, path);
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

beforeEach(() => {
  rmSync(join(folder, "build"), { recursive: true, force: true });
  writeFileSync(join(folder, "small.yaml"), POLICY);
  writeFileSync(join(folder, "counts.json"), '{"write": 1000}');
  const { status, stderr } = run(
    ...["compile", "small.yaml", "--out-dir", "build", "--param", "self=7"],
    ...["--profile", "counts.json"],
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

it("the same inputs give the same bytes", () => {
  expect(verify()).toMatchObject({
    status: 0,
    stdout:
      "build/small.json is reproduced byte for byte: 2 programs, of which 2 lie beside it\n",
  });
});

it("the manifest has the digests of all that went into the build", () => {
  const manifest = JSON.parse(
    readFileSync(join(folder, "build/small.json"), "utf8"),
  ) as object;
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
  expect(manifest).toMatchObject({
    manifest: 2,
    compiler: {
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      sha256: digest,
    },
    sources: expect.arrayContaining([
      { path: "small.yaml", sha256: digest },
    ]) as object,
    profile: { path: "counts.json", sha256: digest },
    values: { self: "0x7" },
    programs: [{ tableSha256: digest }, { tableSha256: digest }],
  });
});

it("a changed policy is named, and the programs that it makes otherwise", () => {
  change("small.yaml", (text) => text.replace("write,", ""));
  const { status, stdout } = verify();
  expect(stdout).toBe(
    "build/small.json is not reproduced\n" +
      "  input small.yaml: it has changed\n" +
      "  program small.x86_64.bpf: compiled again it is another program\n" +
      "  program small.aarch64.bpf: compiled again it is another program\n",
  );
  expect(status).toBe(1);
});

it("a profile that is gone is named", () => {
  rmSync(join(folder, "counts.json"));
  expect(verify().stdout).toMatch(/^ {2}input counts\.json: it is not there/m);
});

it("a changed program is named with the instruction and a call", () => {
  const file = join(folder, "build/small.x86_64.bpf");
  const bytes = readFileSync(file);
  // The last answer but one of the program becomes another.
  const at = bytes.lastIndexOf(Buffer.from([0x00, 0x00, 0xff, 0x7f]));
  bytes[at] = 1;
  writeFileSync(file, bytes);
  const { status, stdout } = verify();
  expect(stdout).toMatch(
    /^ {2}file build\/small\.x86_64\.bpf: it is not the program that the manifest tells of: instruction \d+ is another one, and \w+\(.*\) on x86_64 is answered otherwise$/m,
  );
  expect(status).toBe(1);
});

it("another compiler and another table are named", () => {
  change("build/small.json", (text) =>
    text
      .replace(/("version": ")[^"]*/, "$10.0.1")
      .replace(/("tableSha256": ")[0-9a-f]{4}/, "$1beef"),
  );
  const { stdout } = verify();
  expect(stdout).toMatch(
    /compiler callgate: it was compiled by version 0\.0\.1/,
  );
  expect(stdout).toMatch(/table x86_64: /);
});

it("a manifest that says something else than the build is named with the line", () => {
  change("build/small.json", (text) => text.replace("Works.", "Works!"));
  const { status, stdout } = verify();
  expect(stdout).toMatch(
    /^ {2}manifest .*: it says something else than the build: line \d+$/m,
  );
  expect(status).toBe(1);
});

it.each([
  ["{}", /is no manifest of callgate/],
  ["not JSON", /is no manifest of callgate/],
  [
    '{"manifest": 1, "name": "x"}',
    /of form 1, and this callgate writes form 2/,
  ],
])("%s is refused", (text, sentence) => {
  writeFileSync(join(folder, "build/small.json"), text);
  const { status, stderr } = verify();
  expect(stderr).toMatch(sentence);
  expect(status).toBe(2);
});

it("a build elsewhere is told that its inputs are not there", () => {
  const elsewhere = temporaryFolder();
  cpSync(join(folder, "build"), elsewhere, { recursive: true });
  const { status, stdout } = callgate(["verify", "--manifest", "small.json"], {
    cwd: elsewhere,
  });
  expect(stdout).toMatch(/input small\.yaml: it is not there: paths are from/);
  expect(status).toBe(1);
});

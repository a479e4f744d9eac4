/**
 * Programs as a reviewer reads them. A change of the emitter or of a policy shows here, line
 * by line; `UPDATE_GOLDEN=1` writes what is now, to be looked at before it is committed.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile, compileArch } from "../../src/compiler/compile.js";
import { disassemble } from "../../src/compiler/disassemble.js";
import { loadPolicy } from "../../src/policy/load.js";
import { diskSource, readPolicy } from "../../src/policy-files.js";
import { memorySource } from "../../src/policy/source.js";
import { archNames, archTable } from "../../syscalls/index.js";
import { packageRoot } from "../../src/package-root.js";
import { corpus } from "../support/requires.js";
import { ociPolicy, readOci } from "./support/oci.js";

const folder = fileURLToPath(new URL("./golden", import.meta.url));
const corpusFolder = corpus();

function expectGolden(name: string, text: string): void {
  const path = join(folder, `${name}.asm`);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(text);
}

describe("the shipped policies' programs", () => {
  for (const name of ["python", "nodejs"])
    for (const arch of ["x86_64", "aarch64"] as const)
      for (const phase of ["run", "boot"] as const)
        it(`${name} on ${arch}, ${phase}`, () => {
          const file = readPolicy(name);
          const { policy } = loadPolicy(diskSource(file), file);
          if (policy === undefined) throw new Error(`${name} has errors`);
          const text = disassemble(compile(policy, { arch, phase }));
          const local = text.replaceAll(join(packageRoot, "/"), "");
          expectGolden(
            `${name}.${arch}${phase === "boot" ? ".boot" : ""}`,
            local,
          );
        });
});

/** Constants, widths, signs, word order and multiplexers that differ by arch, in one policy. */
const everywhere = `callgate: 1
name: everywhere
arches: [${archNames.join(", ")}]
rules:
  - allow: [read, write, exit_group]
  - allow: openat
    when: dirfd == AT_FDCWD and not flags & (O_WRONLY | O_RDWR | O_CREAT | O_DIRECTORY)
  - deny(EDEADLK): ioctl
    when: cmd in {TIOCSTI, FIONREAD}
  - allow: lseek
    when: offset == 0x100000001
    arch: [${archNames.filter((arch) => archTable(arch).bits === 64).join(", ")}]
  - allow: setpriority
    when: niceval < 0
`;

describe("one policy's programs on every arch", () => {
  const file = { path: "everywhere.yaml", text: everywhere };
  it.each(archNames)("%s", (arch) => {
    const { policy, diagnostics } = loadPolicy(memorySource({}), file);
    expect(diagnostics).toEqual([]);
    if (policy === undefined) throw new Error("the policy has errors");
    expectGolden(`everywhere.${arch}`, disassemble(compile(policy, { arch })));
  });
});

describe.skipIf(corpusFolder === undefined)(
  "programs of known profiles",
  () => {
    const compileFolder = join(corpusFolder ?? "", "compile");
    const files = corpusFolder === undefined ? [] : readdirSync(compileFolder);
    for (const file of files)
      it(`${file} on x86_64`, () => {
        const policy = ociPolicy(readOci(join(compileFolder, file)));
        expectGolden(
          `profile-${file.replace(/\.json$/, "")}`,
          disassemble(compileArch(policy, [])),
        );
      });
  },
);

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

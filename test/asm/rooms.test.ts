/** What the core may reach: the module nothing at all, the prover nothing of the emitter. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { coreBase64 } from "../../src/compiler/core.generated.js";

const asm = fileURLToPath(new URL("../../asm", import.meta.url));

/** Files of `asm/` that `file` imports, as paths below `asm/`. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(asm, file), "utf8");
  return [...text.matchAll(/from\s+"([^"]+)"/g)].map(([, path = ""]) =>
    relative(asm, resolve(join(asm, dirname(file)), path)),
  );
}

/** Everything that the files of `folder` reach, through whatever they import. */
function reach(folder: string): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const next of importsOf(`${file}.ts`)) visit(next);
  };
  for (const name of readdirSync(join(asm, folder)))
    visit(`${folder}/${name.replace(/\.ts$/, "")}`);
  return found;
}

describe("the core", () => {
  it("imports nothing, so it can read no clock and no random number", () => {
    const bytes = Uint8Array.from(Buffer.from(coreBase64, "base64"));
    const module = new WebAssembly.Module(bytes);
    const imports = (
      WebAssembly.Module as unknown as {
        imports(module: WebAssembly.Module): unknown[];
      }
    ).imports(module);
    expect(imports).toEqual([]);
  });

  it("has a prover that reaches nothing of the emitter", () => {
    const reached = [...reach("prover")];
    expect(reached).toContain("prover/prove");
    expect(reached.filter((file) => file.startsWith("emitter/"))).toEqual([]);
  });

  it("has an emitter that reaches nothing of the prover", () => {
    const reached = [...reach("emitter")];
    expect(reached).toContain("emitter/emit");
    expect(reached.filter((file) => file.startsWith("prover/"))).toEqual([]);
  });

  it("shares between the two only layout, memory, the program and the kernel's rules", () => {
    const emitter = reach("emitter");
    const shared = [...reach("prover")].filter((file) => emitter.has(file));
    expect(shared.sort()).toEqual(["bpf", "layout", "memory", "program"]);
  });
});

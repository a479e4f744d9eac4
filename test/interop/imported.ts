/** Imports, checks and compiles, with every complaint of every step as a failure. */
import { expect } from "vitest";
import type { ArchName } from "../../syscalls/index.js";
import { compile } from "../../src/compiler/compile.js";
import { formatDiagnostic } from "../../src/document/format.js";
import {
  importPolicies,
  type ImportFormat,
  type ImportOptions,
} from "../../src/interop/import.js";
import { shippedSource } from "../../src/policy-files.js";
import { formatPolicy } from "../../src/policy/format.js";
import { loadPolicy } from "../../src/policy/load.js";
import type {
  Policy,
  PolicyFile,
  PolicySource,
} from "../../src/policy/model.js";
import { machineOf, type Machine } from "./bpf.js";

/** Reads each shipped group's file once. */
export const shipped: PolicySource = remembered(shippedSource());

function remembered(source: PolicySource): PolicySource {
  const groups = new Map<string, PolicyFile | undefined>();
  return {
    ...source,
    group(name, from) {
      if (!groups.has(name)) groups.set(name, source.group(name, from));
      return groups.get(name);
    },
  };
}

export interface Taken {
  readonly text: string;
  readonly policy: Policy;
}

/** The file's policies, loaded; fails the test where there is any complaint. */
export function taken(
  file: PolicyFile,
  format: ImportFormat,
  options: ImportOptions & { readonly lossy?: boolean } = {},
): readonly Taken[] {
  const { policies, diagnostics } = importPolicies(
    file,
    format,
    shipped,
    options,
  );
  expect(
    diagnostics.map((one) => formatDiagnostic(one, file.text)).join("\n"),
  ).toBe("");
  return policies.map(({ name, text }) => {
    // What comes out needs no `callgate fmt`.
    expect(formatPolicy({ path: `${name}.yaml`, text }).text).toBe(text);
    return { text, policy: loaded(name, text) };
  });
}

export function loaded(name: string, text: string): Policy {
  const { policy, diagnostics } = loadPolicy(shipped, {
    path: `${name}.yaml`,
    text,
  });
  expect(diagnostics.map((one) => formatDiagnostic(one, text)).join("\n")).toBe(
    "",
  );
  if (policy === undefined) throw new Error("no policy came out");
  return policy;
}

export function machineFor(policy: Policy, arch: ArchName): Machine {
  return machineOf(compile(policy, { arch }).bytes, arch === "s390x");
}

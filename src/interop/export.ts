/** Turns a policy into another tool's file. What the tool can't say is an error at the rule. */
import type { Diagnostic } from "../document/diagnostic.js";
import type { Policy } from "../policy/model.js";
import { boundPolicy } from "./export/bound.js";
import { ociProfile } from "./export/oci.js";
import { refuser } from "./export/regions.js";
import { seccompilerFilters } from "./export/seccompiler.js";
import { systemdLines } from "./export/systemd.js";
import { yamlOf } from "./export/yaml.js";

/** C headers hold compiled programs: `cHeader` makes those. */
export const exportFormats = ["oci", "spo", "systemd", "seccompiler"] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface Exported {
  /** Undefined where there is an error. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ExportOptions {
  /** Numbers and ABIs that the tool has no word for get what the tool gives them. */
  readonly lossy?: boolean;
  /** Values of parameters by name; one without a value is an error. */
  readonly params?: ReadonlyMap<string, bigint>;
}

/** Throws where the value of a parameter does not fit. */
export function exportPolicy(
  unbound: Policy,
  format: ExportFormat,
  { lossy = false, params = new Map() }: ExportOptions = {},
): Exported {
  const policy = boundPolicy(unbound, params);
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const refuse = refuser((diagnostic) => {
    const key = `${diagnostic.message} ${diagnostic.range.start}`;
    if (!seen.has(key)) diagnostics.push(diagnostic);
    seen.add(key);
  }, TARGETS[format]);
  const text = textOf();
  return diagnostics.length > 0
    ? { text: undefined, diagnostics }
    : { text, diagnostics };

  function textOf(): string {
    switch (format) {
      case "oci":
        return jsonOf(ociProfile(policy, { refuse, lossy, plain: false }));
      case "spo":
        return yamlOf({
          apiVersion: "security-profiles-operator.x-k8s.io/v1beta1",
          kind: "SeccompProfile",
          metadata: { name: policy.name },
          spec: ociProfile(policy, { refuse, lossy, plain: true }),
        });
      case "systemd":
        return systemdLines(policy, { refuse, lossy });
      case "seccompiler":
        return jsonOf(seccompilerFilters(policy, { refuse, lossy }));
      default:
        return format satisfies never;
    }
  }
}

const TARGETS: Readonly<Record<ExportFormat, string>> = {
  oci: "an OCI profile",
  spo: "a SeccompProfile",
  systemd: "systemd",
  seccompiler: "seccompiler",
};

/** JSON with all digits of 64-bit values. */
function jsonOf(value: object): string {
  const text = JSON.stringify(
    value,
    (_, one: unknown) => (typeof one === "bigint" ? `\u0000${one}` : one),
    2,
  );
  return `${text.replace(/"\\u0000([0-9]+)"/g, "$1")}\n`;
}

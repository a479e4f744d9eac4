/** Manifests as files: written beside programs, and read back to make the same build again. */
import { readFileSync } from "node:fs";
import {
  manifest,
  MANIFEST_VERSION,
  type Manifest,
} from "../compiler/manifest.js";
import type { Program } from "../compiler/program.js";
import { Fault } from "../document/fault.js";
import { packageVersion } from "../package-root.js";
import { readBytes } from "./files.js";
import type { Policy } from "../policy/model.js";

export interface BuildInputs {
  readonly values: ReadonlyMap<string, bigint>;
  /** The path of the profile. */
  readonly profile?: string;
}

/** The manifest's text, the same for the same inputs. */
export function textOfManifest(
  policy: Policy,
  programs: readonly Program[],
  { values, profile }: BuildInputs,
): string {
  const described = manifest(policy, programs, {
    version: packageVersion(),
    values,
    ...(profile === undefined
      ? {}
      : { profile: { path: profile, bytes: readFileSync(profile) } }),
  });
  return `${JSON.stringify(described, null, 2)}\n`;
}

/** Throws a `Fault` for what is no manifest, or one of another form than this callgate's. */
export function readManifest(path: string): {
  readonly manifest: Manifest;
  readonly text: string;
} {
  const text = readBytes(path).toString("utf8");
  const value = parsed(text);
  if (!isManifest(value))
    throw new Fault("bad-manifest", `${path} is no manifest of callgate`, {
      hint: "compile --out-dir writes one as NAME.json",
    });
  if (value.manifest !== MANIFEST_VERSION)
    throw new Fault(
      "bad-manifest",
      `${path} is a manifest of form ${value.manifest}, and this callgate writes form ${MANIFEST_VERSION}`,
      { hint: "verify it with the callgate that compiled it" },
    );
  return { manifest: value, text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is read of a manifest is there; what else it says is compared as text. */
function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const some = value as Readonly<Record<string, unknown>>;
  const { compiler, sources, programs, values, profile } = some;
  const isListOf = (list: unknown, ...keys: readonly string[]): boolean =>
    Array.isArray(list) && list.every((one: unknown) => hasTexts(one, ...keys));
  return (
    typeof some["manifest"] === "number" &&
    typeof some["name"] === "string" &&
    (some["manifest"] !== MANIFEST_VERSION ||
      (hasTexts(compiler, "sha256") &&
        isListOf(sources, "path", "sha256") &&
        Array.isArray(sources) &&
        sources.length > 0 &&
        isListOf(programs, "arch", "phase", "sha256", "tableSha256") &&
        hasTexts(values, ...Object.keys(values ?? {})) &&
        (profile === null || hasTexts(profile, "path", "sha256"))))
  );
}

function hasTexts(value: unknown, ...keys: readonly string[]): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    keys.every(
      (key) => typeof (value as Record<string, unknown>)[key] === "string",
    )
  );
}

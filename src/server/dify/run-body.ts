/** Reads the body of `POST /v1/sandbox/run`: known fields checked, unknown ones ignored. */
import type { Language } from "../../runtime/model.js";
import { missingField, UNSUPPORTED_LANGUAGE } from "./envelope.js";

export interface RunBody {
  readonly language: Language;
  readonly code: string;
  readonly preload: string;
  readonly enableNetwork: boolean;
}

export type RunBodyReading =
  | { readonly kind: "read"; readonly body: RunBody }
  | { readonly kind: "wrong"; readonly message: string };

export function readRunBody(body: unknown): RunBodyReading {
  const fields = fieldsOf(body);
  if (fields === undefined) return wrong("the body must be a JSON object");
  const texts = ["language", "code", "preload"].filter(
    (name) => typeof (fields.get(name) ?? "") !== "string",
  );
  const network = fields.get("enable_network") ?? false;
  const faults = texts.map((name) => `"${name}" must be a string`);
  if (booleanOf(network) === undefined)
    faults.push('"enable_network" must be a boolean');
  if (faults.length > 0) return wrong(faults.join("\n"));
  const text = (name: string): string => String(fields.get(name) ?? "");
  const missing = [
    ...(text("language") === "" ? [missingField("Language")] : []),
    ...(text("code") === "" ? [missingField("Code")] : []),
  ];
  if (missing.length > 0) return wrong(missing.join("\n"));
  const language = languageOf(text("language"));
  if (language === undefined) return wrong(UNSUPPORTED_LANGUAGE);
  return {
    kind: "read",
    body: {
      language,
      code: text("code"),
      preload: text("preload"),
      enableNetwork: booleanOf(network) ?? false,
    },
  };
}

/** The value of `language` in a query or a body; undefined where it is no text or absent. */
export function languageField(
  query: unknown,
  body: unknown,
): string | undefined {
  for (const each of [query, body]) {
    const value = fieldsOf(each)?.get("language");
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

export function languageOf(word: string): Language | undefined {
  return word === "python3" || word === "nodejs" ? word : undefined;
}

/** An object's own fields: `__proto__` and the like are names as any other. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return undefined;
  return new Map(Object.entries(value));
}

/** A form has no booleans, only words. */
function booleanOf(value: unknown): boolean | undefined {
  if (value === true || value === "true") return true;
  if (value === false || value === "false" || value === "") return false;
  return undefined;
}

function wrong(message: string): RunBodyReading {
  return { kind: "wrong", message };
}

/** A policy or a group in its canonical layout, for tests. */
import { formatPolicy } from "../../src/policy/format.js";

/** `text` written anew; throws where it can't be read. */
export function formatted(text: string): string {
  const { text: result, diagnostics } = formatPolicy({
    path: "test.yaml",
    text,
  });
  if (result === undefined) throw new Error(JSON.stringify(diagnostics));
  return result;
}

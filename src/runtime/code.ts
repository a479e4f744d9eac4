/** The bytes of a run's code: UTF-8, as both interpreters read it. */
import { isUtf8 } from "node:buffer";
import { Fault } from "../document/fault.js";
import type { Language } from "./model.js";

/** A run's plan holds it, beside up to 32 MiB of files. */
const CODE_BYTES_MAX = 16 << 20;

/** PEP 263: on the first or the second line. */
const PYTHON_ENCODING = /^[ \t\f]*#.*?coding[:=][ \t]*[-_.a-zA-Z0-9]+/m;

/** Throws a `Fault` that says where it is no UTF-8, or that it is too long. */
export function codeOf(
  code: string | Uint8Array,
  language: Language,
): Uint8Array {
  const bytes = typeof code === "string" ? Buffer.from(code) : code;
  if (bytes.length > CODE_BYTES_MAX)
    throw new Fault(
      "code-too-long",
      `the code has ${bytes.length} bytes, and may have ${CODE_BYTES_MAX}`,
      { hint: "give data as files or on stdin" },
    );
  // Half of a surrogate pair in a text is U+FFFD by now, as in every JSON that was read.
  if (typeof code === "string") return bytes;
  if (isUtf8(bytes) || (language === "python3" && saysEncoding(bytes)))
    return bytes;
  const at = firstFault(bytes);
  const value = (bytes[at] ?? 0).toString(16).padStart(2, "0");
  throw notUtf8(`byte 0x${value} at ${at}`);
}

function saysEncoding(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  return PYTHON_ENCODING.test(head.split("\n", 2).join("\n"));
}

/** How many bytes from the start are characters. */
function firstFault(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  // A start of the bytes is UTF-8 but for a character that it cuts: looked at as a stream.
  const isGood = (length: number): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(
        bytes.subarray(0, length),
        { stream: true },
      );
      return true;
    } catch {
      return false;
    }
  };
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  // Back to where the character that went wrong begins.
  while (good > 0 && !isUtf8(bytes.subarray(0, good))) good--;
  return good;
}

function notUtf8(where: string): Fault {
  return new Fault("bad-code", `the code is not UTF-8: ${where}`, {
    hint: "save it as UTF-8; Python code may name another encoding in its first line",
  });
}

/** Bytes in JSON: base64 with padding (RFC 4648, section 4), and nothing else in it. */

export const NOT_BASE64 =
  "must be base64, with + and / and padded with = to a multiple of 4";

/** Undefined where `text` is no base64: Node's own reader leaves out what it does not know. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, "");
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(digits)
    ? Buffer.from(text, "base64")
    : undefined;
}

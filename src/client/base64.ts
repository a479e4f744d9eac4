/** Bytes as base64 and back, with what browsers and Node both have. */

/** As many arguments as a call may have anywhere. */
const PIECE = 8192;

export function toBase64(contents: string | Uint8Array): string {
  const bytes =
    typeof contents === "string"
      ? new TextEncoder().encode(contents)
      : contents;
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

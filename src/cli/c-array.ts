/** A program as a C array of `struct sock_filter` (linux/filter.h). */
import type { Program } from "../compiler/program.js";

/** The text of a C header with the one program. */
export function cArray(policyName: string, program: Program): string {
  const phase = program.phase === "boot" ? "_boot" : "";
  const name = `${policyName.replaceAll("-", "_")}_${program.arch}${phase}`;
  const { bytes } = program;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = program.arch !== "s390x";
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 8) {
    const code = view.getUint16(at, little);
    const k = view.getUint32(at + 4, little);
    rows.push(
      `\t{ 0x${hex(code, 2)}, ${view.getUint8(at + 2)}, ${view.getUint8(at + 3)}, 0x${hex(k, 8)} },`,
    );
  }
  return [
    `/* Made by callgate from the policy "${policyName}" for ${program.arch}, phase ${program.phase}. */`,
    "#include <linux/filter.h>",
    "",
    `static const struct sock_filter ${name}[${bytes.length / 8}] = {`,
    ...rows,
    "};",
    "",
  ].join("\n");
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

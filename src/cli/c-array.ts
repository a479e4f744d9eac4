/** A program as a C array of `struct sock_filter` (linux/filter.h). */
import { archTable } from "../../syscalls/index.js";
import { bytesForFile } from "../compiler/bind.js";
import { decode } from "../compiler/instructions.js";
import type { Program } from "../compiler/program.js";

/** The text of a C header with the one program. */
export function cArray(policyName: string, program: Program): string {
  const phase = program.phase === "boot" ? "_boot" : "";
  const name = `${policyName.replaceAll("-", "_")}_${program.arch}${phase}`;
  const { endian } = archTable(program.arch);
  const rows = decode(bytesForFile(program), endian).map(
    ({ code, jt, jf, k }) =>
      `\t{ 0x${hex(code, 2)}, ${jt}, ${jf}, 0x${hex(k, 8)} },`,
  );
  return [
    `/* Made by callgate from the policy "${policyName}" for ${program.arch}, phase ${program.phase}. */`,
    "#include <linux/filter.h>",
    "",
    `static const struct sock_filter ${name}[${rows.length}] = {`,
    ...rows,
    "};",
    "",
  ].join("\n");
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

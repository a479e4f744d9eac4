/** A real arm64 kernel in qemu as a judge: Debian's, with our C program as its only process. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hasCommand, requires } from "../../support/requires.js";
import {
  buildC,
  readJudgements,
  trialBytes,
  type Judgement,
  type Trial,
} from "./kernel.js";

const kernel = fileURLToPath(
  new URL("../../../.cache/arm64/vmlinuz", import.meta.url),
);
const compiler = "aarch64-linux-gnu-gcc";

export function canJudgeArm64(): boolean {
  return (
    requires(
      hasCommand("qemu-system-aarch64"),
      "qemu-system-aarch64 is missing (apt-get install qemu-system-arm)",
    ) &&
    requires(
      hasCommand(compiler),
      `${compiler} is missing (apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross)`,
    ) &&
    requires(
      existsSync(kernel),
      "an arm64 kernel is missing (test/kernel/support/arm64-kernel.sh gets Debian's)",
    )
  );
}

/** Boots one machine that judges all trials. */
export function judgeAllOnArm64(trials: readonly Trial[]): Judgement[] {
  const init = buildC("calls", compiler, ["-static", "-DAS_INIT"]);
  const folder = mkdtempSync(join(tmpdir(), "callgate-arm64-"));
  const initrd = join(folder, "initrd");
  writeFileSync(
    initrd,
    archive([
      { name: "init", mode: 0o100755, content: readFileSync(init) },
      {
        name: "trials",
        mode: 0o100644,
        content: Buffer.concat(trials.map(trialBytes)),
      },
    ]),
  );
  const run = spawnSync(
    "qemu-system-aarch64",
    [
      ...["-M", "virt", "-cpu", "cortex-a57", "-m", "512", "-nographic"],
      ...["-no-reboot", "-net", "none", "-kernel", kernel, "-initrd", initrd],
      ...["-append", "console=ttyAMA0 quiet panic=-1"],
    ],
    { encoding: "latin1", timeout: 240_000, maxBuffer: 1 << 28 },
  );
  const judged = [...run.stdout.matchAll(/judged: ([0-9a-f]+)/g)];
  if (judged.length !== trials.length)
    throw new Error(
      `the arm64 machine judged ${judged.length} of ${trials.length} programs: ${run.stdout.slice(-2000)}`,
    );
  const words = judged.flatMap(([, hex = ""]) => hex.match(/.{8}/g) ?? []);
  const output = Buffer.alloc(words.length * 4);
  words.forEach((word, i) => output.writeUInt32LE(parseInt(word, 16), i * 4));
  return readJudgements(output, trials);
}

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

/** A cpio archive in the "newc" form that the kernel unpacks as its root. */
function archive(entries: readonly Entry[]): Buffer {
  const end: Entry = { name: "TRAILER!!!", mode: 0, content: Buffer.alloc(0) };
  return Buffer.concat([...entries, end].flatMap(archived));
}

function archived({ name, mode, content }: Entry, index: number): Buffer[] {
  const fields = [
    index + 1, // inode
    mode,
    0, // uid
    0, // gid
    1, // links
    0, // time
    content.length,
    0, // device, major
    0,
    0, // device it is, major
    0,
    name.length + 1,
    0, // checksum
  ];
  const hex = fields.map((field) => field.toString(16).padStart(8, "0"));
  const head = Buffer.from(`070701${hex.join("")}${name}\0`, "latin1");
  return [padded(head), padded(content)];
}

function padded(part: Buffer): Buffer {
  return Buffer.concat([part, Buffer.alloc((4 - (part.length % 4)) % 4)]);
}

/** A process that makes runs while it has hardly a descriptor left, and prints what came of them. */
import { closeSync, openSync, readdirSync } from "node:fs";
import { Fault } from "../../src/document/fault.js";
import type { SandboxOptions } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/sandbox.js";

/** What is printed. */
export interface Shortage {
  /** How each of the runs without room ended: by its exit's kind, or its fault's code. */
  readonly ends: readonly string[];
  /** What a run printed that had room again. */
  readonly stdout: string;
  /** Descriptors that were open while there was room, and when the sandbox was closed. */
  readonly before: number;
  readonly after: number;
}

const options = JSON.parse(process.argv[2] ?? "") as SandboxOptions;
const AT_ONCE = 6;

function openDescriptors(): number {
  return readdirSync("/proc/self/fd").length;
}

/** Opens all that may be open, but for `room`. */
function leaveRoom(room: number): () => void {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {
    for (const descriptor of taken.splice(0, room)) closeSync(descriptor);
  }
  return () => {
    for (const descriptor of taken) closeSync(descriptor);
  };
}

const sandbox = await createSandbox(options);

async function endOf(): Promise<string> {
  try {
    const { exit } = await sandbox.run({ code: "", files: {} });
    return exit.kind === "sandbox-failure"
      ? `${exit.kind}: ${exit.message}`
      : exit.kind;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

const ends: string[] = [];

/** Runs with room for none, one, two... descriptors. */
async function runShort(): Promise<void> {
  for (let room = 0; room <= 40; room++) {
    const giveBack = leaveRoom(room);
    ends.push(...(await Promise.all(Array.from({ length: AT_ONCE }, endOf))));
    giveBack();
  }
}

// Cold, and once all is there that this process opens once and keeps.
await runShort();
await Promise.all(Array.from({ length: AT_ONCE }, endOf));
const before = openDescriptors();
await runShort();
const print = options.language === "python3" ? "print" : "console.log";
const { stdout } = await sandbox.run({ code: `${print}(6*7)` });
await sandbox.close();
const shortage: Shortage = { ends, stdout, before, after: openDescriptors() };
process.stdout.write(JSON.stringify(shortage));

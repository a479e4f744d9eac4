/**
 * Whether an interpreter can be forked, asked once of each: Python always can; a Node.js
 * shows it by doing, in a forked child, what breaks first where something is amiss.
 */
import type { Interpreter } from "../interpreter.js";
import type { Ended, Job } from "../isolation.js";
import { defaultLimits } from "../limits.js";

/** Garbage of both generations, a compile of WebAssembly, the thread pool, a worker, the end. */
const CODE = `
const { readdir } = require("node:fs/promises");
const { Worker } = require("node:worker_threads");
let kept = [];
for (let round = 0; round < 4; round++)
  kept = Array.from({ length: 5e4 }, (_, at) => ({ at, text: String(at) }));
WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
  .then(() => readdir("."))
  .then(() => new Worker("", { eval: true }).on("exit", () => console.log("forked", kept.length)));
`;
const ANSWER = "forked 50000\n";

const JOB: Job = {
  code: Buffer.from(CODE),
  codeName: "main.js",
  args: [],
  stdin: undefined,
  files: [],
  keepsFiles: false,
  limits: { ...defaultLimits, timeoutMs: 30_000, cpuMs: 30_000 },
  signal: undefined,
};

const known = new Map<string, Promise<boolean>>();

/** `run` runs a job in a forked child. A failure of the sandbox is no answer, and asked again. */
export async function canFork(
  { language, file }: Interpreter,
  run: (job: Job, startedAt: number) => Promise<Ended>,
): Promise<boolean> {
  if (language === "python3") return true;
  const asked = known.get(file);
  if (asked !== undefined) return asked;
  const answer = run(JOB, performance.now()).then(
    answerOf,
    (error: unknown) => {
      known.delete(file);
      throw error;
    },
  );
  known.set(file, answer);
  return answer;

  function answerOf(ended: Ended): boolean {
    const isCut = ended.aborted || ended.failure !== undefined;
    // What a policy refuses while it boots says nothing about the interpreter.
    const isRefused = (ended.refusedAtBoot?.length ?? 0) > 0;
    if (isCut || isRefused) known.delete(file);
    return isCut || (ended.end !== undefined && ended.stdout.text === ANSWER);
  }
}

/** What was found of the interpreter in `file`; undefined: it was not asked. */
export function askedToFork(file: string): Promise<boolean> | undefined {
  return known.get(file);
}

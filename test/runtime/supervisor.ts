/** A process of its own that makes the runs it is told on stdin and prints what came of them. */
import { Fault } from "../../src/document/fault.js";
import type { RunRequest, RunResult } from "../../src/runtime/model.js";
import { createSandbox, openSandbox } from "../../src/runtime/sandbox.js";
import type { Answer, Runs } from "./machine.js";

/** One `ret ALLOW`. */
const allow = Uint8Array.of(0x06, 0, 0, 0, 0, 0, 0xff, 0x7f);

let text = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) text += chunk;
process.stdout.write(JSON.stringify(await answer(JSON.parse(text) as Runs)));

/** The results in the order of `requests`, of which `lanes` are under way at one time. */
async function inLanes(
  requests: readonly RunRequest[],
  lanes: number,
  run: (request: RunRequest) => Promise<RunResult>,
): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  const left = requests.entries();
  const lane = async (): Promise<void> => {
    for (const [at, request] of left) results[at] = await run(request);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

async function answer({
  options,
  unfiltered = false,
  requests,
  atOnce = 1,
}: Runs): Promise<Answer> {
  try {
    await using sandbox = unfiltered
      ? await openSandbox(options, () => ({
          boot: allow,
          run: allow,
          ...(options.isolation === "zygote" ? { zygoteBoot: allow } : {}),
        }))
      : await createSandbox(options);
    return {
      results: await inLanes(requests, atOnce, (one) => sandbox.run(one)),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, message, hint } = error;
    return {
      fault: { code, message, ...(hint === undefined ? {} : { hint }) },
    };
  }
}

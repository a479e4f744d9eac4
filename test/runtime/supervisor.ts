/** A process of its own that makes the runs it is told on stdin and prints what came of them. */
import { Fault } from "../../src/document/fault.js";
import type { RunResult } from "../../src/runtime/model.js";
import { createSandbox, openSandbox } from "../../src/runtime/sandbox.js";
import { noFilters, type Answer, type Runs } from "./machine.js";

let text = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) text += chunk;
process.stdout.write(JSON.stringify(await answer(JSON.parse(text) as Runs)));

async function answer({
  options,
  unfiltered = false,
  requests,
}: Runs): Promise<Answer> {
  try {
    await using sandbox = unfiltered
      ? await openSandbox(options, () => noFilters)
      : await createSandbox(options);
    const results: RunResult[] = [];
    for (const request of requests) results.push(await sandbox.run(request));
    return { results };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, message, hint } = error;
    return {
      fault: { code, message, ...(hint === undefined ? {} : { hint }) },
    };
  }
}

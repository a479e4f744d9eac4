/** A process that may start no thread when it begins to observe, and later may. */
import { readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addon } from "../../src/runtime/native.js";
import { Observation } from "../../src/runtime/observe/observation.js";

/** What is printed. */
export interface WithoutThread {
  /** Why nothing was observed. */
  readonly refused: string;
  /** Whether the guest's end of that handover saw its end. */
  readonly handoverEnded: boolean;
  /** The same once threads may be started. */
  readonly later: string;
}

const [group = ""] = process.argv.slice(2);
const most = join(group, "pids.max");
writeFileSync(join(group, "cgroup.procs"), String(process.pid));
writeFileSync(most, readFileSync(join(group, "pids.current"), "utf8"));

const observation = new Observation(undefined);
const [mine, theirs] = addon().handoverPair();
const { failure: refused = "none" } = observation.watch(mine).end();
const handoverEnded = readSync(theirs, Buffer.alloc(1)) === 0;
writeFileSync(most, "max");
const [own] = addon().handoverPair();
const { failure: later = "none" } = observation.watch(own).end();
const seen: WithoutThread = { refused, handoverEnded, later };
process.stdout.write(JSON.stringify(seen));

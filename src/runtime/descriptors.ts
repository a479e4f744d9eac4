/**
 * Opens and closes descriptors that go to other processes, as Node's calls of these names do,
 * but without its list: in a worker thread Node warns of a descriptor that it did not open
 * itself, and closes one that it thinks is still there.
 */
import { addon } from "./native.js";

/** Throws the system's error. */
export function openSync(path: string, flags: "r" | "r+"): number {
  return addon().open(path, flags === "r+");
}

/** What is not open any more is no error. */
export function closeSync(descriptor: number): void {
  addon().close(descriptor);
}

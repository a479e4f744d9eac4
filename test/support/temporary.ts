/** One folder for what all tests leave behind: it is taken away when the last has ended. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What Vitest runs before the first test; what it gives back runs after the last. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "callgate-tests-"));
  // Tests also start processes of other users.
  chmodSync(folder, 0o1777);
  process.env["TMPDIR"] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}

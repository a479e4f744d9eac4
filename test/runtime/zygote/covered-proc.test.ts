/** Zygotes where parts of /proc are covered, as in Docker's containers: runs have none there. */
import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Language, RunResult } from "../../../src/runtime/model.js";
import {
  copyForAll,
  needsPython,
  needsRoot,
  needsUser,
  python,
  supervisorFile,
  type Answer,
} from "../machine.js";

/** Root covers what is not empty, and becomes an ordinary user, whom no new /proc is given then. */
const COVERED = `mount -t tmpfs none /proc/irq &&
exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"`;

const interpreters = { python3: python, nodejs: process.execPath } as const;
const codes = {
  python3: "import os; print(os.path.exists('/proc/self'))",
  nodejs: "console.log(require('fs').existsSync('/proc/self'))",
} as const;

async function runs(language: Language): Promise<readonly RunResult[]> {
  const home = copyForAll();
  const supervisor = supervisorFile("supervisor");
  const child = spawn(
    "unshare",
    ["--mount", "sh", "-c", COVERED, "sh", process.execPath, supervisor],
    { cwd: home, stdio: ["pipe", "pipe", "inherit"] },
  );
  const request = { code: codes[language] };
  child.stdin.end(
    JSON.stringify({
      options: {
        language,
        interpreter: interpreters[language],
        isolation: "zygote",
        allowMissing: ["cgroup"],
      },
      requests: [request, request, request],
    }),
  );
  let text = "";
  for await (const chunk of child.stdout) text += String(chunk);
  const answer = JSON.parse(text) as Answer;
  if ("fault" in answer) throw new Error(answer.fault.message);
  return answer.results;
}

describe.skipIf(!needsRoot() || !needsUser() || !needsPython())(
  "where parts of /proc are covered",
  () => {
    it.each(["python3", "nodejs"] as const)(
      "%s runs without one",
      async (language) => {
        const no = language === "python3" ? "False\n" : "false\n";
        for (const result of await runs(language))
          expect(result).toMatchObject({
            exit: { kind: "exit", code: 0 },
            stdout: no,
            missingLayers: ["cgroup"],
          });
      },
      60_000,
    );
  },
);

/** A policy that lacks what an interpreter needs to start: the error names the calls, and rules. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSandbox } from "../../src/runtime/sandbox.js";
import { temporaryFolder } from "../support/cli.js";
import {
  needsPython,
  needsRoot,
  needsUser,
  python,
  resultsOf,
} from "./machine.js";

const folder = temporaryFolder();

function policy(name: string, text: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `callgate: 1\nname: ${name}\narches: [x86_64, aarch64]\n${text}`,
  );
  return path;
}

const guests = [
  { language: "python3", interpreter: python },
  { language: "nodejs", interpreter: process.execPath },
] as const;

const subjects = guests.flatMap((guest) =>
  (["process", "zygote"] as const).map((isolation) => ({
    ...guest,
    isolation,
  })),
);

describe.skipIf(!needsRoot() || !needsPython()).each(subjects)(
  "$language, isolation $isolation",
  ({ language, interpreter, isolation }) => {
    const exitBehind = async (path: string) => {
      await using sandbox = await createSandbox({
        language,
        interpreter,
        isolation,
        policy: path,
      });
      return (await sandbox.run({ code: "" })).exit;
    };

    it("a policy without execve says so", async () => {
      const path = policy(
        "no-exec",
        "default: deny(EPERM)\nrules:\n  - allow: [read, write]\n",
      );
      expect(await exitBehind(path)).toMatchObject({
        kind: "sandbox-failure",
        hint: expect.stringContaining("- allow: execve") as string,
      });
    });

    it("a policy that refuses what the loader does names the calls and the rules to add", async () => {
      const path = policy(
        "no-mmap",
        "extends: [python]\ndefault: deny(EPERM)\nunknown: deny(ENOSYS)\nforeign: kill\nrules:\n  - deny(EPERM): mmap\n    why: A test.\n",
      );
      const exit = await exitBehind(path);
      expect(exit).toMatchObject({
        kind: "sandbox-failure",
        message: expect.stringMatching(
          /before the code ran.*; the boot program refused .*mmap\(.*no-mmap\.yaml:9/,
        ) as string,
        hint: expect.stringContaining(
          "add to the policy, under boot: rules:\n",
        ) as string,
      });
      expect(exit.kind === "sandbox-failure" && exit.hint).toContain(
        "- allow: mmap",
      );
    });

    it("the rules that are named are those that were missing", async () => {
      // Without the group that opens files nothing starts.
      const text = (more: string): string =>
        `extends: [${language === "python3" ? "python" : "nodejs"}]\ndefault: deny(EPERM)\nunknown: deny(ENOSYS)\nforeign: kill\n${more}rules:\n  - deny(EACCES): openat\n    when: (flags & (O_CLOEXEC | O_PATH)) == O_CLOEXEC and (flags & O_ACCMODE) == O_RDONLY\n    why: A test.\n`;
      let rules = "";
      let exit = await exitBehind(policy("some", text("")));
      for (
        let round = 0;
        round < 4 && exit.kind === "sandbox-failure";
        round++
      ) {
        expect(exit.hint).toContain("- allow: openat");
        rules +=
          exit.hint?.split("rules:\n")[1]?.replace(/^ {4}/gm, "    ") ?? "";
        exit = await exitBehind(
          policy(`more-${round}`, text(`boot:\n  rules:\n${rules}\n`)),
        );
        rules += "\n";
      }
      // It has started; what it may open afterwards is the run rules' to say.
      expect(exit.kind).not.toBe("sandbox-failure");
    });
  },
);

describe.skipIf(!needsUser() || !needsPython())("an ordinary user", () => {
  it("is told the calls too, where the machine lets them be observed", async () => {
    const text =
      "callgate: 1\nname: no-mmap\narches: [x86_64, aarch64]\nextends: [python]\ndefault: deny(EPERM)\nunknown: deny(ENOSYS)\nforeign: kill\nrules:\n  - deny(EPERM): mmap\n    why: A test.\n";
    const path = join(folder, "user.yaml");
    writeFileSync(path, text, { mode: 0o644 });
    chmodSync(folder, 0o755);
    const [result] = await resultsOf(
      { user: true },
      {
        options: {
          language: "python3",
          interpreter: python,
          policy: path,
          allowMissing: ["cgroup"],
        },
        requests: [{ code: "" }],
      },
    );
    expect(result?.exit).toMatchObject({
      kind: "sandbox-failure",
      message: expect.stringContaining(
        "the boot program refused mmap(",
      ) as string,
    });
  });
});

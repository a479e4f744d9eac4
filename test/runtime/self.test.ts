/** `$self` in a policy is the guest's own process id, in either isolation. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSandbox } from "../../src/runtime/index.js";
import { temporaryFolder } from "../support/cli.js";

const folder = temporaryFolder();

function policy(name: string, condition: string, params: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `callgate: 1
name: ${name}
arches: [x86_64, aarch64]
extends: [python]
params:
${params}
rules:
  - allow: kill
    when: ${condition}
  - deny(EACCES): kill
`,
  );
  return path;
}

const self = "  self:\n    width: 32\n    why: The guest's own id.";

/** Signal 0 only asks. Process 1 is the launcher's, 2 the guest. */
const code = `import os
for pid in (os.getpid(), 1, 3):
    try:
        os.kill(pid, 0)
        print("answered")
    except OSError as error:
        print(type(error).__name__)
`;

describe.each(["process", "zygote"] as const)("isolation %s", (isolation) => {
  it("a rule on $self matches the guest alone", async () => {
    await using sandbox = await createSandbox({
      language: "python3",
      policy: policy("self", "pid == $self", self),
      isolation,
    });
    const { stdout, exit } = await sandbox.run({ code });
    expect(exit).toEqual({ kind: "exit", code: 0 });
    expect(stdout).toBe("answered\nPermissionError\nPermissionError\n");
  });

  it("a parameter that nobody gives a value is an error that names it", async () => {
    const path = policy(
      "other",
      "pid == $other",
      "  other:\n    width: 32\n    why: Unknown.",
    );
    await expect(
      createSandbox({ language: "python3", policy: path, isolation }),
    ).rejects.toThrow("$other");
  });
});

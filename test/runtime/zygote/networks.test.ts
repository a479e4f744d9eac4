/** Which policies let a zygote's children use network namespaces in turn. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { filtersOf } from "../../../src/runtime/policies.js";

const folder = mkdtempSync(join(tmpdir(), "callgate-networks-"));
afterAll(() => rmSync(folder, { recursive: true }));

function policyWith(name: string, lines: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `callgate: 1\nname: ${name}\narches: [x86_64, aarch64]\n${lines}`,
  );
  return path;
}

const CLOSED = "default: deny(EPERM)\nunknown: deny(ENOSYS)\nforeign: kill\n";

it("the shipped policies without network let no run name a socket", () => {
  for (const name of ["python", "nodejs"])
    expect(filtersOf(name).namesNoSockets).toBe(true);
});

it("a policy that allows a socket of any kind gives each run a new network namespace", () => {
  const policies = [
    "python-network",
    policyWith(
      "list",
      "default: allow\nunknown: deny(ENOSYS)\nforeign: kill\nrules:\n  - deny(EPERM): [socket, bind, io_uring_setup]\n    why: no network\n",
    ),
    policyWith(
      "family",
      `${CLOSED}rules:\n  - allow: socket\n    when: family == AF_UNIX\n    why: talks\n`,
    ),
    policyWith("asked", `${CLOSED}rules:\n  - notify: socket\n    why: asks\n`),
  ];
  for (const policy of policies)
    expect([policy, filtersOf(policy).namesNoSockets]).toEqual([policy, false]);
});

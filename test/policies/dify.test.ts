/**
 * Beside DifySandbox's lists of what Python and Node.js need: ours allow all of it, on some
 * condition at least, but for what only its own start needs.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load.js";
import { diskSource, readPolicy } from "../../src/policy-files.js";
import { corpus } from "../support/requires.js";

/** Its process drops its ids behind the filter; callgate's launcher has done so before. */
const OF_ITS_START = ["setgid", "setgroups", "setuid"];

/** Reads where a thread, another process's too, keeps its locks. No C library calls it. */
const OF_NOBODY = ["get_robust_list"];

/** A server's calls; ours make clients. */
const OF_SERVERS = ["accept", "bind", "listen"];

interface Lists {
  readonly allow: readonly string[];
  readonly network: readonly string[];
}

const folder = corpus();

describe.skipIf(folder === undefined)("beside DifySandbox's lists", () => {
  // The body of a skipped suite is read too.
  const lists: Record<string, Record<string, Lists>> = folder === undefined
    ? {}
    : JSON.parse(
        readFileSync(join(folder, "policies/dify-whitelists.json"), "utf8"),
      );

  describe.each(["python", "nodejs"])("%s", (name) => {
    test.each(["x86_64", "aarch64"])("on %s", (arch) => {
      const { allow = [], network = [] } = lists[name]?.[arch] ?? {};
      expect(allow.length).toBeGreaterThan(30);
      const missing = (policy: string, names: readonly string[]): string[] => {
        const allowed = namesAllowed(policy, arch);
        return names.filter((one) => !allowed.has(one)).sort();
      };
      expect(missing(name, allow)).toEqual(
        [...OF_NOBODY, ...OF_ITS_START].filter((one) => allow.includes(one)),
      );
      // nodejs-network binds, for dgram.
      const servers = OF_SERVERS.filter(
        (one) => !(name === "nodejs" && one === "bind"),
      );
      expect(missing(`${name}-network`, network)).toEqual(servers);
    });
  });
});

/** The syscalls that some rule allows, with or without a condition. */
function namesAllowed(name: string, arch: string): ReadonlySet<string> {
  const file = readPolicy(name);
  const { policy } = loadPolicy(diskSource(file), file);
  const rules = policy?.arches.find((one) => one.arch === arch)?.rules ?? [];
  return new Set(
    rules
      .filter(({ action }) => action.action.kind === "allow")
      .map((rule) => rule.name),
  );
}

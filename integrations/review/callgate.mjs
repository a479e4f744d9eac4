/** What callgate and git say of a policy: one is asked, never told what to answer. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(command, words) {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

export function callgate(...words) {
  return run(process.execPath, [join(root, "dist/cli.js"), ...words]);
}

/** Whether git has the revision; one that a shallow clone lacks is fetched. */
export function hasRevision(revision) {
  const isThere = () =>
    run("git", ["cat-file", "-e", `${revision}^{commit}`]).status === 0;
  if (isThere()) return true;
  // A name that begins with a dash would be an option.
  if (/^[0-9a-f]{40,64}$/.test(revision))
    run("git", ["fetch", "--quiet", "--depth=1", "origin", revision]);
  return isThere();
}

/** The revision as people tell it. */
export function shortName(revision) {
  return run("git", ["rev-parse", "--short=12", revision]).stdout.trim();
}

/** The files that fit git's patterns, here or at the base: those that were removed are told, too. */
export function filesIn(patterns, base) {
  const specs = patterns.map((pattern) => `:(glob)${pattern}`);
  const listed = (...words) =>
    run("git", [...words, "--", ...specs])
      .stdout.split("\0")
      .filter(Boolean);
  const here = listed(
    "ls-files",
    "-z",
    "--cached",
    "--others",
    "--exclude-standard",
  );
  const gone =
    base === undefined
      ? []
      : listed(
          "diff",
          "-z",
          "--name-only",
          "--no-renames",
          "--relative",
          "--diff-filter=D",
          base,
        );
  // A name that begins with a dash would be an option.
  const safe = (file) => (file.startsWith("-") ? `./${file}` : file);
  return [...new Set([...here, ...gone])].sort().map(safe);
}

/**
 * What is to be said of one policy: `check` as JSON, and `diff` against the base. `diff` is
 * undefined where the base has no such file, or this tree has none any more.
 */
export function reviewOf(file, base, failOnDiff) {
  if (!existsSync(file)) return { file, state: "removed" };
  const checked = callgate("check", file, "--format", "json");
  const [check] = parsed(checked);
  const isBroken = checked.status === 2;
  if (base === undefined || !isInTree(base, file))
    return {
      file,
      state: base === undefined ? "alone" : "new",
      check,
      isBroken,
    };
  if (isBroken) return { file, state: "broken", check, isBroken };
  const words = ["diff", `${base}:./${file}`, file];
  const asked = failOnDiff === "" ? [] : ["--fail-on", failOnDiff];
  const shown = callgate(...words, "--format", "markdown", ...asked);
  if (shown.status === 2)
    return { file, state: "undiffed", check, isBroken, fault: shown.stderr };
  const { changes } = parsed(callgate(...words, "--format", "json"));
  return {
    file,
    state: changes.length === 0 ? "same" : "changed",
    check,
    isBroken,
    diff: shown.stdout,
    widens: changes.filter((one) => one.widens).length,
    fails: shown.status === 1,
  };
}

/** What it said as JSON. Saying nothing is a fault of its own, never "nothing to report". */
function parsed({ status, stdout, stderr }) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(
      `callgate ended with exit code ${status} and said no JSON: ${stderr.trim() || "nothing at all"}`,
    );
  }
}

function isInTree(base, file) {
  return run("git", ["cat-file", "-e", `${base}:./${file}`]).status === 0;
}

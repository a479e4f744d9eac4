/**
 * Reviews policies in a CI job: `check` on each, `diff` against the base, one comment on the
 * pull or merge request. Settings come from the environment, as both hosts give them:
 *
 *   CALLGATE_HOST           github, gitlab, or nothing: print only
 *   CALLGATE_POLICIES       paths and patterns, with blanks between (default policy/*.yaml)
 *   CALLGATE_BASE           the revision to compare with
 *   CALLGATE_FAIL_ON_CHECK  error, warning or note (default error)
 *   CALLGATE_FAIL_ON_DIFF   widen, any, risk, or nothing
 *   CALLGATE_COMMENT        false: no comment
 *
 * Exit code 0, 1 where something that is to fail was found, 2 where a policy has errors or
 * the settings are wrong.
 */
import { appendFileSync } from "node:fs";
import {
  callgate,
  filesIn,
  hasRevision,
  reviewOf,
  shortName,
} from "./callgate.mjs";
import { hostFrom, post } from "./hosts.mjs";
import { comment, openFindings } from "./markdown.mjs";

function settings(env) {
  const oneOf = (name, words, fallback) => {
    const word = env[name] || fallback;
    if (words.includes(word)) return word;
    throw new Error(
      `${name} is "${word}"; write ${words.filter(Boolean).join(", ")}`,
    );
  };
  return {
    host: oneOf("CALLGATE_HOST", ["github", "gitlab", ""], ""),
    patterns: (env.CALLGATE_POLICIES || "policy/*.yaml")
      .split(/\s+/)
      .filter(Boolean),
    base: env.CALLGATE_BASE || undefined,
    failOnCheck: oneOf(
      "CALLGATE_FAIL_ON_CHECK",
      ["error", "warning", "note"],
      "error",
    ),
    failOnDiff: oneOf(
      "CALLGATE_FAIL_ON_DIFF",
      ["widen", "any", "risk", ""],
      "",
    ),
    comments: env.CALLGATE_COMMENT !== "false",
  };
}

async function main(env) {
  const { host, patterns, base, failOnCheck, failOnDiff, comments } =
    settings(env);
  if (base !== undefined && !hasRevision(base))
    throw new Error(
      `there is no revision "${base}" here: fetch it, as with fetch-depth: 0 of actions/checkout`,
    );
  const files = filesIn(patterns, base);
  if (files.length === 0)
    throw new Error(
      `no file fits ${patterns.join(" ")}: set CALLGATE_POLICIES`,
    );
  const reviews = files.map((file) =>
    reviewOf(file, base && shortName(base), failOnDiff),
  );
  const there = files.filter((_, index) => reviews[index].state !== "removed");
  const text = comment(reviews);
  process.stdout.write(`${text}\n`);
  if (host === "github" && there.length > 0)
    process.stdout.write(
      callgate("check", ...there, "--format", "github").stdout,
    );
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, text);
  if (comments && host !== "") {
    const to = hostFrom(host, env);
    const done =
      to === undefined
        ? "not posted: no pull or merge request, or no token"
        : await post(to, text);
    process.stderr.write(`comment ${done}\n`);
  }
  if (reviews.some((one) => one.isBroken || one.state === "undiffed")) return 2;
  if (reviews.some((one) => one.fails)) return 1;
  const severities = ["note", "warning", "error"];
  const grave = severities.slice(severities.indexOf(failOnCheck));
  const open = reviews.flatMap(openFindings);
  return open.some(({ severity }) => grave.includes(severity)) ? 1 : 0;
}

try {
  process.exitCode = await main(process.env);
} catch (error) {
  process.stderr.write(`callgate review: ${error.message}\n`);
  process.exitCode = 2;
}

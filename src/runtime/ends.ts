/** How a run ended, from what was seen of it. The order of the questions is the meaning. */
import type { Ended } from "./isolation.js";
import type { Denial, Exit, Language } from "./model.js";
import { callText, worthTelling } from "./observe/denials.js";
import { killed } from "./observe/observation.js";
import type { StepFailure } from "./status.js";
import { steps } from "./steps.js";
import { SILENCE_MS } from "./zygote/heart.js";

export function exitOf(ended: Ended, language: Language): Exit {
  if (ended.aborted) return { kind: "aborted" };
  if (ended.failure !== undefined) return stepFailure(ended.failure);
  if (ended.zygoteEnd !== undefined)
    return failure(
      ZYGOTE_ENDS[ended.zygoteEnd],
      "the next runs have another; this one can be tried again",
    );
  if (ended.launcherEnd !== undefined)
    return failure(
      "the launcher ended without a report",
      "it may have been killed from outside; the run can be tried again",
    );
  // Whatever came after the cut: what is kept is not what the code wrote.
  if (ended.stdout.truncated || ended.stderr.truncated)
    return { kind: "output-limit" };
  if (ended.reason === "wall-clock") return { kind: "timeout", limit: "wall" };
  if (ended.cpuIsUp) return { kind: "timeout", limit: "cpu" };
  const { end } = ended;
  if (end === undefined)
    return ended.oomKills > 0
      ? { kind: "out-of-memory" }
      : failure("the run's first process was killed", undefined);
  if (end.kind === "signal") {
    if (end.signal === "SIGKILL" && ended.oomKills > 0)
      return { kind: "out-of-memory" };
    if (end.signal === "SIGXCPU") return { kind: "timeout", limit: "cpu" };
  }
  if (!ended.started) return neverStarted(ended);
  if (end.kind === "signal") {
    if (end.signal === "SIGSYS") return { kind: "denied" };
    // The observer's hand, in place of the kernel's.
    if (end.signal === "SIGKILL" && killed(ended.seen))
      return { kind: "denied" };
    if (isHeapLimit(end.signal, language, ended.stderr.tail))
      return { kind: "out-of-memory" };
    return { kind: "signal", signal: end.signal };
  }
  if (end.code !== 0 && isMemoryError(language, ended.stderr.tail))
    return { kind: "out-of-memory", code: end.code };
  return { kind: "exit", code: end.code };
}

const ZYGOTE_ENDS = {
  died: "the zygote that the run was forked from ended under it",
  hung: `the zygote that the run was forked from was ended: it had not answered for ${SILENCE_MS / 1000} s`,
} as const;

/** V8 prints why before it aborts; the signal depends on how it was built. */
function isHeapLimit(
  signal: string,
  language: Language,
  tail: string,
): boolean {
  return (
    language === "nodejs" &&
    ["SIGABRT", "SIGTRAP", "SIGILL"].includes(signal) &&
    /out of memory/i.test(tail)
  );
}

/** The last words of an interpreter whose code did not catch the error. */
function isMemoryError(language: Language, tail: string): boolean {
  return language === "python3"
    ? /^(\w+\.)*\w*MemoryError\b/.test(tail.trimEnd().split("\n").at(-1) ?? "")
    : /^RangeError: (Array buffer allocation failed|WebAssembly\.Memory\(\): could not allocate memory)/m.test(
        tail,
      );
}

function stepFailure({
  step,
  errno,
  subject,
}: StepFailure & { readonly subject: string }): Exit {
  if (step === undefined)
    return failure(`the launcher failed with ${errno}`, undefined);
  const { layer, what, remedy } = steps[step];
  return {
    kind: "sandbox-failure",
    layer,
    message: `${what}: ${subject === "" ? "" : `${subject}: `}${errno}`,
    hint: remedy(errno),
  };
}

/** The interpreter ended before the code: most likely a call that the boot program refused. */
function neverStarted({ end, stderr, refusedAtBoot = [] }: Ended): Exit {
  const how =
    end?.kind === "exit"
      ? `exited with code ${end.code}`
      : `was ended by ${end?.signal ?? "nobody knows what"}`;
  const words = stderr.text.trim().split("\n").at(-1) ?? "";
  const what = `the interpreter ${how} before the code ran${words === "" ? "" : `: ${words}`}`;
  const culprits = culpritsOf(refusedAtBoot);
  if (culprits.length === 0)
    return failure(
      what,
      "the policy's boot rules must allow all that the interpreter does to start, and seccomp",
    );
  const calls = culprits.map(
    (denial) => `${callText(denial)}, refused by ${denial.refusedBy}`,
  );
  const rules = culprits.map(({ allowedBy }) => indented(allowedBy));
  return failure(
    `${what}; the boot program refused ${calls.join("; ")}`,
    `add to the policy, under boot: rules:${rules.join("")}`,
  );
}

const CULPRITS_MAX = 5;

/** The last ones, by which it ended; of those that are meant to be refused so, none. */
function culpritsOf(denials: readonly Denial[]): readonly Denial[] {
  const unmeant = worthTelling(denials);
  return (unmeant.length > 0 ? unmeant : denials)
    .filter(({ allowedBy }) => allowedBy !== "")
    .slice(-CULPRITS_MAX);
}

function indented(rule: string): string {
  return rule
    .split("\n")
    .map((line) => `\n    ${line}`)
    .join("");
}

function failure(message: string, hint: string | undefined): Exit {
  return { kind: "sandbox-failure", layer: undefined, message, hint };
}

/** Runs jobs in real sandboxes: one for each language, policy and network, made when needed. */
import { Fault } from "../document/fault.js";
import type {
  Language,
  RunResult,
  Sandbox,
  SandboxOptions,
  ZygoteEvent,
} from "../runtime/model.js";
import {
  defaultPolicy,
  filtersOfPolicy,
  ownArch,
} from "../runtime/policies.js";
import { openSandbox } from "../runtime/sandbox.js";
import type { Configuration } from "./configuration/model.js";
import type { Job, Runner } from "./runner.js";
import { packagesPython } from "./packages.js";
import { syscallNames, widenedPolicy } from "./widened-policies.js";

export type CreateSandbox = (options: SandboxOptions) => Promise<Sandbox>;

type Kind = Pick<Job, "language" | "network" | "policy">;

/** Sandboxes of callers' policies that are kept: each is a plan, and no process. */
const CALLERS_SANDBOXES_MAX = 64;

interface Entry {
  readonly made: Promise<Sandbox>;
  readonly running: Set<Promise<RunResult>>;
}

const LANGUAGES: readonly Language[] = ["python3", "nodejs"];

const RETRY_MS = 1000;

export function sandboxRunner(
  configuration: Configuration,
  createSandbox: CreateSandbox,
): Runner {
  const { allowedSyscalls } = configuration;
  const widened =
    allowedSyscalls.length === 0
      ? []
      : syscallNames(allowedSyscalls, ownArch());
  const sandboxes = new Map<string, Entry>();
  const callers = new Map<string, Entry>();
  const zygotes: Record<Language, Partial<Record<ZygoteEvent, number>>> = {
    python3: {},
    nodejs: {},
  };

  const make = ({ language, network, policy }: Kind): Promise<Sandbox> => {
    const interpreter =
      language === "python3"
        ? (packagesPython(configuration) ?? configuration.pythonPath)
        : configuration.nodejsPath;
    const options: SandboxOptions = {
      language,
      network,
      limits: configuration.limits,
      allowMissing: configuration.allowMissing,
      env: guestEnvironment(configuration, network),
      ...(interpreter === undefined ? {} : { interpreter }),
    };
    // A process a run: a caller's policy leaves nothing behind that waits for its next run.
    if (typeof policy === "object")
      return openSandbox(options, () => policy.filters);
    const forked: SandboxOptions = {
      ...options,
      // A service's runs are many and short: each a fork of one that has booted.
      isolation: "zygote",
      onZygote(event) {
        const counts = zygotes[language];
        counts[event] = (counts[event] ?? 0) + 1;
      },
      // What Dify's templates import; where it is not installed, nothing is.
      preload: language === "python3" ? ["json", "base64", "jinja2"] : [],
    };
    if (widened.length === 0)
      return createSandbox({
        ...forked,
        ...(policy === undefined ? {} : { policy }),
      });
    const name = policy ?? defaultPolicy(language, network);
    const arch = ownArch();
    return openSandbox(forked, () =>
      filtersOfPolicy(widenedPolicy(name, arch, widened), arch, true),
    );
  };

  const entryFor = (kind: Kind): Entry => {
    const { language, network, policy } = kind;
    const isCallers = typeof policy === "object";
    const name = `${language} ${String(network)} ${isCallers ? policy.digest : (policy ?? "")}`;
    const kept = isCallers ? callers : sandboxes;
    const known = kept.get(name);
    if (known !== undefined) {
      // The least recently used comes first.
      kept.delete(name);
      kept.set(name, known);
      return known;
    }
    const made = make(kind);
    const entry: Entry = { made, running: new Set() };
    kept.set(name, entry);
    if (isCallers) void closeAll(spare(callers, CALLERS_SANDBOXES_MAX));
    // What failed once may work later, but not sooner than this: `/ready` asks often.
    made.catch(() => {
      setTimeout(() => {
        if (kept.get(name) === entry) kept.delete(name);
      }, RETRY_MS).unref();
    });
    return entry;
  };

  return {
    zygotes,
    async run(job, signal, listeners = {}) {
      const { code, stdin, files, args, limits } = job;
      const { made, running } = entryFor(job);
      const run = made.then((sandbox) =>
        sandbox.run({
          ...listeners,
          code,
          signal,
          ...(stdin === undefined ? {} : { stdin }),
          ...(files === undefined ? {} : { files }),
          ...(args === undefined ? {} : { args }),
          ...(limits === undefined ? {} : { limits }),
        }),
      );
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    },
    async renew(language) {
      const old = [sandboxes, callers].flatMap((kept) =>
        [...kept].flatMap(([name, entry]) =>
          name.startsWith(language) && kept.delete(name) ? [entry] : [],
        ),
      );
      await closeAll(old);
    },
    async warm() {
      const tries = await Promise.allSettled(
        LANGUAGES.map(
          (language) => entryFor({ language, network: false }).made,
        ),
      );
      return tries.flatMap((each, index) =>
        each.status === "fulfilled"
          ? []
          : [`${LANGUAGES[index] ?? ""}: ${sentenceOf(each.reason)}`],
      );
    },
    async [Symbol.asyncDispose]() {
      const all = [...sandboxes.values(), ...callers.values()];
      sandboxes.clear();
      callers.clear();
      await closeAll(all);
    },
  };
}

/** Takes out what is too much of `entries` and runs nothing, the first ones first, the last one never. */
function spare(entries: Map<string, Entry>, most: number): readonly Entry[] {
  const idle = [...entries]
    .slice(0, -1)
    .filter(([, { running }]) => running.size === 0);
  const taken = idle.slice(0, Math.max(0, entries.size - most));
  for (const [name] of taken) entries.delete(name);
  return taken.map(([, entry]) => entry);
}

/** Lets their runs end first; a sandbox that was never made needs no closing. */
async function closeAll(entries: readonly Entry[]): Promise<void> {
  await Promise.allSettled(
    entries.map(async ({ made, running }) => {
      await Promise.allSettled(running);
      await (await made).close();
    }),
  );
}

/** What the code finds in its environment: what the operator lets through, and proxies. */
function guestEnvironment(
  configuration: Configuration,
  network: boolean,
): Readonly<Record<string, string>> {
  const { guestEnvironment: given, proxy } = configuration;
  if (!network) return given;
  const http = proxy.socks5 ?? proxy.http;
  const https = proxy.socks5 ?? proxy.https;
  return {
    ...given,
    ...(http === undefined ? {} : { HTTP_PROXY: http, http_proxy: http }),
    ...(https === undefined ? {} : { HTTPS_PROXY: https, https_proxy: https }),
    ...(proxy.noProxy === undefined
      ? {}
      : { NO_PROXY: proxy.noProxy, no_proxy: proxy.noProxy }),
  };
}

function sentenceOf(reason: unknown): string {
  if (!(reason instanceof Fault)) return "the sandbox could not be made";
  return reason.hint === undefined
    ? reason.message
    : `${reason.message}; ${reason.hint}`;
}

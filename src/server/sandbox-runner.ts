/** Runs jobs in real sandboxes: one for each language, policy and network, made when needed. */
import type { ArchName } from "../../syscalls/index.js";
import { Fault } from "../document/fault.js";
import type {
  Language,
  RunResult,
  Sandbox,
  SandboxOptions,
} from "../runtime/model.js";
import { defaultPolicy } from "../runtime/policies.js";
import type { Configuration } from "./configuration/model.js";
import type { Job, Runner } from "./runner.js";
import { packagesPython } from "./packages.js";
import { widenPolicies } from "./widened-policies.js";

export type CreateSandbox = (options: SandboxOptions) => Promise<Sandbox>;

type Kind = Pick<Job, "language" | "network" | "policy">;

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
      ? undefined
      : widenPolicies(allowedSyscalls, thisArch());
  const sandboxes = new Map<string, Entry>();

  const entryFor = (kind: Kind): Entry => {
    const { language, network } = kind;
    const name = `${language} ${String(network)} ${kind.policy ?? ""}`;
    const known = sandboxes.get(name);
    if (known !== undefined) return known;
    const policy =
      widened?.pathOf(kind.policy ?? defaultPolicy(language, network)) ??
      kind.policy;
    const interpreter =
      language === "python3"
        ? (packagesPython(configuration) ?? configuration.pythonPath)
        : configuration.nodejsPath;
    const made = createSandbox({
      language,
      network,
      // A service's runs are many and short: each a fork of one that has booted.
      isolation: "zygote",
      // What Dify's templates import; where it is not installed, nothing is.
      preload: language === "python3" ? ["json", "base64", "jinja2"] : [],
      limits: configuration.limits,
      allowMissing: configuration.allowMissing,
      env: guestEnvironment(configuration, network),
      ...(policy === undefined ? {} : { policy }),
      ...(interpreter === undefined ? {} : { interpreter }),
    });
    const entry: Entry = { made, running: new Set() };
    sandboxes.set(name, entry);
    // What failed once may work later, but not sooner than this: `/ready` asks often.
    made.catch(() => {
      setTimeout(() => {
        if (sandboxes.get(name) === entry) sandboxes.delete(name);
      }, RETRY_MS).unref();
    });
    return entry;
  };

  return {
    async run(job, signal, onOutput) {
      const { code, stdin, args, limits } = job;
      const { made, running } = entryFor(job);
      const run = made.then((sandbox) =>
        sandbox.run({
          code,
          signal,
          ...(stdin === undefined ? {} : { stdin }),
          ...(args === undefined ? {} : { args }),
          ...(limits === undefined ? {} : { limits }),
          ...(onOutput === undefined ? {} : { onOutput }),
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
      const old = [...sandboxes].filter(([name]) => name.startsWith(language));
      for (const [name] of old) sandboxes.delete(name);
      await closeAll(old.map(([, entry]) => entry));
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
      const all = [...sandboxes.values()];
      sandboxes.clear();
      await closeAll(all);
      widened?.remove();
    },
  };
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

function thisArch(): ArchName {
  switch (process.arch) {
    case "x64":
      return "x86_64";
    case "arm64":
      return "aarch64";
    default:
      throw new Fault(
        "unknown-arch",
        `sandboxes run on x86_64 and aarch64, not on ${process.arch}`,
      );
  }
}

function sentenceOf(reason: unknown): string {
  if (!(reason instanceof Fault)) return "the sandbox could not be made";
  return reason.hint === undefined
    ? reason.message
    : `${reason.message}; ${reason.hint}`;
}

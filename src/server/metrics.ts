/** What operators scrape: counts, gauges and histograms, in a registry of the server's own. */
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from "prom-client";
import type { ObserveAudit } from "./audit/auditor.js";
import type { Queue } from "./queue.js";
import type { Job, ZygoteCounts } from "./runner.js";
import type { Outcome } from "./runs.js";

export interface Metrics {
  /** The text that Prometheus reads, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
  observeRun(job: Job, outcome: Outcome): void;
  observeAudit: ObserveAudit;
  observeRequest(route: string, method: string, status: number): void;
}

/** Milliseconds for a forked sandbox, seconds for a run up to its timeout. */
const RUN_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];
const WAIT_SECONDS = [0.001, 0.01, 0.1, 0.5, 1, 5, 15, 60];

/** Gauges that end in `_total`, which `promtool check metrics` refuses. */
const MISNAMED = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** Who hands out turns, as far as metrics look at it. */
type Turns = Pick<Queue, "running" | "waiting">;

export function createMetrics(
  queue: Turns,
  audits: Turns,
  zygotes?: ZygoteCounts,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const runs = new Counter({
    name: "callgate_runs_total",
    help: "Runs that ended, by language and by how they ended",
    labelNames: ["language", "end"],
    registers,
  });
  const refused = new Counter({
    name: "callgate_runs_refused_total",
    help: "Requests that got no place, by reason",
    labelNames: ["reason"],
    registers,
  });
  const duration = new Histogram({
    name: "callgate_run_duration_seconds",
    help: "How long runs took, from their start to their end",
    labelNames: ["language"],
    buckets: RUN_SECONDS,
    registers,
  });
  const wait = new Histogram({
    name: "callgate_queue_wait_seconds",
    help: "How long requests waited for their turn",
    buckets: WAIT_SECONDS,
    registers,
  });
  const denials = new Counter({
    name: "callgate_denials_total",
    help: "Calls that policies refused, by syscall",
    labelNames: ["syscall"],
    registers,
  });
  const audited = new Counter({
    name: "callgate_audits_total",
    help: "Requests about policies that were not answered from memory, by route and by how they ended",
    labelNames: ["kind", "end"],
    registers,
  });
  const auditWait = new Histogram({
    name: "callgate_audit_wait_seconds",
    help: "How long requests about policies waited for their turn",
    buckets: WAIT_SECONDS,
    registers,
  });
  const requests = new Counter({
    name: "callgate_http_requests_total",
    help: "Answered requests, by route, method and status",
    labelNames: ["route", "method", "status"],
    registers,
  });
  if (zygotes !== undefined) countZygotes(zygotes, registers);
  gaugeTurns("runs", "Runs", queue, registers);
  gaugeTurns("audits", "Requests about policies", audits, registers);
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    observeRun(job, outcome) {
      if (outcome.kind === "refused") {
        refused.inc({ reason: outcome.reason });
        return;
      }
      const { language } = job;
      wait.observe(outcome.waitMs / 1000);
      runs.inc({ language, end: endOf(outcome) });
      if (outcome.kind !== "ended") return;
      duration.observe({ language }, outcome.result.durationMs / 1000);
      for (const { syscall, count } of outcome.result.denials)
        denials.inc({ syscall: labelOf(syscall) }, count);
    },
    observeAudit(kind, outcome, waitMs) {
      if (outcome.kind === "refused") {
        audited.inc({ kind, end: `refused-${outcome.reason}` });
        return;
      }
      audited.inc({ kind, end: outcome.kind });
      auditWait.observe(waitMs / 1000);
    },
    observeRequest(route, method, status) {
      requests.inc({ route, method, status });
    },
  };
}

function gaugeTurns(
  name: string,
  what: string,
  turns: Turns,
  registers: Registry[],
): void {
  new Gauge({
    name: `callgate_${name}_running`,
    help: `${what} that run now`,
    registers,
    collect() {
      this.set(turns.running);
    },
  });
  new Gauge({
    name: `callgate_${name}_waiting`,
    help: `${what} that wait for their turn now`,
    registers,
    collect() {
      this.set(turns.waiting);
    },
  });
}

/** Counted where they happen, and read at each scrape. */
function countZygotes(zygotes: ZygoteCounts, registers: Registry[]): void {
  const each = Object.entries(zygotes);
  new Counter({
    name: "callgate_zygote_forks_total",
    help: "Children that zygotes forked, by language",
    labelNames: ["language"],
    registers,
    collect() {
      this.reset();
      for (const [language, { forked = 0 }] of each)
        this.inc({ language }, forked);
    },
  });
  new Counter({
    name: "callgate_zygote_starts_total",
    help: "Zygotes that were started, by language and by why: the first of their kind, or in place of one that is old or died",
    labelNames: ["language", "reason"],
    registers,
    collect() {
      this.reset();
      for (const [language, counts] of each)
        for (const reason of ["first", "old", "died"] as const)
          this.inc({ language, reason }, counts[reason] ?? 0);
    },
  });
}

/** A run's end as logs and metrics name it. */
export function endOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "ended":
      return outcome.result.exit.kind;
    case "invalid":
      return "invalid";
    case "unfit":
      return "policy-unfit";
    case "failed":
      return "sandbox-failure";
    case "refused":
      return `refused-${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
}

/** Hostile code may call any number: those without a name share one label. */
function labelOf(syscall: string): string {
  return /^[a-z][a-z0-9_]*$/.test(syscall) ? syscall : "unknown";
}

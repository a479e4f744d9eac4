/** What a run's outcome is in an answer of `/api/v1`: a result, or a problem. */
import type { FastifyReply } from "fastify";
import type { Problem } from "../problem.js";
import {
  problemOf,
  sendProblemDocument,
  type ProblemType,
} from "../problem.js";
import type { Refusal } from "../queue.js";
import type { RunResult } from "../../runtime/model.js";
import type { Outcome } from "../runs.js";

export type RunAnswer =
  | {
      readonly kind: "result";
      readonly result: Omit<RunResult, "files"> & {
        readonly id: string;
        readonly waitMs: number;
        /** In base64. */
        readonly files: Readonly<Record<string, string>>;
      };
    }
  /** `retryAfterS`: when to come again, where that helps. */
  | {
      readonly kind: "problem";
      readonly problem: Problem;
      readonly retryAfterS: number | undefined;
    };

export function runAnswer(outcome: Outcome): RunAnswer {
  switch (outcome.kind) {
    case "refused":
      return refusalAnswer(outcome.reason, outcome.retryAfterS);
    case "invalid": {
      const { id, message, hint } = outcome;
      const problem = problemOf("invalid-request", message, { id, hint });
      return { kind: "problem", problem, retryAfterS: undefined };
    }
    case "unfit": {
      const { id, message, hint } = outcome;
      const problem = problemOf("policy-unfit", message, { id, hint });
      return { kind: "problem", problem, retryAfterS: undefined };
    }
    case "failed": {
      const { id, message, hint } = outcome;
      return failure(message, { id, hint });
    }
    case "ended": {
      const { id, result, waitMs } = outcome;
      if (result.exit.kind !== "sandbox-failure") {
        const files = inBase64(result.files);
        return { kind: "result", result: { id, ...result, waitMs, files } };
      }
      const { layer, message, hint } = result.exit;
      return failure(message, { id, layer, hint });
    }
    default:
      return outcome satisfies never;
  }
}

function inBase64(files: RunResult["files"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
        "base64",
      ),
    ]),
  );
}

export function refusalAnswer(
  reason: Refusal,
  retryAfterS: number,
): RunAnswer & { readonly kind: "problem" } {
  const problem = problemOf(REFUSALS[reason]);
  return { kind: "problem", problem, retryAfterS };
}

function failure(
  message: string,
  more: Readonly<Record<string, unknown>>,
): RunAnswer {
  const problem = problemOf("sandbox-failure", message, more);
  return { kind: "problem", problem, retryAfterS: undefined };
}

const REFUSALS: Readonly<Record<Refusal, ProblemType>> = {
  full: "too-many-requests",
  waited: "waited-too-long",
  gone: "run-ended",
  closed: "going-down",
};

/** The problem with its status, and when to come again. */
export function sendNo(
  reply: FastifyReply,
  { problem, retryAfterS }: RunAnswer & { readonly kind: "problem" },
): FastifyReply {
  if (retryAfterS !== undefined)
    reply.header("retry-after", String(retryAfterS));
  return sendProblemDocument(reply, problem);
}

/** The thread that answers audit requests, one after the other. `auditor.ts` starts it. */
import { parentPort } from "node:worker_threads";
import { answerAudit } from "./answer.js";
import type { AuditRequest, PrepareRequest } from "./model.js";
import { prepare } from "./prepare.js";

parentPort?.on("message", (request: AuditRequest | PrepareRequest) => {
  parentPort?.postMessage(
    request.kind === "prepare" ? prepare(request) : answerAudit(request),
  );
});

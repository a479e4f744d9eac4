/** The thread that answers audit requests, one after the other. `auditor.ts` starts it. */
import { parentPort } from "node:worker_threads";
import { answerAudit } from "./answer.js";
import type { AuditRequest } from "./model.js";

parentPort?.on("message", (request: AuditRequest) => {
  parentPort?.postMessage(answerAudit(request));
});

/** Reads request bodies: strict UTF-8, then JSON or a form. */
import type { FastifyInstance } from "fastify";

/** The largest body that is read, in bytes. */
export const BODY_BYTES_MAX = 10 * 1024 * 1024;

/** A body that can't be read. Fastify answers it with its status. */
export class BodyFault extends Error {
  readonly statusCode = 400;
  readonly code = "unreadable-body";
}

export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    (request, body, done) => {
      try {
        const bytes = bytesOf(body);
        // Clients that say so with every request say it of a DELETE without a body too.
        const isAbsent = bytes.length === 0 && request.method === "DELETE";
        done(null, isAbsent ? undefined : jsonOf(textOf(bytes)));
      } catch (error) {
        done(asError(error));
      }
    },
  );
}

/** What DifySandbox takes besides JSON: a form. Anything else is read as a form without fields. */
export function acceptFormsToo(app: FastifyInstance): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "buffer" },
    (_request, body, done) => {
      try {
        const form = new URLSearchParams(textOf(bytesOf(body)));
        done(null, Object.fromEntries(form));
      } catch (error) {
        done(asError(error));
      }
    },
  );
  app.addContentTypeParser(
    "*",
    { parseAs: "buffer" },
    (_request, _body, done) => done(null, {}),
  );
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BodyFault("the body is not UTF-8", { cause: error });
  }
}

function jsonOf(text: string): unknown {
  if (text.trim() === "") throw new BodyFault("the body is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BodyFault(`the body is not JSON: ${why}`, { cause: error });
  }
}

function bytesOf(body: string | Buffer): Uint8Array {
  return typeof body === "string" ? Buffer.from(body) : body;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Who may call: keys, and where there are none, only programs and pages of this machine. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { holderOf } from "./keys.js";
import { sendProblem } from "./problem.js";
import type { Service } from "./service.js";

/**
 * Without a key anything on this machine may call, and so may a web page that its user looks
 * at. A browser always says where a page is from (`Origin`), and whom it believes to talk to
 * (`Host`; a name that was rebound to 127.0.0.1 shows there), so both must be this machine.
 */
export function refuseForeignPages(
  app: FastifyInstance,
  service: Service,
): void {
  if (service.configuration.keys.length > 0) return;
  app.addHook("onRequest", async (request, reply) => {
    const { origin, host } = request.headers;
    const isOurs =
      origin === undefined ||
      hostOf(origin) === host ||
      service.configuration.corsOrigins.includes(origin);
    if (isOurs && host !== undefined && isLocalName(host)) return;
    await sendProblem(
      reply,
      "foreign-origin",
      "set API_KEY, and send it as X-Api-Key, to call from elsewhere",
    );
  });
}

/** Refuses strangers with `refuse`, before their body is read. */
export function askForKey(
  app: FastifyInstance,
  service: Service,
  refuse: (reply: FastifyReply) => FastifyReply,
): void {
  app.addHook("onRequest", async (request, reply) => {
    const caller = holderOf(
      keyOf(request),
      service.configuration.keys,
      service.anyone,
    );
    if (caller === undefined) return refuse(reply);
    request.caller = caller;
    return undefined;
  });
}

/** `X-Api-Key: KEY`, or what scrapers can send: `Authorization: Bearer KEY`. */
function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers["x-api-key"];
  if (typeof given === "string") return given;
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "");
  return bearer?.[1];
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

function isLocalName(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    name === "localhost" ||
    name === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}

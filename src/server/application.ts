/** Puts the routes together. Opens no port: `index.ts` does. */
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { describeRoutes } from "./api/openapi.js";
import { fieldErrors } from "./api/validation.js";
import { BODY_BYTES_MAX, BodyFault } from "./body.js";
import { askForKey, refuseForeignPages } from "./guards.js";
import { sendProblem } from "./problem.js";
import {
  isAnswered,
  isBeingAnswered,
  letStalledGo,
  requestId,
  type RequestLog,
} from "./requests.js";
import { apiRoutes } from "./routes/api.js";
import { descriptionRoutes } from "./routes/description.js";
import { healthRoute } from "./routes/health.js";
import { metricsRoute } from "./routes/metrics.js";
import { readyRoute } from "./routes/ready.js";
import { difyRoutes } from "./routes/dify.js";
import type { Service } from "./service.js";

/** A client that takes longer to send its headers or its whole request is let go. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
const KEEP_ALIVE_MS = 72_000;
const HEADER_BYTES_MAX = 16 * 1024;

export function createApplication(
  service: Service,
  requests: RequestLog,
): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle",
    // Who comes last is told so by its route, in that route's form, and stands in the log.
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: requestId,
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: true,
        allowUnionTypes: true,
      },
    },
    routerOptions: { maxParamLength: 128 },
    http: {
      headersTimeout: HEADERS_MS,
      maxHeaderSize: HEADER_BYTES_MAX,
      connectionsCheckingInterval: 1000,
      // Asked for below, where the answer gets its line in the log.
      requireHostHeader: false,
    },
    clientErrorHandler(error, socket) {
      if (!socket.writable) return;
      if (isBeingAnswered(socket) || isAnswered(socket)) {
        socket.destroy();
        return;
      }
      const status = STATUS_OF_CLIENT_ERROR[error.code] ?? "400 Bad Request";
      requests.noteUnreadable(socket, Number.parseInt(status));
      socket.end(
        `HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    },
    frameworkErrors(_error, request, reply) {
      requests.begin(request, reply);
      void sendProblem(reply, "bad-request", "the path can't be read");
    },
  });
  // An expectation that nobody knows may be left unmet (RFC 9110, section 10.1.1).
  app.server.on("checkExpectation", (request, response) => {
    app.server.emit("request", request, response);
  });
  app.server.maxConnections = service.configuration.maxConnections;
  // Schemas of answers are for their readers; what is sent is what there is.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  requests.listen(app);
  askForHost(app);
  refuseForeignPages(app, service);
  app.addHook("onSend", async (request, reply, payload) => {
    letStalledGo(reply);
    if (reply.statusCode === 413) takeRest(request, reply);
    reply.header("x-content-type-options", "nosniff");
    // So that no client sends its next request into a connection that is about to be closed.
    if (service.isGoingDown()) reply.header("connection", "close");
    return payload;
  });
  describeRoutes(app, service.version, service.configuration.keys.length > 0);
  answerFaults(app, service);
  answerUnknownRoutes(app);
  void app.register(async (open) => {
    healthRoute(open);
    readyRoute(open, service);
    descriptionRoutes(open);
  });
  void app.register(async (guarded) => {
    askForKey(guarded, service, (reply) => sendProblem(reply, "unauthorized"));
    metricsRoute(guarded, service);
  });
  void app.register((api) => apiRoutes(api, service), { prefix: "/api/v1" });
  void app.register((dify) => difyRoutes(dify, service), {
    prefix: "/v1/sandbox",
  });
  return app;
}

/**
 * Many a client reads its answer only when all is sent, and one whose connection is closed
 * meanwhile never does: what it still sends is read, for as long as a request may take, and lost.
 */
function takeRest({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader("connection");
  raw.resume();
}

/** RFC 9112, section 3.2: a request of HTTP/1.1 without it is refused. */
function askForHost(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ raw }, reply) => {
    if (raw.headers.host !== undefined || raw.httpVersion === "1.0") return;
    reply.header("connection", "close");
    await sendProblem(reply, "bad-request", "a Host header is needed");
  });
}

const STATUS_OF_CLIENT_ERROR: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Faults of a request's form are said; ours are logged, and the answer names only the request. */
function answerFaults(app: FastifyInstance, service: Service): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.validation !== undefined)
      return sendProblem(reply, "invalid-request", undefined, {
        errors: fieldErrors(error.validation),
      });
    if (error instanceof BodyFault)
      return sendProblem(reply, "bad-request", error.message);
    const { statusCode = 500 } = error;
    switch (statusCode) {
      case 413:
        return sendProblem(reply, "body-too-large");
      case 415:
        return sendProblem(reply, "unsupported-media-type");
      default:
        if (statusCode < 500)
          return sendProblem(reply, "bad-request", error.message);
        service.log.error(
          { request: request.id, err: error },
          "internal error",
        );
        return sendProblem(
          reply,
          "internal-error",
          `the log tells more under request ${request.id}`,
        );
    }
  });
}

/** 405 with `Allow` for a known path, else 404. */
function answerUnknownRoutes(app: FastifyInstance): void {
  // What is sent to nobody is not read: only the routes that take a body say what it may be.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  const methodsOf = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsOf.set(url, methods);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const allowed = [...methodsOf]
      .filter(([pattern]) => matches(pattern, path))
      .flatMap(([, methods]) => [...methods]);
    if (allowed.length === 0) return sendProblem(reply, "not-found");
    reply.header("allow", [...new Set(allowed)].sort().join(", "));
    return sendProblem(reply, "method-not-allowed");
  });
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every(
      (part, index) =>
        part === given[index] || (part.startsWith(":") && given[index] !== ""),
    )
  );
}

/** Requests that are almost right, as bytes, and what a server answers to them. */
import { connect } from "node:net";
import { pick, type Random } from "../compiler/support/random.js";

/** What goes over one connection. */
export interface HostileTraffic {
  /** Written one after the other, so that the server reads them so. */
  readonly pieces: readonly Uint8Array[];
  /** A word in the code that it sends: none of another's may come back. */
  readonly token: string;
  /** Goes away in the middle of it all. */
  readonly leaves: boolean;
}

export const TOKEN = /T\d{9}T/g;

const text = (value: string) => Buffer.from(value, "latin1");

interface Target {
  readonly method: string;
  readonly path: string;
  readonly body?: (token: string) => unknown;
}

const run = (token: string) => ({ language: "python3", code: token });
const policy = "callgate: 1\nname: a\nextends: [python]\n";
const TARGETS: readonly Target[] = [
  { method: "GET", path: "/health" },
  { method: "GET", path: "/ready" },
  { method: "GET", path: "/metrics" },
  { method: "GET", path: "/docs" },
  { method: "POST", path: "/v1/sandbox/run", body: run },
  { method: "GET", path: "/v1/sandbox/dependencies?language=python3" },
  {
    method: "POST",
    path: "/v1/sandbox/dependencies/update",
    body: () => ({ language: "python3" }),
  },
  { method: "POST", path: "/api/v1/runs", body: run },
  {
    method: "POST",
    path: "/api/v1/runs",
    body: (token) => ({
      ...run(token),
      stdin: "in",
      args: ["a", "b"],
      files: { "a/b.txt": "YWJj" },
      limits: { timeoutMs: 100, memoryBytes: 2 ** 25 },
      id: "0e8f0a3e-5d0c-4a60-9d8e-3f1c7f0f2a11",
    }),
  },
  {
    method: "DELETE",
    path: "/api/v1/runs/0e8f0a3e-5d0c-4a60-9d8e-3f1c7f0f2a11",
  },
  { method: "GET", path: "/api/v1/policies" },
  { method: "GET", path: "/api/v1/policies/python" },
  { method: "POST", path: "/api/v1/check", body: () => ({ policy }) },
  {
    method: "POST",
    path: "/api/v1/simulate",
    body: () => ({
      name: "python",
      arch: "x86_64",
      calls: [{ syscall: "read", args: [0, "0x10"] }],
    }),
  },
  {
    method: "POST",
    path: "/api/v1/verify",
    body: () => ({ name: "python", arch: "x86_64", program: "BgAAAAAA/38=" }),
  },
];

/** Values that take a field's place. */
const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 53,
  "",
  "\0",
  "\ud800",
  "../../etc/passwd",
  "a".repeat(3000),
  [],
  {},
  [[[[[]]]]],
  { toString: 1, constructor: null, length: -1 },
];

function mutatedValue(value: unknown, random: Random): unknown {
  if (random(4) === 0) return pick(random, VALUES);
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((each: unknown) =>
      random(3) === 0 ? mutatedValue(each, random) : each,
    );
    return random(4) === 0 ? [...items, ...items] : items;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).flatMap(([key, each]) => {
      const name = random(12) === 0 ? pick(random, NAMES) : key;
      if (random(12) === 0) return [];
      return [[name, random(3) === 0 ? mutatedValue(each, random) : each]];
    });
    return Object.fromEntries(entries) as unknown;
  }
  return value;
}

const NAMES = ["__proto__", "constructor", "", "Code", "policy", "a/b", "x~y"];

function bodyOf(target: Target, token: string, random: Random): Buffer {
  if (target.body === undefined)
    return random(6) === 0 ? text("{}") : Buffer.alloc(0);
  const value = target.body(token);
  const json = JSON.stringify(
    random(2) === 0 ? value : mutatedValue(value, random),
  );
  switch (random(12)) {
    case 0:
      return text(`${json.slice(0, random(json.length))}`);
    case 1:
      return Buffer.concat([Buffer.from(json), Buffer.of(0xff, 0xfe, 0xc0)]);
    case 2:
      return text("[".repeat(20_000));
    case 3:
      return text(`{"__proto__":${json},"__proto__":${json}}`);
    case 4:
      return Buffer.from(
        new URLSearchParams({ language: "python3", code: token }).toString(),
      );
    default:
      return Buffer.from(json);
  }
}

function pathOf({ path }: Target, random: Random): string {
  switch (random(14)) {
    case 0:
      return path.replaceAll("/", "//");
    case 1:
      return `${path}/`;
    case 2:
      return `${path}?${"a=b&".repeat(random(500))}%`;
    case 3:
      return path.replace(/\w/, "%zz");
    case 4:
      return `${path}/%2e%2e/%2e%2e/etc/passwd`;
    case 5:
      return `http://elsewhere.example${path}`;
    case 6:
      return `${path}/${"x".repeat(random(20_000))}`;
    case 7:
      return pick(random, [
        "*",
        "/",
        "",
        "/%00",
        "/api/v1/policies/..",
        "/\u00ff",
      ]);
    default:
      return path;
  }
}

const METHODS = [
  "GET",
  "POST",
  "PUT",
  "HEAD",
  "OPTIONS",
  "DELETE",
  "PATCH",
  "TRACE",
  "CONNECT",
  "post",
  "",
  "G\u00cbT",
];

const TYPES = [
  "application/json",
  "application/json",
  "application/json",
  "application/json; charset=utf-8",
  "application/x-www-form-urlencoded",
  "text/plain",
  "multipart/form-data; boundary=x",
  "application/json; charset=\u00ff",
  "",
  "a".repeat(500),
];

const EXTRA = [
  "X-Request-Id: a b\tc",
  "X-Request-Id: ok-1",
  "Accept: text/event-stream",
  "Accept: text/event-stream;q=0, */*",
  "Expect: 100-continue",
  "Expect: nothing",
  "Connection: close",
  "Connection: upgrade\r\nUpgrade: websocket",
  "Origin: http://127.0.0.1",
  "Origin: null",
  "Authorization: Bearer \u00e9",
  "X-Api-Key: ",
  "Content-Encoding: gzip",
  "Range: bytes=0-1",
  " folded: line",
  "No colon",
  `X-Long: ${"y".repeat(17_000)}`,
  ...Array.from({ length: 2 }, (_, at) =>
    `X-Many-${at}: 1\r\n`.repeat(60).trimEnd(),
  ),
];

/** The body and the headers that say where it ends; mostly right. */
function framed(body: Buffer, random: Random): readonly [string, Buffer] {
  switch (random(14)) {
    case 0:
      return [
        `Content-Length: ${pick(random, ["-1", "0", "1", "99999999", "1e3", "0x10", "18446744073709551616", `${body.length}\r\nContent-Length: 0`])}`,
        body,
      ];
    case 1:
    case 2:
      return ["Transfer-Encoding: chunked", chunked(body, random, false)];
    case 3:
      return [
        pick(random, [
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          `Transfer-Encoding: chunked\r\nContent-Length: ${body.length}`,
          "Transfer-Encoding: xchunked",
        ]),
        chunked(body, random, true),
      ];
    case 4:
      return ["X-Length: none", body];
    default:
      return [`Content-Length: ${body.length}`, body];
  }
}

function chunked(body: Buffer, random: Random, damage: boolean): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const size = 1 + random(Math.max(1, body.length));
    const piece = body.subarray(at, at + size);
    const said =
      damage && random(3) === 0
        ? pick(random, ["-1", "ffffffffffffffff", "0", "z", ""])
        : piece.length.toString(16);
    const extension = random(6) === 0 ? `;a="${"b".repeat(random(60))}"` : "";
    pieces.push(text(`${said}${extension}\r\n`), piece, text("\r\n"));
    at += size;
  }
  const trailer = random(5) === 0 ? "X-Trailer: 1\r\n" : "";
  return Buffer.concat([...pieces, text(`0\r\n${trailer}\r\n`)]);
}

/** Every second one has a head that is right, so that its body is looked at. */
function requestBytes(token: string, random: Random): Buffer {
  const target = pick(random, TARGETS);
  const body = bodyOf(target, token, random);
  return random(2) === 0
    ? Buffer.concat([text(rightHead(target, body)), body])
    : damagedHead(target, body, random);
}

function rightHead({ method, path }: Target, body: Buffer): string {
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
}

function damagedHead(target: Target, body: Buffer, random: Random): Buffer {
  const [framing, framedBody] = framed(body, random);
  const method = random(6) === 0 ? pick(random, METHODS) : target.method;
  const version = random(12) === 0 ? pick(random, VERSIONS) : "HTTP/1.1";
  const extra = Array.from({ length: random(3) }, () => pick(random, EXTRA));
  const head = [
    `${method} ${pathOf(target, random)} ${version}`,
    random(10) === 0 ? pick(random, HOSTS) : "Host: localhost",
    `Content-Type: ${pick(random, TYPES)}`,
    framing,
    ...extra,
    "",
    "",
  ].join(random(30) === 0 ? "\n" : "\r\n");
  return Buffer.concat([text(head), framedBody]);
}

const VERSIONS = ["HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "HTTP", ""];
const HOSTS = [
  "Host: evil.example",
  "Host:",
  "Host: a\r\nHost: b",
  "X-No: host",
];

/** Bytes changed, taken out, doubled or put in. */
function damaged(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(result.length + 1);
    const insert = pick(random, [
      Buffer.alloc(0),
      Buffer.from([random(256)]),
      text("\r\n"),
      text("\0"),
      text("Content-Length: 9\r\n"),
      result.subarray(at, at + random(40)),
    ]);
    result = Buffer.concat([
      result.subarray(0, at),
      insert,
      result.subarray(at + random(12)),
    ]);
  }
  return result;
}

/** One to four requests on one connection, `number` its own. */
export function hostileTraffic(number: number, random: Random): HostileTraffic {
  const token = `T${String(number).padStart(9, "0")}T`;
  const count = random(3) === 0 ? 1 + random(4) : 1;
  const requests = Array.from({ length: count }, () =>
    requestBytes(token, random),
  );
  const whole = Buffer.concat(requests);
  const bytes = random(4) === 0 ? damaged(whole, random) : whole;
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = random(4) === 0 ? 1 + random(bytes.length) : bytes.length;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { pieces, token, leaves: random(10) === 0 };
}

export interface HostileAnswer {
  readonly statuses: readonly number[];
  /** What is wrong with it; "" where nothing is. */
  readonly fault: string;
}

/** No answer takes longer, however busy the machine. */
const HANG_MS = 60_000;

/** Sends it all and reads until the server closes the connection. */
export function send(
  address: string,
  { pieces, token, leaves }: HostileTraffic,
): Promise<HostileAnswer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    let answer = "";
    let hangs = false;
    const socket = connect(Number(port), hostname, () => void write());
    const write = async (): Promise<void> => {
      for (const piece of pieces) {
        socket.write(piece);
        if (pieces.length > 1) await new Promise(setImmediate);
      }
      if (leaves) socket.destroy();
      else socket.end();
    };
    socket.setNoDelay(true);
    socket.setTimeout(HANG_MS, () => {
      hangs = true;
      socket.destroy();
    });
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(
        ([, status]) => Number(status),
      );
      const others = (answer.match(TOKEN) ?? []).filter(
        (each) => each !== token,
      );
      const fault = hangs
        ? "no answer and no end"
        : statuses.includes(500)
          ? "500"
          : answer !== "" && !answer.startsWith("HTTP/1.1 ")
            ? "an answer that is no HTTP"
            : others.length > 0
              ? "another's output"
              : /\n\s+at .*:\d+:\d+|node:internal/.test(answer)
                ? "a stack trace"
                : "";
      resolve({ statuses, fault });
    });
  });
}

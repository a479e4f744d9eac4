/** Pages of other origins: which of them a browser lets read answers. */
import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/server/configuration/read.js";
import {
  call,
  configurationOf,
  HeldRunner,
  postJson,
  start,
} from "./support.js";

const KEY = "a key that is long enough";
const PAGE = "https://app.example";
const run = { language: "python3", code: "1" };
const preflight = (address: string, origin: string) =>
  call(`${address}/api/v1/runs`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-api-key",
    },
  });
const corsOf = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-"));

describe("a page of another origin", () => {
  it("may read nothing unless the configuration says so", async () => {
    await using started = await start(
      new HeldRunner(),
      configurationOf({ API_KEY: KEY }),
    );
    const { status, headers } = await preflight(started.address, PAGE);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(corsOf(headers)).toEqual([]);
    const answer = await postJson(
      `${started.address}/api/v1/check`,
      {},
      { origin: PAGE, "x-api-key": KEY },
    );
    expect(corsOf(answer.headers)).toEqual([]);
  });

  it("that is named may ask without its key, and call with it", async () => {
    const runner = new HeldRunner();
    await using started = await start(
      runner,
      configurationOf({
        API_KEY: KEY,
        CORS_ORIGINS: `https://other.example,${PAGE}`,
      }),
    );
    const asked = await preflight(started.address, PAGE);
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect(asked.headers.get("access-control-allow-headers")).toContain(
      "x-api-key",
    );
    expect(asked.headers.get("access-control-allow-methods")).toBe(
      "GET, POST, DELETE",
    );
    expect(asked.headers.get("vary")).toContain("Origin");
    expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
    for (const accept of ["application/json", "text/event-stream"]) {
      const at = runner.runs.length;
      const answer = postJson(`${started.address}/api/v1/runs`, run, {
        origin: PAGE,
        accept,
        "x-api-key": KEY,
      });
      (await runner.started(at + 1))[at]?.finish();
      const { status, headers } = await answer;
      expect(status).toBe(200);
      expect(headers.get("access-control-allow-origin")).toBe(PAGE);
      expect(headers.get("access-control-expose-headers")).toBe(
        "retry-after, x-request-id",
      );
    }
    const keyless = await postJson(`${started.address}/api/v1/runs`, run, {
      origin: PAGE,
    });
    expect(keyless.status).toBe(401);
    expect(keyless.headers.get("access-control-allow-origin")).toBe(PAGE);
  });

  it("that is not named gets no more than before", async () => {
    await using started = await start(
      new HeldRunner(),
      configurationOf({ API_KEY: KEY, CORS_ORIGINS: PAGE }),
    );
    for (const origin of [
      "https://evil.example",
      "https://app.example.evil",
      "null",
      "http://app.example",
    ])
      expect(
        (await preflight(started.address, origin)).headers.get(
          "access-control-allow-origin",
        ),
      ).toBeNull();
    const elsewhere = await call(`${started.address}/metrics`, {
      headers: { origin: PAGE, "x-api-key": KEY },
    });
    expect(corsOf(elsewhere.headers)).toEqual([]);
  });

  it("that is named may call a service without keys, and no other page may", async () => {
    await using started = await start(
      new HeldRunner(),
      configurationOf({ CORS_ORIGINS: PAGE }),
    );
    expect((await preflight(started.address, PAGE)).status).toBe(204);
    expect(
      (await preflight(started.address, "https://evil.example")).status,
    ).toBe(403);
  });

  it.each([
    ["*", undefined],
    ["https://app.example/", "write https://app.example"],
    ["https://APP.example", "write https://app.example"],
    ["https://app.example:443", "write https://app.example"],
    ["ftp://app.example", undefined],
    ["app.example", undefined],
    ["null", undefined],
  ])("is not called %s", (origin, hint) => {
    const { diagnostics } = readConfiguration(undefined, {
      CORS_ORIGINS: origin,
    });
    expect(diagnostics).toMatchObject([
      {
        message: `cors_origins: "${origin}" is no origin`,
        hint: hint ?? expect.stringContaining("https://app.example"),
      },
    ]);
  });
});

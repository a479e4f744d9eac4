/** The records between supervisor and zygote: both sides lay them out alike. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHILDREN_MAX,
  decodeAnswer,
  encodeRequest,
  MAGIC,
  RECORD_BYTES,
  Records,
  ZYGOTE_IDS,
} from "../../../src/runtime/zygote/protocol.js";
import { zygoteIds } from "../../../src/runtime/zygote/ids.js";
import { root } from "../machine.js";

const header = readFileSync(join(root, "native/zygote/protocol.h"), "utf8");

function defined(name: string): string {
  const value = new RegExp(`${name}(?: =)? (.+?)[;,]?(?: /\\*.*)?$`, "m").exec(
    header,
  )?.[1];
  if (value === undefined) throw new Error(`protocol.h has no ${name}`);
  return value;
}

/** Byte offsets of a struct's members, all of natural alignment. */
function offsets(name: string): Map<string, number> {
  const body = new RegExp(`struct ${name} \\{([^}]*)\\}`).exec(header)?.[1];
  const found = new Map<string, number>();
  let at = 0;
  for (const [, bits, member, count] of (body ?? "").matchAll(
    /uint(32|64)_t (\w+)(?:\[(\d+)\])?;/g,
  )) {
    const size = Number(bits) / 8;
    at = Math.ceil(at / size) * size;
    found.set(member ?? "", at);
    at += size * Number(count ?? 1);
  }
  expect(at).toBe(RECORD_BYTES);
  return found;
}

describe("the protocol", () => {
  it("has the header's constants", () => {
    expect(Number(defined("ZYGOTE_MAGIC").replace(/u$/, ""))).toBe(MAGIC);
    expect(Number(defined("CHILDREN_MAX"))).toBe(CHILDREN_MAX);
    expect(ZYGOTE_IDS).toBe(CHILDREN_MAX + 1);
  });

  it("writes a request's members where the zygote reads them", () => {
    const at = offsets("zygote_request");
    const bytes = Buffer.from(
      encodeRequest({ kind: "start", child: 7, wallMs: 5000, cpuMs: 2 ** 40 }),
    );
    expect(bytes.length).toBe(RECORD_BYTES);
    expect(bytes.readUInt32LE(at.get("magic") ?? -1)).toBe(MAGIC);
    expect(bytes.readUInt32LE(at.get("kind") ?? -1)).toBe(
      Number(defined("REQUEST_START")),
    );
    expect(bytes.readUInt32LE(at.get("child") ?? -1)).toBe(7);
    expect(bytes.readBigUInt64LE(at.get("wall_ms") ?? -1)).toBe(5000n);
    expect(bytes.readBigUInt64LE(at.get("cpu_ms") ?? -1)).toBe(2n ** 40n);
  });

  it("reads an answer's members where the zygote writes them", () => {
    const at = offsets("zygote_answer");
    const bytes = Buffer.alloc(RECORD_BYTES);
    const put = (member: string, value: number): void => {
      bytes.writeUInt32LE(value, at.get(member) ?? -1);
    };
    put("magic", MAGIC);
    put("kind", Number(defined("ANSWER_ENDED")));
    put("child", 3);
    put("reason", Number(defined("ENDED_CPU_TIME")));
    put("status", 9);
    bytes.writeBigUInt64LE(1500n, at.get("user_us") ?? -1);
    bytes.writeBigUInt64LE(500n, at.get("system_us") ?? -1);
    bytes.writeBigUInt64LE(4096n, at.get("max_rss_bytes") ?? -1);
    expect(decodeAnswer(bytes)).toEqual({
      kind: "ended",
      child: 3,
      reason: "cpu-time",
      end: { kind: "signal", signal: "SIGKILL" },
      cpuMs: 2,
      maxRssBytes: 4096,
    });
  });

  it("asks for a sign of life, and knows the answer", () => {
    const request = offsets("zygote_request");
    const ping = Buffer.from(encodeRequest({ kind: "ping" }));
    expect(ping.readUInt32LE(request.get("kind") ?? -1)).toBe(
      Number(defined("REQUEST_PING")),
    );
    const answer = Buffer.alloc(RECORD_BYTES);
    const at = offsets("zygote_answer");
    answer.writeUInt32LE(MAGIC, at.get("magic") ?? -1);
    answer.writeUInt32LE(Number(defined("ANSWER_ALIVE")), at.get("kind") ?? -1);
    expect(decodeAnswer(answer)).toEqual({ kind: "alive" });
  });

  it("takes nothing that is no record of a zygote's", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: RECORD_BYTES, maxLength: RECORD_BYTES }),
        (bytes) => {
          const record = Buffer.from(bytes);
          fc.pre(record.readUInt32LE(0) !== MAGIC);
          expect(() => decodeAnswer(record)).toThrow("please report");
        },
      ),
    );
    const record = Buffer.alloc(RECORD_BYTES);
    record.writeUInt32LE(MAGIC, 0);
    record.writeUInt32LE(2, 4);
    record.writeUInt32LE(CHILDREN_MAX, 8);
    expect(() => decodeAnswer(record)).toThrow("please report");
  });

  it("cuts a stream into records however it arrives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 * RECORD_BYTES }), {
          maxLength: 20,
        }),
        (sizes) => {
          const whole = Buffer.alloc(
            sizes.reduce((sum, size) => sum + size, 0),
          );
          for (const at of whole.keys()) whole[at] = at;
          const records = new Records();
          let at = 0;
          const seen = sizes.flatMap((size) => {
            const chunk = whole.subarray(at, at + size);
            at += size;
            return [...records.add(chunk)];
          });
          const count = Math.floor(whole.length / RECORD_BYTES);
          expect(Buffer.concat(seen)).toEqual(
            Buffer.from(whole.subarray(0, count * RECORD_BYTES)),
          );
        },
      ),
    );
  });
});

describe("the ids of zygotes", () => {
  it("lie beyond those of single runs, below 2^31", () => {
    const ids = { first: 1_879_048_192, count: 4_194_304 };
    const blocks = zygoteIds({ privileged: true, ids }, "0 0 4294967295\n");
    expect(blocks.first).toBe(ids.first + ids.count);
    expect(blocks.first + blocks.count * ZYGOTE_IDS).toBeLessThanOrEqual(
      2 ** 31,
    );
  });

  it("stay in a small range that is all there is", () => {
    const ids = { first: 32_768, count: 32_766 };
    const blocks = zygoteIds({ privileged: true, ids }, "0 0 4294967295\n");
    expect(blocks.first).toBeGreaterThanOrEqual(ids.first);
    expect(blocks.first + blocks.count * ZYGOTE_IDS).toBeLessThanOrEqual(
      ids.first + ids.count,
    );
  });
});

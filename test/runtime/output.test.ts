/** What is kept of an output: up to its limit, whole characters, whatever the chunks. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Output } from "../../src/runtime/output.js";

function chunksOf(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  chunks.push(bytes.subarray(at));
  return chunks.filter((chunk) => chunk.length > 0);
}

const sizes = fc.array(fc.nat(9));

it("keeps all of what stays within the limit", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), sizes, (text, cuts) => {
      const bytes = Buffer.from(text);
      const output = new Output(bytes.length, () => {
        throw new Error("the limit was not passed");
      });
      for (const chunk of chunksOf(bytes, cuts)) output.add(chunk);
      expect(output.text()).toBe(text);
      expect(output.truncated).toBe(false);
    }),
  );
});

it("cuts at a character's edge, once, as near to the limit as it can", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1 }),
      sizes,
      fc.nat(200),
      (text, cuts, some) => {
        const bytes = Buffer.from(text);
        const limit = some % bytes.length;
        let calls = 0;
        const output = new Output(limit, () => calls++);
        for (const chunk of chunksOf(bytes, cuts)) output.add(chunk);
        const kept = output.text();
        const keptBytes = Buffer.byteLength(kept);
        expect(text.startsWith(kept)).toBe(true);
        expect(keptBytes).toBeLessThanOrEqual(limit);
        expect(keptBytes).toBeGreaterThan(limit - 4);
        expect(output.truncated).toBe(true);
        expect(calls).toBe(1);
      },
    ),
  );
});

it("shows what is no UTF-8 as U+FFFD, at the end of a whole output too", () => {
  const output = new Output(100, () => undefined);
  output.add(Buffer.from([0x61, 0xff, 0xe2, 0x82]));
  expect(output.text()).toBe("a\ufffd\ufffd");
});

it("keeps a byte order mark, which the code wrote", () => {
  const output = new Output(100, () => undefined);
  output.add(Buffer.from("\ufeffx"));
  expect(output.text()).toBe("\ufeffx");
});

it("has the last words of what was cut", () => {
  const output = new Output(4, () => undefined);
  output.add(Buffer.from("x".repeat(10_000)));
  output.add(Buffer.from("MemoryError\n"));
  expect(output.text()).toBe("xxxx");
  expect(output.tail.endsWith("xMemoryError\n")).toBe(true);
});

it("tells in pieces what it keeps, characters whole, invalid bytes and cuts included", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: "binary" }),
      sizes,
      fc.nat(60),
      (noise, text, cuts, limit) => {
        const told: string[] = [];
        const output = new Output(
          limit,
          () => undefined,
          (piece) => told.push(piece),
        );
        const bytes = Buffer.concat([Buffer.from(text), noise]);
        for (const chunk of chunksOf(bytes, cuts)) output.add(chunk);
        output.end();
        expect(told.join("")).toBe(output.text());
        expect(told).not.toContain("");
      },
    ),
  );
});

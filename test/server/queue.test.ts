import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Queue,
  type Entry,
  type Lane,
  type Place,
} from "../../src/server/queue.js";

const never = new AbortController().signal;
const limits = { maxWorkers: 2, maxRequests: 4, waitLimitMs: 60_000 };
const lane = (name: string, more: Partial<Lane> = {}): Lane => ({
  name,
  maxWorkers: 2,
  maxRequests: 4,
  ...more,
});

function placeOf(entry: Entry): Place {
  if (entry.kind === "refused") throw new Error(`refused: ${entry.reason}`);
  return entry;
}

describe("a queue", () => {
  it("runs as many as there are workers and lets the others wait", async () => {
    const queue = new Queue(limits);
    placeOf(await queue.enter(lane("a"), never));
    placeOf(await queue.enter(lane("a"), never));
    void queue.enter(lane("a"), never);
    expect([queue.running, queue.waiting]).toEqual([2, 1]);
  });

  it("serves the first to come first", async () => {
    const queue = new Queue({ ...limits, maxWorkers: 1 });
    const order: number[] = [];
    const first = placeOf(await queue.enter(lane("a"), never));
    const others = [1, 2, 3].map(async (number) => {
      const place = placeOf(await queue.enter(lane("a"), never));
      order.push(number);
      place.leave();
    });
    first.leave();
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
  });

  it("lets callers take turns, however many one of them sends", async () => {
    const queue = new Queue({ ...limits, maxWorkers: 1, maxRequests: 50 });
    const order: string[] = [];
    const wide = { maxRequests: 50 };
    const first = placeOf(await queue.enter(lane("greedy", wide), never));
    const enter = async (name: string): Promise<void> => {
      const place = placeOf(await queue.enter(lane(name, wide), never));
      order.push(name);
      place.leave();
    };
    const all = [
      ...Array.from({ length: 5 }, () => enter("greedy")),
      enter("modest"),
    ];
    first.leave();
    await Promise.all(all);
    expect(order.indexOf("modest")).toBeLessThanOrEqual(1);
  });

  it("refuses one more than it may hold, and one less not", async () => {
    const queue = new Queue(limits);
    for (let count = 0; count < 4; count++)
      void queue.enter(lane("a", { maxRequests: 9 }), never);
    expect(await queue.enter(lane("b"), never)).toMatchObject({
      kind: "refused",
      reason: "full",
    });
  });

  it("keeps one caller to its own workers and requests", async () => {
    const queue = new Queue({ ...limits, maxWorkers: 4, maxRequests: 9 });
    const narrow = lane("a", { maxWorkers: 1, maxRequests: 2 });
    placeOf(await queue.enter(narrow, never));
    void queue.enter(narrow, never);
    expect(queue.waiting).toBe(1);
    expect(await queue.enter(narrow, never)).toMatchObject({ reason: "full" });
    placeOf(await queue.enter(lane("b"), never));
  });

  it("drops who goes away while waiting, and the next moves up", async () => {
    const queue = new Queue({ ...limits, maxWorkers: 1 });
    const running = placeOf(await queue.enter(lane("a"), never));
    const leaving = new AbortController();
    const gone = queue.enter(lane("a"), leaving.signal);
    const next = queue.enter(lane("a"), never);
    leaving.abort();
    expect(await gone).toMatchObject({ reason: "gone" });
    expect(queue.waiting).toBe(1);
    running.leave();
    placeOf(await next);
  });

  it("does not let in who is gone already", async () => {
    const queue = new Queue(limits);
    expect(await queue.enter(lane("a"), AbortSignal.abort())).toMatchObject({
      reason: "gone",
    });
    expect(queue.running).toBe(0);
  });

  it("sends away who waited for the limit, and says how long it was", async () => {
    const queue = new Queue({ ...limits, maxWorkers: 1, waitLimitMs: 20 });
    placeOf(await queue.enter(lane("a"), never));
    const entry = await queue.enter(lane("a"), never);
    expect(entry).toMatchObject({ kind: "refused", reason: "waited" });
    expect(entry.waitMs).toBeGreaterThanOrEqual(19);
    expect(queue.waiting).toBe(0);
  });

  it("once closed lets in nobody, and still serves those who wait", async () => {
    const queue = new Queue({ ...limits, maxWorkers: 1 });
    const running = placeOf(await queue.enter(lane("a"), never));
    const waiting = queue.enter(lane("a"), never);
    let isEmpty = false;
    const closed = queue.close().then(() => (isEmpty = true));
    expect(await queue.enter(lane("a"), never)).toMatchObject({
      reason: "closed",
    });
    running.leave();
    const place = placeOf(await waiting);
    expect(isEmpty).toBe(false);
    place.leave();
    await closed;
    expect(isEmpty).toBe(true);
  });

  it("counts a place that is left twice once", async () => {
    const queue = new Queue(limits);
    const place = placeOf(await queue.enter(lane("a"), never));
    placeOf(await queue.enter(lane("a"), never));
    place.leave();
    place.leave();
    expect(queue.running).toBe(1);
  });

  it("never runs more than it may, loses nobody and ends empty", async () => {
    const step = fc.record({
      caller: fc.constantFrom("a", "b", "c"),
      aborts: fc.boolean(),
      stays: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const queue = new Queue({ ...limits, maxRequests: 8 });
        const entries = steps.map(async ({ caller, aborts, stays }) => {
          const leaving = new AbortController();
          const entered = queue.enter(lane(caller), leaving.signal);
          if (aborts) leaving.abort();
          const entry = await entered;
          expect(queue.running).toBeLessThanOrEqual(2);
          expect(queue.running + queue.waiting).toBeLessThanOrEqual(8);
          for (let tick = 0; tick < stays; tick++) await Promise.resolve();
          if (entry.kind === "place") entry.leave();
          return entry.kind;
        });
        expect(await Promise.all(entries)).toHaveLength(steps.length);
        expect([queue.running, queue.waiting]).toEqual([0, 0]);
        await queue.close();
      }),
    );
  });
});

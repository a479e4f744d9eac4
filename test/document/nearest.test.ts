import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearest } from "../../src/document/nearest.js";

const NAMES = [
  "read",
  "write",
  "openat",
  "O_RDONLY",
  "O_WRONLY",
  "close",
  "clone",
  "allow",
];

describe("the nearest name", () => {
  test.each([
    ["wirte", "write"],
    ["opneat", "openat"],
    ["O_RDONYL", "O_RDONLY"],
    ["o_rdonly", "O_RDONLY"],
    ["alow", "allow"],
    ["clse", "close"],
    ["raed", "read"],
    ["reads", "read"],
  ])("to %s is %s", (mistyped, meant) => {
    expect(nearest(mistyped, NAMES)).toBe(meant);
  });

  test.each(["", "x", "nothing-like-it", "ptrace", "r".repeat(100_000)])(
    "to %s is none",
    (mistyped) => {
      expect(nearest(mistyped, NAMES)).toBeUndefined();
    },
  );

  test("is the name itself where it is there", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), (name) => {
        expect(nearest(name, NAMES)).toBe(name);
      }),
    );
  });

  test("is found through one slip of the keyboard", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(..."abcdefgh_"),
          minLength: 4,
          maxLength: 20,
        }),
        fc.nat(),
        fc.nat(3),
        (name, place, slip) => {
          const at = place % name.length;
          const letter = name[at] ?? "";
          const next = name[at + 1] ?? "";
          const typed = [
            name.slice(0, at) + name.slice(at + 1),
            name.slice(0, at) + "z" + name.slice(at),
            name.slice(0, at) + "z" + name.slice(at + 1),
            name.slice(0, at) + next + letter + name.slice(at + 2),
          ][slip];
          expect(nearest(typed ?? "", [name, "entirely-different"])).toBe(name);
        },
      ),
    );
  });
});

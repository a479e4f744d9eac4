/** Code, limits and files that can't be right: an error with its cause, never a hang or less isolation. */
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { describe, expect, it } from "vitest";
import { codeOf } from "../../src/runtime/code.js";
import { defaultLimits, mergeLimits } from "../../src/runtime/limits.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import { needsPython, needsRoot, python } from "./machine.js";

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === "string" ? Buffer.from(part) : Uint8Array.of(part),
    ),
  );

describe("code", () => {
  it.each([
    [bytes("print(1)\n", 0xff), "byte 0xff at 9"],
    [bytes(0xc3), "byte 0xc3 at 0"],
    [bytes("é".repeat(1000), 0xe2, 0x82), "byte 0xe2 at 2000"],
    [bytes("a", 0xed, 0xa0, 0x80), "byte 0xed at 1"],
  ])("that is not UTF-8 is refused with the place (%#)", (code, where) => {
    expect(() => codeOf(code, "nodejs")).toThrow(
      `the code is not UTF-8: ${where}`,
    );
  });

  it("in another encoding that its first lines name is Python's to read", () => {
    const code = bytes(
      "#!/usr/bin/python3\n# -*- coding: latin-1 -*-\nprint('",
      0xe9,
      "')",
    );
    expect(codeOf(code, "python3")).toEqual(code);
    expect(() => codeOf(code, "nodejs")).toThrow("not UTF-8");
    const late = bytes("\n\n# coding: latin-1\n'", 0xe9, "'");
    expect(() => codeOf(late, "python3")).toThrow("not UTF-8");
  });

  it("that is too long is refused with its length", () => {
    expect(() => codeOf(new Uint8Array((16 << 20) + 1), "python3")).toThrow(
      "16777217 bytes",
    );
  });
});

describe("limits beyond the machine", () => {
  it.each([
    ["memoryBytes", totalmem()],
    ["scratchBytes", totalmem()],
    ["openFiles", Number(readFileSync("/proc/sys/fs/nr_open", "utf8"))],
  ] as const)("%s is refused with what the machine has", (name, most) => {
    const beyond = { [name]: most + 1 };
    expect(() => mergeLimits(defaultLimits, beyond)).toThrow(
      new RegExp(`the limit ${name} is ${most + 1}, and may be \\d+ to \\d+`),
    );
  });

  it("say whose bound it is", () => {
    let hint: string | undefined;
    try {
      mergeLimits(defaultLimits, { memoryBytes: totalmem() + 1 });
    } catch (error) {
      ({ hint } = error as { hint?: string });
    }
    expect(hint).toContain("memory");
  });
});

const guests = [
  {
    language: "python3",
    interpreter: python,
    comment: "# ",
    print: "print(6 * 7)",
  },
  {
    language: "nodejs",
    interpreter: process.execPath,
    comment: "// ",
    print: "console.log(6 * 7)",
  },
] as const;

const subjects = guests.flatMap((guest) =>
  (["process", "zygote"] as const).map((isolation) => ({
    ...guest,
    isolation,
  })),
);

describe.skipIf(!needsRoot() || !needsPython()).each(subjects)(
  "$language, isolation $isolation",
  ({ language, interpreter, isolation, comment, print }) => {
    const limits = { timeoutMs: 30_000, cpuMs: 30_000 };
    const open = () =>
      createSandbox({ language, interpreter, isolation, limits });

    it("empty code ends well and prints nothing", async () => {
      await using sandbox = await open();
      for (const code of ["", new Uint8Array(), "\n"])
        expect(await sandbox.run({ code })).toMatchObject({
          exit: { kind: "exit", code: 0 },
          stdout: "",
          stderr: "",
        });
    });

    it("10 MiB of code run", async () => {
      await using sandbox = await open();
      const line = `${comment}${"x".repeat(1020)}\n`;
      const code = line.repeat(Math.ceil((10 << 20) / line.length)) + print;
      expect(code.length).toBeGreaterThan(10 << 20);
      expect(await sandbox.run({ code, files: {} })).toMatchObject({
        exit: { kind: "exit", code: 0 },
        stdout: "42\n",
        stderr: "",
      });
    });

    it("code that has no room in the scratch is refused, and so are bytes that are no UTF-8", async () => {
      await using sandbox = await open();
      await expect(
        sandbox.run({
          code: comment.repeat(5000),
          limits: { scratchBytes: 4096 },
        }),
      ).rejects.toMatchObject({ code: "scratch-too-small" });
      await expect(sandbox.run({ code: bytes(0xff) })).rejects.toMatchObject({
        code: "bad-code",
      });
      await expect(
        sandbox.run({ code: "", files: { "../up": "" } }),
      ).rejects.toMatchObject({ code: "bad-file-name" });
    });

    it.each([0, -1, 2 ** 50])(
      "a limit of %s is refused by name",
      async (value) => {
        await using sandbox = await open();
        for (const name of [
          "timeoutMs",
          "memoryBytes",
          "processes",
          "openFiles",
        ])
          await expect(
            sandbox.run({ code: "", limits: { [name]: value } }),
          ).rejects.toMatchObject({
            code: "bad-limit",
            message: expect.stringContaining(name) as string,
          });
      },
    );
  },
);

import { expect, test } from "vitest";
import { formatDiagnostic } from "../../src/document/format.js";
import { loadPolicy } from "../../src/policy/load.js";
import { memorySource } from "../../src/policy/source.js";

const text = `callgate: 1
name: wrong
arches: [x86_64, aarch64]
rules:
  - allow: [read, wirte]
    why: A misspelt syscall.
  - allow: openat
    when: (flags & O_ACCMODE) == O_RDONYL
  - alow: close
  - deny(EPREM): ioctl
  - allow: socket
    when: domain == AF_UNIX &&
      (type & SOCK_STREAM
`;

const expected = `error[unknown-syscall]: x86_64 and aarch64 have no syscall "wirte"
  wrong.yaml:5:19
  |
5 |   - allow: [read, wirte]
  |                   ^^^^^
  = write write

error[unknown-constant]: x86_64 and aarch64 have no constant named "O_RDONYL"
  wrong.yaml:8:34
  |
8 |     when: (flags & O_ACCMODE) == O_RDONYL
  |                                  ^^^^^^^^
  = write O_RDONLY

error[unknown-key]: a rule has no key "alow"
  wrong.yaml:9:5
  |
9 |   - alow: close
  |     ^^^^
  = did you mean allow?

error[unknown-errno]: x86_64 and aarch64 have no errno named "EPREM"
  wrong.yaml:10:10
   |
10 |   - deny(EPREM): ioctl
   |          ^^^^^
   = write EPERM

error[condition-syntax]: conditions have no "&&"
  wrong.yaml:12:29
   |
12 |     when: domain == AF_UNIX &&
   |                             ^^
   = write and`;

test("five mistakes in a file are five errors, each with its place and what to write", () => {
  const file = { path: "wrong.yaml", text };
  const { policy, diagnostics } = loadPolicy(memorySource({}), file);
  expect(policy).toBeUndefined();
  expect(
    diagnostics.map((one) => formatDiagnostic(one, text)).join("\n\n"),
  ).toBe(expected);
});

/** The systemd unit and the Dockerfile: accepted by their tools, and as careful as they say. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { validate } from "dockerfile-utils";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { configurationOf } from "./support.js";
import { hasCommand, requires } from "../support/requires.js";

const text = (path: string) => readFileSync(join(packageRoot, path), "utf8");
const unit = text("docs/callgate.service");
const dockerfile = text("Dockerfile");

it.skipIf(
  !requires(hasCommand("systemd-analyze"), "systemd-analyze is not installed"),
)(
  "systemd accepts the unit",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "callgate-unit-"));
    try {
      const path = join(folder, "callgate.service");
      // A program that is there, for one that an installation brings.
      writeFileSync(
        path,
        unit.replaceAll("/usr/bin/callgate", process.execPath),
      );
      const { stdout, stderr } = await promisify(execFile)("systemd-analyze", [
        "verify",
        path,
      ]);
      expect(stdout + stderr).not.toMatch(/callgate\.service/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  30_000,
);

it("the unit waits for longer than the service's grace time", () => {
  const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]);
  expect(seconds * 1000).toBeGreaterThan(configurationOf().graceMs);
});

it("the unit hides no paths, which would keep runs from binding them", () => {
  expect(unit).not.toMatch(
    /^(Protect|Private|ReadOnly|Inaccessible|TemporaryFileSystem|RestrictNamespaces)/m,
  );
});

it("a linter of Dockerfiles finds nothing to say", () => {
  expect(
    validate(dockerfile).map(({ message, range }) => [
      range.start.line + 1,
      message,
    ]),
  ).toEqual([]);
  // It does look: the same with an instruction that is none.
  expect(validate(dockerfile.replace("USER", "USRE"))).toHaveLength(1);
});

it("the image's last stage runs as a user, from what the build made", () => {
  const [, last = ""] = dockerfile.split(/^FROM .*(?<! AS build)$/m);
  expect(last).toMatch(/^USER 10001:10001$/m);
  const copied = [
    ...last.matchAll(/^COPY --from=build \/opt\/callgate\/(\S+)/gm),
  ];
  expect(copied.map(([, name]) => name)).toEqual([
    "package.json",
    "node_modules",
    "policy",
    "dist",
  ]);
  expect(dockerfile).not.toContain("privileged=");
});

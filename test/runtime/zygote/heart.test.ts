/** When a zygote is taken for one that hangs: by what the kernel says of real processes. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Heart } from "../../../src/runtime/zygote/heart.js";
import { becomes } from "../machine.js";
import { requires } from "../../support/requires.js";

const started: ChildProcess[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const { pid } of started.splice(0))
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
});

/** A shell, its child, and a child of that, which does `work` and is in `state`; the first's pid. */
async function threeOf(work: string, state: string): Promise<number> {
  const child = spawn(
    "sh",
    ["-c", `sh -c 'sh -c "$0" & wait' "$0" & wait`, `echo $$; ${work}`],
    { detached: true, stdio: ["ignore", "pipe", "ignore"] },
  );
  started.push(child);
  const [pid] = (await once(child.stdout, "data")) as [Buffer];
  const file = `/proc/${pid.toString().trim()}/status`;
  const isSo = (): boolean =>
    readFileSync(file, "utf8").includes(`State:\t${state}`);
  expect(await becomes(isSo)).toBe(true);
  return child.pid ?? 0;
}

function heartOf(launcher: number, onSilence: () => void): Heart {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  return new Heart({ launcher, ask: () => undefined, onSilence });
}

describe.skipIf(!requires(process.platform === "linux", "this is /proc"))(
  "a zygote that says nothing",
  () => {
    it("hangs where it sleeps", async () => {
      const onSilence = vi.fn();
      heartOf(await threeOf("exec sleep 60", "S"), onSilence).expect();
      vi.advanceTimersByTime(2000);
      expect(onSilence).not.toHaveBeenCalled();
      vi.advanceTimersByTime(500);
      expect(onSilence).toHaveBeenCalledOnce();
      vi.advanceTimersByTime(60_000);
      expect(onSilence).toHaveBeenCalledOnce();
    });

    it("is given longer where it wants for a processor", async () => {
      const onSilence = vi.fn();
      heartOf(await threeOf("while :; do :; done", "R"), onSilence).expect();
      vi.advanceTimersByTime(10_000);
      expect(onSilence).not.toHaveBeenCalled();
      vi.advanceTimersByTime(500);
      expect(onSilence).toHaveBeenCalledOnce();
    });

    it("is asked only while something is expected of it", () => {
      vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
      const ask = vi.fn();
      const onSilence = vi.fn();
      const heart = new Heart({ launcher: 0, ask, onSilence });
      const first = heart.expect();
      const second = heart.expect();
      vi.advanceTimersByTime(500);
      heart.heard();
      first();
      vi.advanceTimersByTime(500);
      expect(ask).toHaveBeenCalledTimes(2);
      second();
      vi.advanceTimersByTime(60_000);
      expect(ask).toHaveBeenCalledTimes(2);
      expect(onSilence).not.toHaveBeenCalled();
    });
  },
);

/**
 * Whether a zygote still answers: it is asked while something is expected of it, and an idle
 * one is left in peace. It answers within milliseconds, whatever its children do.
 */
import { readFileSync } from "node:fs";

const BEAT_MS = 500;

/** Beats without a word after which it hangs, and where it may only want for a processor. */
const SILENT_BEATS = 4;
const STARVED_BEATS = 20;

export const SILENCE_MS = SILENT_BEATS * BEAT_MS;

export interface HeartSettings {
  /** The process whose only child's only child is the zygote. */
  readonly launcher: number;
  /** Sends a question that the zygote answers at once. */
  readonly ask: () => void;
  readonly onSilence: () => void;
}

export class Heart {
  readonly #settings: HeartSettings;
  #expected = 0;
  /** Beats, not time: a supervisor that was busy itself has not listened meanwhile. */
  #silentBeats = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: HeartSettings) {
    this.#settings = settings;
  }

  /** Something is expected, until the function that it returns is called. */
  expect(): () => void {
    this.#expected++;
    if (this.#timer === undefined) {
      this.#silentBeats = 0;
      this.#timer = setInterval(() => this.#beat(), BEAT_MS);
      this.#timer.unref();
    }
    return () => {
      if (--this.#expected === 0) this.stop();
    };
  }

  /** The zygote has said something. */
  heard(): void {
    this.#silentBeats = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    const { ask, launcher, onSilence } = this.#settings;
    if (this.#silentBeats === 0) ask();
    const silent = this.#silentBeats++;
    if (silent < SILENT_BEATS) return;
    if (silent < STARVED_BEATS && isStarved(launcher)) return;
    this.stop();
    onSilence();
  }
}

/** Whether the zygote would go on: it wants for a processor or waits in the kernel (proc(5)). */
function isStarved(launcher: number): boolean {
  const first = onlyChild(launcher);
  const zygote = first === undefined ? undefined : onlyChild(first);
  if (zygote === undefined) return false;
  try {
    const status = readFileSync(`/proc/${zygote}/status`, "utf8");
    return /^State:\t[RD]/m.test(status);
  } catch {
    return false;
  }
}

/** The first child, where the kernel tells (CONFIG_PROC_CHILDREN). */
function onlyChild(pid: number): number | undefined {
  try {
    const [child = ""] = readFileSync(
      `/proc/${pid}/task/${pid}/children`,
      "utf8",
    ).split(" ");
    return child === "" ? undefined : Number(child);
  } catch {
    return undefined;
  }
}

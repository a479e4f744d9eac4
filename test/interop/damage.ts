/** Files of each format, damaged: what the tests and tools/fuzz give to the importers. */
import type { ArchName } from "../../syscalls/index.js";
import type { ImportFormat } from "../../src/interop/import.js";
import { pick, type Random } from "../compiler/support/random.js";
import { mutant, type Material } from "../support/mutated.js";
import {
  COMMON_SCRAPS,
  INCLUDED,
  INCLUDING,
  LONG,
  SAMPLES,
  SCRAPS,
} from "./samples.js";

function materialOf(format: ImportFormat, texts: readonly string[]): Material {
  return { samples: texts, scraps: [...COMMON_SCRAPS, ...SCRAPS[format]] };
}

export interface DamagedFile {
  readonly text: string;
  /** What it may include, by name. */
  readonly included: Readonly<Record<string, string>>;
  readonly lossy: boolean;
  /** Empty: those that the file names. */
  readonly arches: readonly ArchName[];
  readonly caps: readonly string[];
}

/** What `--arch` says; nothing, where the list is empty. */
const ARCHES: readonly (readonly ArchName[])[] = [
  ...([["x86_64"], ["x86_64"], ["x86_64"], ["aarch64"]] as const),
  ...([["x86_64", "i386"], ["x86_64", "aarch64"], []] as const),
];

const CAPS = [[], ["CAP_NET_ADMIN"], ["CAP_BPF", "CAP_SYS_ADMIN"]] as const;

/**
 * A damaged file of the format, and how it is imported; one of 500 is a long one. Of formats
 * that include files, a third have the damage in those, and half of these only there.
 */
export function damagedFile(format: ImportFormat, random: Random): DamagedFile {
  const { texts } = SAMPLES[format];
  const from = random(500) === 0 ? [LONG[format]] : texts;
  const sound = INCLUDED[format] ?? {};
  const including = INCLUDING[format] ?? [];
  const within = including.length > 0 && random(3) === 0;
  const text = !within
    ? mutant(materialOf(format, from), random)
    : random(2) === 0
      ? pick(random, including)
      : mutant(materialOf(format, including), random);
  return {
    text,
    included: within ? damagedOnes(format, sound, random) : sound,
    lossy: random(3) === 0,
    arches: pick(random, ARCHES),
    caps: pick(random, CAPS),
  };
}

/** The files under their own names, each damaged, or now and then sound or another's text. */
function damagedOnes(
  format: ImportFormat,
  sound: Readonly<Record<string, string>>,
  random: Random,
): Readonly<Record<string, string>> {
  const all = [...Object.values(sound), ...SAMPLES[format].texts];
  return Object.fromEntries(
    Object.entries(sound).map(([name, text]) => {
      const from = random(5) === 0 ? all : [text];
      const damaged = mutant(materialOf(format, from), random);
      return [name, random(4) === 0 ? text : damaged];
    }),
  );
}

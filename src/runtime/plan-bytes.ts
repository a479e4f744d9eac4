/** Writes a plan in the layout of `native/plan.h`. A test holds the two together. */
import type { Plan, RootEntry } from "./plan.js";
import { steps } from "./steps.js";

const MAGIC = 0x50474c43;
const VERSION = 1;

const SECTION = {
  settings: 1,
  argument: 2,
  environment: 3,
  rlimit: 4,
  cgroup: 5,
  root: 6,
  landlock: 7,
  bootFilter: 8,
  runFilter: 9,
  workingFolder: 10,
  network: 11,
} as const;

const OPERATION = {
  folder: 1,
  link: 2,
  bind: 3,
  file: 4,
  scratch: 5,
  device: 6,
  proc: 7,
} as const satisfies Record<RootEntry["kind"], number>;

const encoder = new TextEncoder();
const NUL = new Uint8Array(1);

/** The launcher's machine is this one: x86_64 and aarch64 are both little-endian. */
export function encodePlan(plan: Plan): Uint8Array {
  const sections: Uint8Array[] = [
    section(SECTION.settings, settings(plan)),
    ...plan.args.map((text) => section(SECTION.argument, texts(text))),
    ...Object.entries(plan.env).map(([name, value]) =>
      section(SECTION.environment, texts(`${name}=${value}`)),
    ),
    ...plan.rlimits.map(({ resource, soft, hard }) =>
      section(SECTION.rlimit, words64(BigInt(resource), soft, hard)),
    ),
    ...plan.cgroups.map(({ folder, events, settings }) =>
      section(
        SECTION.cgroup,
        texts(
          folder,
          events,
          ...settings.flatMap(({ file, value }) => [file, value]),
        ),
      ),
    ),
    ...plan.root.map((entry) => section(SECTION.root, rootEntry(entry))),
    ...plan.landlock.map(({ path, read, write, execute }) =>
      section(
        SECTION.landlock,
        words32(Number(read) | (Number(write) << 1) | (Number(execute) << 2)),
        texts(path),
      ),
    ),
    section(SECTION.bootFilter, plan.bootFilter),
    section(SECTION.runFilter, plan.runFilter),
    section(SECTION.workingFolder, texts(plan.workingFolder)),
    ...(plan.networkNamespace === undefined
      ? []
      : [section(SECTION.network, texts(plan.networkNamespace))]),
  ];
  const length = 16 + sections.reduce((sum, bytes) => sum + bytes.length, 0);
  return Buffer.concat([
    words32(MAGIC, VERSION, length, sections.length),
    ...sections,
  ]);
}

function settings(plan: Plan): Uint8Array {
  const flags =
    Number(plan.privileged) |
    (Number(plan.probe) << 1) |
    (Number(plan.filterIsFinal) << 2) |
    (Number(plan.procOptional) << 3) |
    (Number(plan.network) << 4) |
    (Number(plan.emptyStdin ?? false) << 5) |
    (Number(plan.giveFolder ?? false) << 6) |
    (Number(plan.observed ?? false) << 7) |
    (Number(plan.reusesNetworks ?? false) << 8);
  const skipped = plan.skipped.reduce(
    (mask, name) => mask | (1n << BigInt(steps[name].number)),
    0n,
  );
  return Buffer.concat([
    words32(flags, plan.ids.first, plan.ids.count, plan.cgroupVersion),
    words64(
      skipped,
      BigInt(plan.wallMs),
      BigInt(plan.cpuMs),
      BigInt(plan.scratchBytes),
      BigInt(plan.scratchInodes),
    ),
  ]);
}

function rootEntry(entry: RootEntry): Uint8Array {
  const mode = "mode" in entry ? entry.mode : 0;
  const owned = "owned" in entry && entry.owned;
  // The launcher makes them below the new root, by relative paths.
  const path = texts(entry.path.slice(1));
  const fixed = words32(OPERATION[entry.kind], mode, Number(owned), 0);
  switch (entry.kind) {
    case "file":
      return Buffer.concat([fixed, path, entry.contents]);
    case "link":
      return Buffer.concat([fixed, path, texts(entry.target)]);
    case "bind":
    case "device":
      return Buffer.concat([fixed, path, texts(entry.source)]);
    case "folder":
    case "scratch":
    case "proc":
      return Buffer.concat([fixed, path, texts("")]);
    default:
      return entry satisfies never;
  }
}

function section(kind: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padding = new Uint8Array(-length & 7);
  return Buffer.concat([words32(kind, length), ...parts, padding]);
}

function texts(...all: readonly string[]): Uint8Array {
  return Buffer.concat(all.flatMap((text) => [encoder.encode(text), NUL]));
}

function words32(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeUInt32LE(value, 4 * at));
  return bytes;
}

function words64(...values: readonly bigint[]): Uint8Array {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, at) => bytes.writeBigUInt64LE(value, 8 * at));
  return bytes;
}

/** OCI profiles by chance, of all that the format can say of one arch's calls. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import {
  OPERATORS,
  type OciArgument,
  type OciEntry,
  type OciProfile,
} from "./oci-reading.js";
import { EDGES, type Random } from "./random.js";

export const ALL_CAPS = [
  "CAP_SYS_ADMIN",
  "CAP_SYS_PTRACE",
  "CAP_BPF",
  "CAP_SYSLOG",
];

/** Syscalls with every kind of argument: int, unsigned, long, pointer, umode_t, loff_t. */
const NAMES = [
  "read",
  "lseek",
  "ioctl",
  "fcntl",
  "socket",
  "personality",
  "clone",
  "mmap",
  "mprotect",
  "madvise",
  "openat",
  "fchmod",
  "mkdirat",
  "prctl",
  "kill",
  "tgkill",
  "futex",
  "fallocate",
  "unshare",
  "setns",
  "dup3",
  "sendto",
  "setsockopt",
  "getrandom",
];

interface Answer {
  readonly action: string;
  readonly errnoRet?: number;
}

const ACTIONS = [
  "SCMP_ACT_ALLOW",
  "SCMP_ACT_ERRNO",
  "SCMP_ACT_KILL",
  "SCMP_ACT_KILL_THREAD",
  "SCMP_ACT_KILL_PROCESS",
  "SCMP_ACT_LOG",
  "SCMP_ACT_TRACE",
  "SCMP_ACT_TRAP",
] as const;

function randomAnswer(random: Random): Answer {
  const action = random.of(ACTIONS);
  const hasData = action === "SCMP_ACT_ERRNO" || action === "SCMP_ACT_TRACE";
  if (!hasData) return random.chance(10) ? { action, errnoRet: 0 } : { action };
  return random.chance(20)
    ? { action }
    : { action, errnoRet: random.of([0, 1, 13, 38, 4094]) };
}

/** A profile, and the capabilities of the process that it is for. */
export interface Case {
  readonly profile: OciProfile;
  readonly caps: readonly string[];
}

export function randomCase(arch: ArchName, random: Random): Case {
  const [main, other] = [randomAnswer(random), randomAnswer(random)];
  const fallback = randomAnswer(random);
  const names = NAMES.filter(() => random.chance(40));
  const syscalls = names.flatMap((name) =>
    entriesFor(arch, name, main, other, random),
  );
  const profile: OciProfile = {
    defaultAction: fallback.action,
    ...(fallback.errnoRet === undefined
      ? {}
      : { defaultErrnoRet: fallback.errnoRet }),
    ...(random.chance(20)
      ? {
          archMap: [
            {
              architecture: "SCMP_ARCH_X86_64",
              subArchitectures: ["SCMP_ARCH_X86", "SCMP_ARCH_X32"],
            },
          ],
        }
      : {}),
    ...(random.chance(10)
      ? { flags: ["SECCOMP_FILTER_FLAG_LOG"], listenerPath: "/run/a.sock" }
      : {}),
    syscalls,
  };
  return { profile, caps: random.chance(50) ? [] : [random.of(ALL_CAPS)] };
}

function entriesFor(
  arch: ArchName,
  name: string,
  main: Answer,
  other: Answer,
  random: Random,
): OciEntry[] {
  const syscall = archTable(arch).byName.get(name);
  // Pointers are compared with 0 only: most rules leave them alone.
  const indexes = (syscall?.args ?? []).flatMap(({ pointer }, index) =>
    !pointer || random.chance(3) ? [index] : [],
  );
  // One way of writing an argument a syscall: the judge sees one register.
  const signed = random.chance(20);
  return Array.from({ length: 1 + random.below(4) }, (): OciEntry => {
    const tested = indexes
      .filter(() => random.chance(55))
      // An index that stands twice makes every test a rule of its own.
      .flatMap((index) => (random.chance(8) ? [index, index] : [index]));
    return {
      names: random.chance(10) ? [name, random.of(NO_NAMES)] : [name],
      ...(random.chance(90) ? main : other),
      args: random.chance(20)
        ? random.of([[], null])
        : tested.map((index) =>
            randomArgument(arch, name, index, signed, random),
          ),
      ...(random.chance(15) ? { includes: randomScope(random) } : {}),
      ...(random.chance(15) ? { excludes: randomScope(random) } : {}),
    };
  });
}

/** What runc and libseccomp know no syscall by. */
const NO_NAMES = ["nosuchcall", "__NR_read", "SYS_write", "READ", "", "0"];

function randomScope(random: Random): NonNullable<OciEntry["includes"]> {
  switch (random.below(4)) {
    case 0:
      return { caps: [random.of(ALL_CAPS)] };
    case 1:
      return { arches: random.of([["amd64"], ["arm64", "amd64"], ["s390x"]]) };
    case 2:
      return { minKernel: random.of(["4.8", "5.19"]) };
    default:
      return {};
  }
}

function randomArgument(
  arch: ArchName,
  name: string,
  index: number,
  signed: boolean,
  random: Random,
): OciArgument {
  const argument = archTable(arch).byName.get(name)?.args[index];
  const bits = argument?.narrow ?? argument?.width ?? 64;
  const op = random.of(OPERATORS);
  const fill = (value: bigint): bigint => {
    const read = BigInt.asUintN(bits, value);
    if (bits === 64 || !signed)
      return bits < 64 && random.chance(5) ? read | (1n << 40n) : read;
    return BigInt.asUintN(
      64,
      BigInt.asIntN(bits, read | (1n << BigInt(bits - 1))),
    );
  };
  const value = random.value(EDGES);
  if (op !== "SCMP_CMP_MASKED_EQ")
    return {
      index,
      op,
      value: fill(value),
      ...(random.chance(10) ? { valueTwo: random.value(EDGES) } : {}),
    };
  const mask =
    signed || random.chance(50) ? BigInt.asUintN(bits, value) : value;
  return {
    index,
    op,
    value: mask,
    valueTwo: BigInt.asUintN(
      bits,
      // Bits outside of the mask say nothing.
      random.chance(50) ? random.value(EDGES) : mask,
    ),
  };
}

/**
 * `socketcall` and `ipc` (linux/net.h, linux/ipc.h): one syscall for many, told apart by its
 * first argument. Where an arch has both, libseccomp lets a rule on `socket` reach
 * `socketcall(SYS_SOCKET)` too.
 */
import type { ArchName } from "../../policy/model.js";

export interface Multiplexed {
  readonly syscall: "socketcall" | "ipc";
  readonly call: bigint;
}

export const MULTIPLEXING_ARCHES: readonly ArchName[] = [
  "i386",
  "s390x",
  "ppc64le",
];

const SOCKETCALL: readonly (readonly [string, number])[] = [
  ["socket", 1],
  ["bind", 2],
  ["connect", 3],
  ["listen", 4],
  ["accept", 5],
  ["getsockname", 6],
  ["getpeername", 7],
  ["socketpair", 8],
  ["send", 9],
  ["recv", 10],
  ["sendto", 11],
  ["recvfrom", 12],
  ["shutdown", 13],
  ["setsockopt", 14],
  ["getsockopt", 15],
  ["sendmsg", 16],
  ["recvmsg", 17],
  ["accept4", 18],
  ["recvmmsg", 19],
  ["sendmmsg", 20],
];

const IPC: readonly (readonly [string, number])[] = [
  ["semop", 1],
  ["semget", 2],
  ["semctl", 3],
  ["semtimedop", 4],
  ["msgsnd", 11],
  ["msgrcv", 12],
  ["msgget", 13],
  ["msgctl", 14],
  ["shmat", 21],
  ["shmdt", 22],
  ["shmget", 23],
  ["shmctl", 24],
];

export const MULTIPLEXED: ReadonlyMap<string, Multiplexed> = new Map(
  [
    { syscall: "socketcall", calls: SOCKETCALL } as const,
    { syscall: "ipc", calls: IPC } as const,
  ].flatMap(({ syscall, calls }) =>
    calls.map(([name, call]): [string, Multiplexed] => [
      name,
      { syscall, call: BigInt(call) },
    ]),
  ),
);

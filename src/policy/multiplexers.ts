/**
 * Syscalls that stand for several: on i386, s390x and ppc64le `socketcall` makes the socket
 * calls and `ipc` those of System V. A rule on `socket` is about the call, so it is for
 * these too. Their arguments stand behind a pointer, or in other registers than the call's
 * own, so a rule with a `when` can't be told there: one that allows does not cover them, one
 * that refuses covers them whatever their arguments. Both are the stricter reading.
 */
import type { Syscall } from "../../syscalls/index.js";
import type { Range } from "../document/diagnostic.js";
import type { Action, ArgumentTest, Condition } from "./model.js";

type Name = "socketcall" | "ipc";

/** `SYS_*` of linux/net.h; the opcodes of linux/ipc.h. */
const CALLS: Readonly<Record<Name, Readonly<Record<string, number>>>> = {
  socketcall: {
    socket: 1,
    bind: 2,
    connect: 3,
    listen: 4,
    accept: 5,
    getsockname: 6,
    getpeername: 7,
    socketpair: 8,
    send: 9,
    recv: 10,
    sendto: 11,
    recvfrom: 12,
    shutdown: 13,
    setsockopt: 14,
    getsockopt: 15,
    sendmsg: 16,
    recvmsg: 17,
    accept4: 18,
    recvmmsg: 19,
    sendmmsg: 20,
  },
  ipc: {
    semop: 1,
    semget: 2,
    semctl: 3,
    semtimedop: 4,
    msgsnd: 11,
    msgrcv: 12,
    msgget: 13,
    msgctl: 14,
    shmat: 21,
    shmdt: 22,
    shmget: 23,
    shmctl: 24,
  },
};

const MULTIPLEXERS: readonly Name[] = ["socketcall", "ipc"];

type Table = ReadonlyMap<string, Syscall>;

/** The multiplexer that can make the call `name` on an arch with this table. */
export function multiplexerOf(name: string, table: Table): string | undefined {
  return MULTIPLEXERS.find(
    (one) => Object.hasOwn(CALLS[one], name) && table.has(one),
  );
}

export interface Multiplexed {
  readonly syscall: Syscall;
  readonly condition: Condition;
  /** The calls of the rule that it makes. */
  readonly names: readonly string[];
}

/**
 * The multiplexers that make calls among `names` on an arch with this table, each with the
 * condition that it makes one of them. One that `names` holds itself is left out.
 */
export function multiplexed(
  names: readonly string[],
  table: Table,
  range: Range,
): readonly Multiplexed[] {
  return MULTIPLEXERS.flatMap((multiplexer) => {
    const syscall = table.get(multiplexer);
    if (syscall === undefined || names.includes(multiplexer)) return [];
    const made = names.filter((name) =>
      Object.hasOwn(CALLS[multiplexer], name),
    );
    const tests = made.map((name) => ({
      kind: "test" as const,
      test: callTest(multiplexer, CALLS[multiplexer][name] ?? 0, range),
    }));
    const [first] = tests;
    if (first === undefined) return [];
    const condition: Condition =
      tests.length === 1 ? first : { kind: "any", of: tests };
    return [{ syscall, condition, names: made }];
  });
}

function callTest(multiplexer: Name, call: number, range: Range): ArgumentTest {
  return {
    argument: 0,
    width: 32,
    signed: multiplexer === "socketcall",
    // ipc/syscall.c: the upper half of `call` is a version.
    mask: multiplexer === "ipc" ? 0xffffn : 0xffffffffn,
    operator: "==",
    value: { kind: "constant", value: BigInt(call) },
    range,
  };
}

/** Whether a rule with a `when` and this action is for the call however it is made. */
export function coversUnread(action: Action): boolean {
  return action.kind !== "allow" && action.kind !== "log";
}

/** What the policies of interpreters say of sockets. */
import { describe, expect, test } from "vitest";
import { answer, arches, offline } from "./answers.js";

const AF = { UNIX: 1n, INET: 2n, INET6: 10n, NETLINK: 16n, PACKET: 17n };
const SOCK = { STREAM: 1n, DGRAM: 2n, RAW: 3n, SEQPACKET: 5n };
const SOCK_CLOEXEC = 0o2000000n;
const SOCK_NONBLOCK = 0o4000n;

describe.each(offline)("%s: sockets", (name) => {
  test.each(arches)("on %s no socket of any family", (arch) => {
    for (let family = 0n; family < 64n; family++)
      for (const type of Object.values(SOCK))
        expect(answer(name, arch, "run", "socket", { family, type })).toBe(
          "deny(EPERM)",
        );
    for (const syscall of ["connect", "sendmsg", "recvmsg", "sendmmsg"])
      expect(answer(name, arch, "run", syscall)).toBe("deny(EPERM)");
  });
});

test.each(arches)(
  "on %s Python has connected pairs of Unix streams and no other",
  (arch) => {
    const pair = (family: bigint, type: bigint): string =>
      answer("python", arch, "run", "socketpair", { family, type });
    expect(pair(AF.UNIX, SOCK.STREAM)).toBe("allow");
    expect(pair(AF.UNIX, SOCK.STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK)).toBe(
      "allow",
    );
    expect(pair(AF.UNIX, SOCK.DGRAM)).toBe("deny(EPERM)");
    expect(pair(AF.UNIX, SOCK.SEQPACKET | SOCK_CLOEXEC)).toBe("deny(EPERM)");
    expect(pair(AF.UNIX, 0n)).toBe("deny(EPERM)");
    expect(pair(AF.INET, SOCK.STREAM)).toBe("deny(EPERM)");
    const send = (addr: bigint): string =>
      answer("python", arch, "run", "sendto", { addr });
    expect(send(0n)).toBe("allow");
    expect(send(1n)).toBe("deny(EPERM)");
    expect(send(1n << 32n)).toBe("deny(EPERM)");
    expect(answer("nodejs", arch, "run", "socketpair", { family: 1n })).toBe(
      "deny(EPERM)",
    );
  },
);

describe.each(["python-network", "nodejs-network"])("%s", (name) => {
  test.each(arches)(
    "on %s connects by TCP and UDP and nothing else",
    (arch) => {
      const socket = (family: bigint, type: bigint, protocol = 0n): string =>
        answer(name, arch, "run", "socket", { family, type, protocol });
      const [TCP, UDP, ICMP, MPTCP] = [6n, 17n, 1n, 262n];
      for (const family of [AF.INET, AF.INET6]) {
        expect(socket(family, SOCK.STREAM)).toBe("allow");
        expect(socket(family, SOCK.STREAM | SOCK_CLOEXEC, TCP)).toBe("allow");
        expect(socket(family, SOCK.DGRAM | SOCK_NONBLOCK, UDP)).toBe("allow");
        for (const [type, protocol] of [
          [SOCK.DGRAM, ICMP],
          [SOCK.STREAM, MPTCP],
          [SOCK.RAW, 0n],
          [SOCK.RAW, 255n],
          [SOCK.SEQPACKET, 0n],
        ] as const)
          expect(socket(family, type, protocol)).toBe("deny(EAFNOSUPPORT)");
      }
      for (const family of [AF.UNIX, AF.NETLINK, AF.PACKET, 38n, 40n])
        expect(socket(family, SOCK.DGRAM)).toBe("deny(EAFNOSUPPORT)");
      expect(answer(name, arch, "run", "connect")).toBe("allow");
      const [SOL_SOCKET, SO_ATTACH_FILTER, SO_KEEPALIVE] = [1n, 26n, 9n];
      const option = (level: bigint, optname: bigint): string =>
        answer(name, arch, "run", "setsockopt", { level, optname });
      expect(option(SOL_SOCKET, SO_KEEPALIVE)).toBe("allow");
      expect(option(SOL_SOCKET, SO_ATTACH_FILTER)).toBe("deny(EPERM)");
      // IPT_SO_SET_REPLACE
      expect(option(0n, 64n)).toBe("deny(EPERM)");
    },
  );
});

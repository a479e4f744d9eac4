/** A policy of many rules in the shapes that people write, for measuring. */
import { archNames, archTable } from "../../../syscalls/index.js";

/** Conditions that hold for a syscall with these arguments on every arch. */
const conditions: Readonly<Record<string, string>> = {
  ioctl: "cmd in {TCGETS, TIOCGWINSZ, FIONREAD}",
  fcntl: "cmd in {F_GETFD, F_SETFD, F_GETFL, F_SETFL}",
  openat: "flags only O_RDONLY|O_CLOEXEC|O_DIRECTORY|O_NONBLOCK",
  prctl: "option == PR_SET_NAME or option == PR_GET_NAME",
  socket:
    "family in {AF_UNIX, AF_INET, AF_INET6} and type & 0xf == SOCK_STREAM",
  madvise: "behavior in {MADV_DONTNEED, MADV_FREE, MADV_NORMAL}",
  mprotect: "not prot & PROT_EXEC",
  kill: "sig in {0, SIGTERM, SIGINT}",
  personality: "personality == 0xffffffff",
};

/** The text of a policy of `count` rules that holds for the nine arches. */
export function largePolicy(count: number): string {
  const shared = [...archTable("x86_64").byName.keys()].filter((name) =>
    archNames.every((arch) => archTable(arch).byName.has(name)),
  );
  const rules: string[] = [];
  for (let at = 0; rules.length < count; at++) {
    const name = shared[at % shared.length];
    if (name === undefined) break;
    const round = Math.floor(at / shared.length);
    const when =
      round === 0
        ? conditions[name]
        : `arg${(at % 3).toString()} & 0xffff == ${(at % 65536).toString()}`;
    const key = at % 11 === 10 ? "deny(ENOSYS)" : "allow";
    rules.push(
      [
        `  - ${key}: ${name}`,
        ...(when === undefined ? [] : [`    when: ${when}`]),
        `    why: Measured rule ${at.toString()}.`,
      ].join("\n"),
    );
  }
  return `callgate: 1
name: large
arches: [${archNames.join(", ")}]
default: deny(EPERM)
rules:
${rules.join("\n")}
`;
}

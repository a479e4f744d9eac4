/**
 * What `check` finds in Docker's default profile, gone through one by one: each finding is
 * here with the judgement on it. One that is not here fails the test until somebody has
 * judged it; so does one that is gone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../src/audit/check.js";
import type { Finding } from "../../src/audit/finding.js";
import { importPolicies } from "../../src/interop/import.js";
import { loadPolicy } from "../../src/policy/load.js";
import { shippedSource } from "../../src/policy-files.js";
import { corpus } from "../support/requires.js";

/** Where a finding stands: the rule's place in the profile, or the policy as a whole. */
type Place =
  | "the long list"
  | "socket"
  | "personality"
  | "arch_prctl"
  | "clone"
  | "the policy";

/** All are true of the profile: what differs is what else stands in the way. */
const judgements: readonly (readonly [Place, string, string])[] = [
  // Other processes.
  [
    "the long list",
    "ptrace",
    "True: allowed where the kernel is 4.8 or newer, for debuggers in containers; any process of the container's user can be taken over.",
  ],
  [
    "the long list",
    "process-memory",
    "True: allowed beside ptrace, and has the same reach.",
  ],
  [
    "the long list",
    "signal-everyone",
    "True: the pid namespace makes it everyone in the container, not on the host.",
  ],
  [
    "the long list",
    "descriptor-signals",
    "True: fcntl is allowed whatever the command; the kernel still checks the sender's right to signal.",
  ],
  [
    "the long list",
    "foreign-limits",
    "True: whatever the pid, within the container and its user.",
  ],
  ["the long list", "ptracer", "True: prctl is allowed whatever the option."],
  [
    "the long list",
    "readable-process",
    "True: what a runtime closed by PR_SET_DUMPABLE a program in the container can open again.",
  ],

  // Identities and files.
  [
    "the long list",
    "other-identity",
    "True: the profile allows them, and Docker keeps CAP_SETUID and CAP_SETGID; no_new_privs or --cap-drop close it.",
  ],
  [
    "the long list",
    "ambient-capabilities",
    "True: of those capabilities that the container has.",
  ],
  [
    "the long list",
    "set-user-id-files",
    "True: in a volume such a file is the host's, and root in the container may be root there.",
  ],
  ["the long list", "set-user-id-on-open", "True: the same by open's mode."],
  [
    "the long list",
    "file-attributes",
    "True: Docker keeps CAP_SETFCAP, so that file capabilities can be written.",
  ],
  [
    "the long list",
    "file-flags",
    "True by the filter; the immutable flag also takes CAP_LINUX_IMMUTABLE, which Docker drops.",
  ],

  // Memory.
  [
    "the long list",
    "writable-code",
    "True: a general profile must let JIT compilers work.",
  ],
  ["the long list", "anonymous-code", "True, for the same reason."],
  ["the long list", "data-to-code", "True, for the same reason."],
  [
    "the long list",
    "shared-code",
    "True: shmat is allowed whatever its flags, and through ipc too.",
  ],
  [
    "the long list",
    "program-from-memory",
    "True: a read-only root or a noexec mount does not hold against it.",
  ],
  ["the long list", "program-by-descriptor", "True: what fexecve does."],
  [
    "the long list",
    "local-descriptors",
    "True: allowed on the x86 arches, for old emulators.",
  ],
  [
    "the long list",
    "merged-pages",
    "True: where the host runs KSM, a container can find out about its neighbours' memory.",
  ],
  [
    "the long list",
    "page-cache-state",
    "True: containers share the page cache of common image layers; newer kernels answer for writable files alone.",
  ],
  [
    "the long list",
    "broken-pages",
    "True by the filter; the kernel also asks for CAP_SYS_ADMIN, which Docker drops.",
  ],

  // Parts of the kernel.
  [
    "the long list",
    "page-fault-device",
    "True by the filter, though userfaultfd is refused; the container's /dev has no such device.",
  ],
  ["the long list", "gifted-pages", "True: vmsplice is allowed."],
  [
    "the long list",
    "spliced-pages",
    "True: this is how Dirty Pipe reached files of the image and the host from within containers.",
  ],
  [
    "the long list",
    "asynchronous-files",
    "True: rules on reads and writes would not hold; this profile has none.",
  ],
  [
    "the long list",
    "priority-futexes",
    "True: futex is allowed whatever the operation.",
  ],
  ["the long list", "queue-notices", "True: POSIX message queues are allowed."],
  [
    "the long list",
    "kernel-heap",
    "True: System V messages are allowed, and exploits that left containers used them.",
  ],
  [
    "the long list",
    "notification-pipes",
    "True: pipe2 is allowed whatever its flags.",
  ],
  [
    "the long list",
    "obsolete-calls",
    "True: remap_file_pages is allowed and hardly used.",
  ],

  // Devices and terminals.
  [
    "the long list",
    "device-nodes",
    "True: Docker keeps CAP_MKNOD; the device cgroup is what stops their use.",
  ],
  [
    "the long list",
    "terminal-input",
    "True: where the container has the terminal of whoever started it; docker run -t gives it one of its own.",
  ],
  [
    "the long list",
    "console-selection",
    "True by the filter; it needs a virtual console as the terminal.",
  ],
  [
    "the long list",
    "line-disciplines",
    "True: TIOCSETD takes a pty, and the module loads by itself.",
  ],
  [
    "the long list",
    "console-output",
    "True by the filter; the kernel also asks for CAP_SYS_ADMIN.",
  ],

  // Sockets.
  [
    "the long list",
    "rare-sockets",
    "True: socketpair has no condition, and asks for the family's module as socket does.",
  ],
  [
    "the long list",
    "protocol-above-tcp",
    "True: setsockopt is allowed whatever the option, and this one needs no right.",
  ],
  [
    "the long list",
    "passed-descriptors",
    "True: a socket from the host in a volume hands in what the host opens.",
  ],
  [
    "the long list",
    "socket-programs",
    "True: setsockopt is allowed whatever the option.",
  ],
  [
    "the long list",
    "packet-filter-tables",
    "True by the filter; the kernel also asks for CAP_NET_ADMIN, which Docker drops.",
  ],
  [
    "the long list",
    "packet-sockets",
    "True: socketcall hides its arguments, so i386 and s390x have every family.",
  ],
  ["the long list", "raw-sockets", "True, through socketcall."],
  ["the long list", "netlink-sockets", "True, through socketcall."],
  [
    "the long list",
    "kernel-crypto-sockets",
    "True: the profile refuses AF_ALG to socket, and socketcall makes it all the same.",
  ],
  [
    "the long list",
    "hypervisor-sockets",
    "True: the profile refuses AF_VSOCK to socket, and socketcall makes it all the same.",
  ],
  ["the long list", "rare-transports", "True, through socketcall."],
  [
    "socket",
    "packet-sockets",
    "True: Docker keeps CAP_NET_RAW, with which a container spoofs its neighbours on the bridge.",
  ],
  [
    "socket",
    "raw-sockets",
    "True, by the same capability: it is there for ping.",
  ],
  [
    "socket",
    "netlink-sockets",
    "True: reading needs no right, changing needs CAP_NET_ADMIN in the namespace.",
  ],
  [
    "socket",
    "rare-sockets",
    "True: all families but two are allowed, and their modules load by themselves.",
  ],
  ["socket", "rare-transports", "True: the protocol is not looked at."],

  // Filters, speculation, the machine.
  [
    "the long list",
    "filter-listener",
    "True: a container may supervise its own children; the outer filter holds for them still.",
  ],
  [
    "the long list",
    "syscall-dispatch",
    "True: what is caught so is not made, and no log of the filter's tells of it.",
  ],
  [
    "the long list",
    "process-layout",
    "True by the filter; most of it also asks for CAP_SYS_RESOURCE, which Docker drops.",
  ],
  [
    "the long list",
    "speculation",
    "True: allowed where the protection was not forced.",
  ],
  [
    "the long list",
    "speculation-with-filter",
    "True: for the filters that a container adds itself.",
  ],
  [
    "the long list",
    "machine-clock",
    "True by the filter, which can't see whether the struct asks or sets; setting takes CAP_SYS_TIME.",
  ],
  [
    "the long list",
    "realtime-scheduling",
    "True by the filter; it also takes CAP_SYS_NICE or an rlimit, which Docker does not give.",
  ],
  ["the long list", "unreadable-scheduling", "True: the same by a struct."],
  [
    "the long list",
    "realtime-io",
    "True by the filter; since Linux 5.14 it takes CAP_SYS_NICE.",
  ],
  [
    "the long list",
    "mapped-devices",
    "True on s390x; such a device has to be mapped first.",
  ],
  [
    "arch_prctl",
    "shadow-stack-off",
    "True: who runs code already may turn it off for what it loads.",
  ],

  // What the author might want to know.
  [
    "arch_prctl",
    "arch-parity",
    "True: i386 has arch_prctl for CPUID faulting, and is refused it.",
  ],
  [
    "the policy",
    "unknown-refusal",
    "True: the profile's text says so; runtimes work round it by an ENOSYS of their own for newer numbers.",
  ],
  [
    "the long list",
    "risk-without-why",
    "True: the format has a comment for a rule, and this one has none.",
  ],
  ["socket", "risk-without-why", "True, as above."],
  ["personality", "risk-without-why", "True, as above."],
  ["arch_prctl", "risk-without-why", "True, as above."],
  [
    "clone",
    "risk-without-why",
    "True, as above; clone's rule for s390x has a comment.",
  ],
];

const placesByRule: readonly Place[] = [
  "the long list",
  "socket",
  "personality",
  "arch_prctl",
  "clone",
];

function placeOf({ rule }: Finding): string {
  if (rule === undefined) return "the policy";
  return placesByRule[rule.id] ?? `rule ${rule.id}`;
}

const folder = corpus();

describe.skipIf(folder === undefined)("Docker's default profile", () => {
  const found = (): readonly Finding[] => {
    const path = "docker-default.json";
    const text = readFileSync(join(folder ?? "", "compile", path), "utf8");
    const { policies } = importPolicies({ path, text }, "oci", shippedSource());
    const [imported] = policies;
    const file = { path: "docker-default.yaml", text: imported?.text ?? "" };
    const { policy } = loadPolicy(shippedSource(), file);
    if (policy === undefined) throw new Error("the profile does not load");
    return check(policy);
  };

  it("has the findings that were judged, and no others", () => {
    const told = found().map((one) => `${placeOf(one)}: ${one.id}`);
    const judged = judgements.map(([place, id]) => `${place}: ${id}`);
    expect(told.sort()).toEqual(judged.sort());
  });

  it("shows AF_ALG and AF_VSOCK through socketcall alone, on the arches that have it", () => {
    const messages = found()
      .filter(({ id }) => /^(kernel-crypto|hypervisor)-sockets$/.test(id))
      .map(({ message }) => message);
    expect(messages).toHaveLength(2);
    for (const message of messages)
      expect(message).toMatch(
        /^socketcall\(call=0x1\) on i386 is allowed: .* on s390x\)$/,
      );
  });
});

it("every judgement says that the finding is true, and why it may be so", () => {
  for (const [, , verdict] of judgements)
    expect(verdict).toMatch(/^True\b.*\.$/);
});

/**
 * What a program is not let do while it is watched: calls that change the machine or look
 * into other programs. All else goes on.
 */
import { loadPolicy } from "../../policy/load.js";
import type { ArchName, Policy } from "../../policy/model.js";
import { shippedSource } from "../../policy-files.js";

/** The second answers what the first hands over. */
export interface LearningPolicies {
  /** Every call of this machine's own ABI is handed to the supervisor. */
  readonly asking: Policy;
  readonly answering: Policy;
}

const NAMESPACES =
  "(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)";

export function learningPolicies(arch: ArchName): LearningPolicies {
  return {
    asking: read(
      "asking",
      `callgate: 1
name: asking
arches: ${arch}
default: notify
unknown: notify
foreign: kill
rules: []
`,
    ),
    answering: read(
      "learn",
      `callgate: 1
name: learn
arches: ${arch}
default: allow
unknown: allow
foreign: kill
rules:
  - deny(ENOSYS): clone3
    why: Its flags are behind a pointer; on ENOSYS libc uses clone, whose flags can be learned.
  - deny(EPERM): ["@module", "@reboot", "@swap", "@mount", "@raw-io", "@keyring", "@debug"]
    why: They change the kernel, the machine or the file system, or look into other programs.
  - deny(EPERM): [bpf, userfaultfd, open_by_handle_at, setns, acct, quotactl, kcmp, process_vm_readv, process_vm_writev]
    why: Doors of the kernel that an ordinary program has no need of.
  - deny(ENOSYS): [io_uring_setup, io_uring_enter, io_uring_register]
    why: What is done by it is seen by no filter. Programs go on without.
  - deny(EPERM): ioctl
    when: cmd in {TIOCSTI, TIOCLINUX}
    why: They type into the terminal.
  - deny(EPERM): unshare
    when: unshare_flags & ${NAMESPACES}
    why: In namespaces of its own a program has rights that it has not outside.
  - deny(EPERM): clone
    when: clone_flags & ${NAMESPACES}
    why: The same.
`,
    ),
  };
}

function read(name: string, text: string): Policy {
  const { policy, diagnostics } = loadPolicy(shippedSource(), {
    path: `${name}.yaml`,
    text,
  });
  if (policy === undefined)
    throw new Error(
      `learn's own policy has errors, please report this: ${diagnostics.map(({ message }) => message).join("; ")}`,
    );
  return policy;
}

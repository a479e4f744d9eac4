/**
 * The launcher's steps (`native/steps.h`, held together by a test): the layer that each
 * belongs to, what it does in words, and how to mend what the kernel refused.
 */
import type { Layer } from "./model.js";

export interface Step {
  readonly number: number;
  /** Undefined: no layer, the sandbox's own work. */
  readonly layer: Layer | undefined;
  /** What failed, to stand before the system's own words. */
  readonly what: string;
  /** What to do about it, by errno where that matters. */
  readonly remedy: (errno: string) => string | undefined;
}

const USER_NAMESPACES =
  'an ordinary user needs user namespaces: "sysctl -w user.max_user_namespaces=15000"' +
  ' and, where they exist, "sysctl -w kernel.unprivileged_userns_clone=1" and' +
  ' "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"; in a container, run it with' +
  " a seccomp profile that allows unshare; or run callgate as root";

const NAMESPACES =
  "the kernel must have it (CONFIG_NAMESPACES), and callgate CAP_SYS_ADMIN or user namespaces:" +
  ' in a container, "--cap-add SYS_ADMIN" or a seccomp profile that allows unshare';

const MOUNTS =
  "Linux 5.12 or newer is needed (mount_setattr), and in a container the rights to mount" +
  ' ("--cap-add SYS_ADMIN --security-opt apparmor=unconfined")';

/** pivot_root(2) and moved mounts: EINVAL where the root of this process is no mount. */
const mounts = (errno: string): string =>
  errno === "EINVAL"
    ? 'in a chroot its folder must be a mount ("mount --bind DIR DIR" before chroot DIR); elsewhere ' +
      MOUNTS
    : MOUNTS;

/** setns(2), where a namespace was given: EINVAL is for a file of another kind. */
const network = (errno: string): string => {
  switch (errno) {
    case "ENOENT":
    case "EACCES":
    case "EINVAL":
    case "ENXIO":
      return (
        "network.namespace must be the file of a network namespace that callgate may open" +
        ' ("ip netns add NAME" makes /run/netns/NAME)'
      );
    default:
      return `${NAMESPACES}; a namespace that is given can be entered by root only`;
  }
};

const CGROUPS =
  "callgate needs a control group that it may write in: as root one below its own," +
  " as an ordinary user one that systemd delegates" +
  ' ("systemd-run --user --scope -p Delegate=yes callgate ..."),' +
  " or a folder of your choice in CALLGATE_CGROUP";

const RIGHTS =
  "run callgate as root with CAP_SETUID, CAP_SETGID and CAP_SETPCAP, or as an ordinary user";

const FILTERS = "the kernel needs CONFIG_SECCOMP_FILTER, Linux 5.7 or newer";

const nothing = (): undefined => undefined;
const always = (remedy: string) => (): string => remedy;

const REPORT = always(
  "this is callgate's own fault: please report it with what stands above",
);

export const steps = {
  plan: step(1, undefined, "the launcher could not read its plan", REPORT),
  descriptors: step(
    2,
    "descriptors",
    "descriptors could not be closed",
    always("Linux 5.11 or newer is needed (close_range)"),
  ),
  session: step(3, "session", "no new session", nothing),
  userNamespace: step(
    4,
    "user-namespace",
    "no user namespace",
    always(USER_NAMESPACES),
  ),
  cgroup: step(5, "cgroup", "no control group", always(CGROUPS)),
  pidNamespace: step(
    6,
    "pid-namespace",
    "no pid namespace",
    always(NAMESPACES),
  ),
  init: step(
    7,
    undefined,
    "the run's first process could not be started",
    () => "the machine has no room for another process",
  ),
  mountNamespace: step(
    8,
    "mount-namespace",
    "no mount namespace",
    always(NAMESPACES),
  ),
  networkNamespace: step(
    9,
    "network-namespace",
    "no network namespace",
    network,
  ),
  ipcNamespace: step(
    10,
    "ipc-namespace",
    "no IPC namespace",
    always(NAMESPACES),
  ),
  utsNamespace: step(
    11,
    "uts-namespace",
    "no UTS namespace",
    always(NAMESPACES),
  ),
  root: step(12, "root", "the run's root could not be made", (errno) =>
    errno === "ENOENT" || errno === "EACCES"
      ? "callgate must be able to read what the run is to see"
      : mounts(errno),
  ),
  pivot: step(13, "root", "the run's root could not be entered", mounts),
  rlimits: step(14, "rlimits", "a limit could not be set", nothing),
  cgroupJoin: step(
    15,
    "cgroup",
    "the control group could not be entered",
    always(CGROUPS),
  ),
  cgroupNamespace: step(
    16,
    "cgroup-namespace",
    "no cgroup namespace",
    always(NAMESPACES),
  ),
  boundingSet: step(
    17,
    "capabilities",
    "the bounding set could not be dropped",
    always(RIGHTS),
  ),
  groups: step(18, "ids", "groups could not be dropped", always(RIGHTS)),
  ids: step(19, "ids", "the run's own id could not be taken", always(RIGHTS)),
  capabilities: step(
    20,
    "capabilities",
    "capabilities could not be dropped",
    nothing,
  ),
  noNewPrivs: step(
    21,
    "no-new-privs",
    "no_new_privs could not be set",
    nothing,
  ),
  guest: step(
    22,
    undefined,
    "the guest could not be started",
    () =>
      "the machine has no room for another process, or the limit on processes is too low",
  ),
  landlock: step(
    23,
    "landlock",
    "Landlock could not be set up",
    always(
      "the kernel needs Landlock (Linux 5.13, CONFIG_SECURITY_LANDLOCK) and its name in the lsm= list",
    ),
  ),
  bootFilter: step(
    24,
    "boot-filter",
    "the boot filter could not be installed",
    always(FILTERS),
  ),
  runFilter: step(
    25,
    "run-filter",
    "the run filter could not be installed",
    always(FILTERS),
  ),
  exec: step(26, undefined, "the interpreter could not be started", (errno) =>
    errno === "ENOSYS"
      ? "the boot program refuses execve: add to the policy, under boot: rules:\n    - allow: execve"
      : "the interpreter must be a program of this machine, and its loader must be in its place",
  ),
  folder: step(
    27,
    undefined,
    "the working folder could not be handed out",
    always("the machine may have no room for another descriptor"),
  ),
} as const satisfies Readonly<Record<string, Step>>;

export type StepName = keyof typeof steps;

const byNumber: ReadonlyMap<number, StepName> = new Map(
  (Object.keys(steps) as StepName[]).map((name) => [steps[name].number, name]),
);

export function stepNamed(number: number): StepName | undefined {
  return byNumber.get(number);
}

/** The steps that make up `layer`. */
export function stepsOf(layer: Layer): readonly StepName[] {
  return (Object.keys(steps) as StepName[]).filter(
    (name) => steps[name].layer === layer,
  );
}

function step(
  number: number,
  layer: Layer | undefined,
  what: string,
  remedy: Step["remedy"],
): Step {
  return { number, layer, what, remedy };
}

/** A policy whose every free text tries to be markup: what a page must show, and never do. */
import { loadPolicy } from "../../../src/policy/load.js";
import type { Policy } from "../../../src/policy/model.js";
import { shippedSource } from "../../../src/policy-files.js";

/** Each sets `window.hit` where a browser takes it for more than text. */
export const attacks: readonly string[] = [
  `<script>window.hit="script"</script>`,
  `</code></pre><img src=x onerror='window.hit="img"'>`,
  `"><svg onload="window.hit='svg'"></svg>`,
  `' autofocus onfocus='window.hit="attribute"' x='`,
  `</style><style>body{display:none}</style>`,
  `</script><script>window.hit="out of the script"</script>`,
  `<iframe srcdoc="<script>parent.hit='frame'</script>"></iframe>`,
  `<a href="javascript:window.hit='link'">x</a>`,
  `<!-- --><base href="https://example.com/"><meta http-equiv="refresh" content="0;url=https://example.com/">`,
  `&lt;b&gt; &amp;amp; \${window.hit=1} {{hit}}`,
];

/** The attacks in the description, in reasons, in acceptances, and in the file's own path. */
export function hostilePolicy(): Policy {
  const quoted = (text: string): string => JSON.stringify(text);
  const rules = attacks.map(
    (
      attack,
      index,
    ) => `  - allow: ${["ptrace", "mknod", "bpf", "kexec_load", "reboot", "swapon", "keyctl", "vmsplice", "setns", "mount"][index] ?? "read"}
    why: ${quoted(attack)}
    accept:
      ${["ptrace", "device-nodes", "kernel-programs", "new-kernel", "reboot", "machine-storage", "keyrings", "gifted-pages", "enter-namespaces", "mounts"][index] ?? "ptrace"}: ${quoted(attack)}
`,
  );
  const text = `callgate: 1
name: hostile
description: ${quoted(attacks.join(" "))}
arches: [x86_64, aarch64]
params:
  self:
    width: 32
    why: ${quoted(attacks.join(" "))}
rules:
${rules.join("")}  - allow: kill
    when: pid == $self
    why: Itself. # ${attacks.join(" ")}
`;
  const file = { path: `a"b<script>window.hit="path"</script>'&.yaml`, text };
  const { policy, diagnostics } = loadPolicy(shippedSource(), file);
  if (policy === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return policy;
}

/** The commands there are. Each file is loaded when its command is asked for. */
import type { Command } from "commander";

export interface CommandFile {
  /** Adds the command's arguments, options and action; the action tells its exit code. */
  define(command: Command, exit: (code: number) => void): void;
}

export const commands: readonly {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandFile>;
}[] = [
  {
    name: "check",
    summary: "say what is wrong with policies",
    load: () => import("./commands/check.js"),
  },
  {
    name: "explain",
    summary: "show the rules on a syscall, with reasons and risk",
    load: () => import("./commands/explain.js"),
  },
  {
    name: "diff",
    summary:
      "say what a policy's change lets through, refuses or answers otherwise",
    load: () => import("./commands/diff.js"),
  },
  {
    name: "compile",
    summary: "compile a policy to BPF programs",
    load: () => import("./commands/compile.js"),
  },
  {
    name: "simulate",
    summary: "say what a policy or program answers to a call",
    load: () => import("./commands/simulate.js"),
  },
  {
    name: "verify",
    summary: "prove that a program does what a policy says",
    load: () => import("./commands/verify.js"),
  },
  {
    name: "disasm",
    summary: "show a program's instructions",
    load: () => import("./commands/disasm.js"),
  },
  {
    name: "dump",
    summary: "show the filters that a process runs under",
    load: () => import("./commands/dump.js"),
  },
  {
    name: "report",
    summary: "write a page for each policy, to review and sign off",
    load: () => import("./commands/report.js"),
  },
  {
    name: "import",
    summary: "turn another tool's filter into a policy",
    load: () => import("./commands/import.js"),
  },
  {
    name: "export",
    summary: "turn a policy into another tool's filter",
    load: () => import("./commands/export.js"),
  },
  {
    name: "fmt",
    summary: "write policies in their canonical layout",
    load: () => import("./commands/fmt.js"),
  },
  {
    name: "learn",
    summary: "watch a program and propose a policy for it",
    load: () => import("./commands/learn.js"),
  },
  {
    name: "run",
    summary: "run any program behind a policy",
    load: () => import("./commands/run.js"),
  },
  {
    name: "exec",
    summary: "run Python or Node.js code in a sandbox",
    load: () => import("./commands/exec.js"),
  },
  {
    name: "serve",
    summary: "serve sandboxes over HTTP",
    load: () => import("./commands/serve.js"),
  },
  {
    name: "doctor",
    summary: "say which layers this machine allows",
    load: () => import("./commands/doctor.js"),
  },
  {
    name: "syscalls",
    summary: "list syscalls with numbers and arguments",
    load: () => import("./commands/syscalls.js"),
  },
  {
    name: "groups",
    summary: "list the groups of syscalls that policies can name",
    load: () => import("./commands/groups.js"),
  },
];

/**
 * What the kernel reads of a register for each C type that its syscalls take. A type that
 * is not here stops the generator: a width is never guessed.
 */

/**
 * `s` and `u` for the sign; then the bits, or nothing for those of a `long`. `p` is a pointer
 * (`p32` one that is 32 bits wide whatever the arch).
 */
export type Reading =
  "s" | "u" | "p" | "s32" | "u32" | "p32" | "u16" | "s64" | "u64";

const readings: Readonly<Record<string, Reading>> = {
  int: "s32",
  "unsigned int": "u32",
  unsigned: "u32",
  uint: "u32",
  u32: "u32",
  __u32: "u32",
  __s32: "s32",
  long: "s",
  "unsigned long": "u",
  size_t: "u",
  uintptr_t: "u",
  u64: "u64",
  __u64: "u64",
  loff_t: "s64",
  off_t: "s",
  umode_t: "u16",
  pid_t: "s32",
  uid_t: "u32",
  gid_t: "u32",
  qid_t: "u32",
  key_t: "s32",
  key_serial_t: "s32",
  timer_t: "s32",
  mqd_t: "s32",
  clockid_t: "s32",
  rwf_t: "s32",
  "enum landlock_rule_type": "u32",
  aio_context_t: "u",
  old_sigset_t: "u",
  old_uid_t: "u16",
  old_gid_t: "u16",
  __sighandler_t: "p",
  cap_user_header_t: "p",
  cap_user_data_t: "p",
  compat_long_t: "s32",
  compat_ulong_t: "u32",
  compat_size_t: "u32",
  compat_pid_t: "s32",
  compat_aio_context_t: "u32",
};

/** How a parameter of C type `type` is read; undefined where the table has no such type. */
export function readingOf(type: string): Reading | undefined {
  const plain = type
    .replace(/\bconst\b/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.endsWith("*") ? "p" : readings[plain];
}

/**
 * Access to the kernel's data: syscall numbers and signatures, named constants and errnos,
 * per arch. The data is made by `tools/tables` from the kernel's own source and committed;
 * nothing here knows what a policy is.
 */
export {
  archNames,
  x32SyscallBit,
  type ArchName,
  type ArchTable,
  type Argument,
  type Syscall,
} from "./model.js";
export { archTable } from "./table.js";
export {
  constantFamilies,
  constants,
  constantsByFamily,
  constantSource,
  errnos,
} from "./constants.js";
export { multiplexedCalls, type MultiplexedCall } from "./multiplexers.js";

import { Fault } from "../document/fault.js";

/** For a program with arithmetic that the prover does not follow, at this instruction. */
export function undecidedProgram(instruction: number): Fault {
  return new Fault(
    "undecided",
    `the program can't be decided: instruction ${instruction} does arithmetic that the prover does not follow`,
    { hint: "callgate disasm shows the instruction" },
  );
}

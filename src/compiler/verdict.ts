/** What the prover says of two deciders, as data. */
import {
  DIFFERS,
  NOT_LOADABLE,
  OUT_OF_ROOM,
  PROVEN,
  UNDECIDED,
  V_AT,
  V_CALL,
  V_LEFT,
  V_RIGHT,
  V_STATUS,
} from "../../asm/layout.js";
import { callAt, type Call } from "./call.js";
import { reasonText } from "./check.js";

export type Verdict =
  | { readonly kind: "proven" }
  /** `left` and `right` are what the two answer to the witness. */
  | {
      readonly kind: "differs";
      readonly witness: Call;
      readonly left: number;
      readonly right: number;
    }
  /** The program does arithmetic that the prover does not follow. */
  | { readonly kind: "undecided"; readonly instruction: number }
  /** The decision takes more memory than the prover allows itself. */
  | { readonly kind: "out-of-room" }
  | {
      readonly kind: "not-loadable";
      readonly instruction: number;
      readonly reason: string;
    };

export function readVerdict(words: Uint32Array): Verdict {
  const word = (index: number) => words[index] ?? 0;
  const instruction = word(V_AT);
  switch (word(V_STATUS)) {
    case PROVEN:
      return { kind: "proven" };
    case DIFFERS:
      return {
        kind: "differs",
        witness: callAt(words, V_CALL),
        left: word(V_LEFT),
        right: word(V_RIGHT),
      };
    case UNDECIDED:
      return { kind: "undecided", instruction };
    case OUT_OF_ROOM:
      return { kind: "out-of-room" };
    case NOT_LOADABLE:
      return {
        kind: "not-loadable",
        instruction,
        reason: reasonText(word(V_LEFT)),
      };
    default:
      throw new Error("the prover gave no verdict; please report this");
  }
}

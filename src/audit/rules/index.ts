/** Every check, in the order in which `docs/checks.md` tells them. */
import type { Check } from "../finding.js";
import { archParity } from "./arch-parity.js";
import { bootStays } from "./boot-stays.js";
import { defaultAllows } from "./default-allows.js";
import { foreignAllows } from "./foreign-allows.js";
import { groupForOne } from "./group-for-one.js";
import { neverMatches } from "./never-matches.js";
import { otherAbi } from "./other-abi.js";
import { repeatsParent } from "./repeats-parent.js";
import { riskWithoutWhy } from "./risk-without-why.js";
import { riskyCall } from "./risky-call.js";
import { staleAcceptance } from "./stale-acceptance.js";
import { unknownAllows } from "./unknown-allows.js";
import { unknownRefusal } from "./unknown-refusal.js";
import { unusedParameter } from "./unused-parameter.js";
import { wayRound } from "./way-round.js";
import { wrongRefusal } from "./wrong-refusal.js";

export const checks: readonly Check[] = [
  riskyCall,
  wayRound,
  otherAbi,
  defaultAllows,
  unknownAllows,
  foreignAllows,
  bootStays,
  neverMatches,
  repeatsParent,
  groupForOne,
  archParity,
  wrongRefusal,
  unknownRefusal,
  riskWithoutWhy,
  unusedParameter,
  // Last: it is about what the others found.
  staleAcceptance,
];

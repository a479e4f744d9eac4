/** The constants' names, which the policy room holds: numbers of other tools become them. */
export {
  NO_FLAG,
  PREFERRED,
  vocabularyOf,
  type Vocabulary,
} from "../../policy/constant-names.js";

/** How zygotes of a language work on this machine: found by a run. */
import { Fault } from "../../document/fault.js";
import { missingLayers } from "../doctor.js";
import { findInterpreter } from "../interpreter.js";
import type { Language } from "../model.js";
import { createSandbox } from "../sandbox.js";
import { askedToFork } from "./self-test.js";

export interface ZygoteState {
  readonly language: Language;
  /** `forked`, `warm processes` where the interpreter can't be, `none` where runs fail. */
  readonly kind: "forked" | "warm processes" | "none";
  /** The interpreter, or why there are none. */
  readonly detail: string;
}

/** By a run of `interpreter`, or of the one that is found. Rejects never. */
export async function zygoteState(
  language: Language,
  interpreter?: string,
): Promise<ZygoteState> {
  try {
    const { file, version } = await findInterpreter(language, interpreter);
    const allowMissing = (await missingLayers()).map(({ layer }) => layer);
    await using sandbox = await createSandbox({
      language,
      interpreter: file,
      isolation: "zygote",
      allowMissing,
    });
    const { exit } = await sandbox.run({ code: "" });
    if (exit.kind === "sandbox-failure")
      return { language, kind: "none", detail: exit.message };
    const isForked = language === "python3" || (await askedToFork(file));
    return {
      language,
      kind: isForked === true ? "forked" : "warm processes",
      detail: `${file}, ${version.join(".")}`,
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { language, kind: "none", detail: error.message };
  }
}

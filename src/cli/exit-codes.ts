/** The exit codes that scripts rely on. */
export const EXIT_DONE = 0;
/** The answer is "no": findings, a widened policy, code that failed. */
export const EXIT_NO = 1;
export const EXIT_BAD_INPUT = 2;

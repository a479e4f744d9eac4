/** The envelope of DifySandbox's answers: `{ code, message, data }`. */

export interface Envelope {
  /** 0 for success, else negative. */
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
}

export function success(data: unknown): Envelope {
  return { code: 0, message: "success", data };
}

export function failure(code: number, message: string): Envelope {
  return { code, message, data: null };
}

/** Texts that DifySandbox's clients know. */
export const UNSUPPORTED_LANGUAGE = "unsupported language";
export const NETWORK_DISABLED =
  "network is disabled, please enable it in the configuration";
export const TOO_MANY_REQUESTS = "Too many requests";

/** What its validator says of a required field that is absent or empty. */
export function missingField(name: string): string {
  return `Key: '${name}' Error:Field validation for '${name}' failed on the 'required' tag`;
}

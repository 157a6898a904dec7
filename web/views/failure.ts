import type { FailureCode } from "../store/notice.ts";
import type { Key, Translate } from "../words/index.ts";

/** The words for a failure of the server or of the way to it. A code nobody reads on a screen is ours to look into. */
export function failureKey(code: FailureCode): Extract<Key, `error.${string}.title`> {
  return code === "aborted" || code === "bad_signature" ? "error.internal.title" : `error.${code}.title`;
}

export function failureWords(t: Translate, code: FailureCode): string {
  return t(failureKey(code));
}

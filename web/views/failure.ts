import type { FailureCode } from "../store/notice.ts";
import type { Key, Translate } from "../words/index.ts";

type Failure = Extract<Key, `error.${string}.title`> extends `error.${infer Code}.title` ? Code : never;

/** A code nobody reads on a screen is ours to look into. */
function known(code: FailureCode): Failure {
  return code === "aborted" || code === "bad_signature" ? "internal" : code;
}

/** The words for a failure of the server or of the way to it. */
export function failureKey(code: FailureCode): `error.${Failure}.title` {
  return `error.${known(code)}.title`;
}

export function failureWords(t: Translate, code: FailureCode): string {
  return t(failureKey(code));
}

/** What happened and what to do, where a whole part of the screen says so. */
export function failureAdvice(t: Translate, code: FailureCode): string {
  return `${failureWords(t, code)}. ${t(code === "offline" ? "common.whenBack" : `error.${known(code)}.hint`)}`;
}

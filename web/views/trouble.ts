import { PASSWORD_LEAST } from "../../domain/account.ts";
import type { FailureCode } from "../store/notice.ts";
import type { Trouble } from "../store/outcome.ts";
import type { Translate } from "../words/index.ts";
import { failureAdvice } from "./failure.ts";

const PASSKEY = { passkey_known: "known", passkey_refused: "refused", passkey_failed: "failed" } as const;

/** Nothing to tell: the person turned back themselves. */
export function isQuiet(trouble: Trouble): boolean {
  return trouble.code === "cancelled" || trouble.code === "aborted";
}

/** What happened and what to do. */
export function troubleAdvice(t: Translate, trouble: Trouble): string {
  const { code } = trouble;
  return code in PASSKEY ? t(`passkey.${PASSKEY[code as keyof typeof PASSKEY]}`) : failureAdvice(t, code as FailureCode);
}

/** Why a new password was refused, where the server says more than that it is weak. */
export function weakWords(t: Translate, trouble: Trouble | null): string {
  return t(trouble?.why === "simple" || trouble?.why === "personal" ? `password.weak.${trouble.why}` : "password.weak.short", {
    n: PASSWORD_LEAST,
  });
}

/** How long to wait, in words that count down: minutes while there are some, then seconds. */
export function waitWords(t: Translate, seconds: number): string {
  return seconds > 90 ? t("entry.waitMinutes", { n: Math.ceil(seconds / 60) }) : t("entry.waitSeconds", { n: seconds });
}

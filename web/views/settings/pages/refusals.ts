import type { Translate } from "../../../words/index.ts";

const KNOWN = [
  "token_expired",
  "token_refused",
  "permission",
  "lead_access",
  "meta_unreachable",
  "meta_unwell",
  "throttled",
  "app_settings",
  "policy",
  "elsewhere",
] as const;

/** Why Meta, or another workspace, does not let a Page be read: in words that say what helps. */
export function refusalWords(t: Translate, reason: string | null): string {
  const known = KNOWN.find((one) => one === reason);
  return t(`pages.refused.${known ?? "unsaid"}`);
}

import type { GrantRow } from "../../store/support.ts";
import type { Words } from "../../words/index.ts";

/** "2 hours", "90 minutes". */
export function minutesWords(t: Words["t"], minutes: number): string {
  return minutes % 60 === 0 ? t("grant.hours", { n: minutes / 60 }) : t("grant.minutes", { n: minutes });
}

export function howWords(t: Words["t"], edit: boolean): string {
  return t(edit ? "grant.works" : "grant.looks");
}

/** What a grant is, and until when where it is open. */
export function stateWords({ t, format }: Words, grant: GrantRow): string {
  return grant.state === "approved"
    ? t("grant.state.approved", { time: format().time(grant.expiresAt ?? 0) })
    : t(`grant.state.${grant.state}`);
}

/** As of now: what was open when it was read may be over by the clock. */
export function isOver(grant: GrantRow, now: number): boolean {
  return grant.state === "approved" ? (grant.expiresAt ?? 0) <= now : grant.state !== "asked";
}

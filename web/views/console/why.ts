import type { Key, Translate } from "../../words/index.ts";

type Why = Extract<Key, `console.why.${string}.title`> extends `console.why.${infer Reason}.title` ? Reason : never;
const REASONS: readonly Why[] = [
  "page_broken",
  "page_token",
  "token_expired",
  "token_refused",
  "lead_access",
  "permission",
  "not_readable",
  "refused",
  "app_settings",
  "policy",
  "throttled",
  "meta_unwell",
  "meta_unreachable",
  "unreadable_answer",
  "workspace_not_ready",
  "workspace_suspended",
  "workspace_unwell",
  "vanished",
  "dead_letter",
  "page_unknown",
  "page_disconnected",
  "connection_test",
  "erased_person",
  "unknown",
];

/** Why a change stands where it stands, and what to do; a reason that has no words yet is shown as its code. */
export function whyWords(t: Translate, reason: string): { readonly title: string; readonly act: string } {
  const known = REASONS.find((one) => one === reason);
  return known === undefined
    ? { title: reason, act: t("console.why.unknown.act") }
    : { title: t(`console.why.${known}.title`), act: t(`console.why.${known}.act`) };
}

const CLASSES = ["transient", "throttled", "reconnect", "ambiguous", "permanent", "vanished"] as const;

export function classWords(t: Translate, failure: string): string {
  const known = CLASSES.find((one) => one === failure);
  return known === undefined ? failure : t(`console.class.${known}`);
}

const TALES = [
  "pages",
  "offers",
  "done",
  "pending",
  "routed",
  "steps",
  "queued",
  "events",
  "records",
  "opened",
  "removed",
  "sent",
  "later",
  "lost",
  "given",
  "unassigned",
  "heads",
  "added",
  "told",
  "pushed",
] as const;

/** What a run or a job counted, in words: those that are not zero. */
export function countWords(t: Translate, format: (n: number) => string, counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([key, count]) => {
      const known = TALES.find((one) => one === key);
      return t("console.counted", { name: known === undefined ? key : t(`console.tale.${known}`), n: format(count) });
    });
}

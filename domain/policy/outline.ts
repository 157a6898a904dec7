import type { RetentionClass } from "../retention.ts";

/**
 * What the policy has to say, in its order: each language gives words to every entry, or it does not compile. The ids are the page's
 * anchors and what its test holds against the promises.
 */
export const PROMISES = ["controlled-access", "protected-operations", "business-data-care"] as const;

export const OUTLINE = {
  information: ["account", "crm", "meta-lead", "technical"],
  use: ["operate", "receive", "protect", "comply"],
  meta: ["connected", "purpose", "not-sold", "removal"],
  sharing: ["providers", "notifications", "disclosure", "no-advertising"],
  retention: ["business", "logs", "requests"],
  security: ["measures", "authorized", "limits"],
  contact: ["write-to"],
} as const;

export type PromiseId = (typeof PROMISES)[number];
export type SectionId = keyof typeof OUTLINE;
export type PointId<S extends SectionId = SectionId> = (typeof OUTLINE)[S][number];
export const SECTION_IDS = Object.keys(OUTLINE) as readonly SectionId[];

export const POLICY_LANGUAGES = ["en", "ar"] as const;
export type PolicyLanguage = (typeof POLICY_LANGUAGES)[number];

/** In every text `{product}`, `{operator}` and `{email}` stand for the settings. */
export interface PolicyTexts {
  readonly direction: "ltr" | "rtl";
  /** For numbers and dates: digits are the ones that phones and forms use in the region. */
  readonly locale: string;
  /** The language's name in itself. */
  readonly name: string;
  readonly title: string;
  readonly intro: string;
  readonly promises: Readonly<Record<PromiseId, { readonly title: string; readonly text: string }>>;
  readonly sections: {
    readonly [S in SectionId]: { readonly title: string; readonly points: Readonly<Record<PointId<S>, string>> };
  };
  readonly retention: {
    readonly caption: string;
    readonly heads: { readonly what: string; readonly period: string };
    /** What has no number of days. */
    readonly business: { readonly what: string; readonly period: string };
    readonly classes: Readonly<Record<RetentionClass, { readonly what: string; readonly from: string }>>;
  };
  readonly labels: {
    readonly operator: string;
    readonly effective: string;
    readonly email: string;
    readonly address: string;
    readonly contents: string;
    readonly skip: string;
  };
}

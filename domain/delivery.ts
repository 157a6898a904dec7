import * as v from "valibot";
import { metaId, parseMetaJson } from "./ids.ts";

/** One thing a delivery says happened: a lead was submitted. `createdAt` is ms UTC. */
export interface DeliveredLead {
  readonly lead: string;
  readonly page: string;
  readonly form: string | null;
  readonly ad: string | null;
  readonly createdAt: number;
  /** The dashboard's "Test" button: signed like any other, but nothing can be read for it. */
  readonly connectionTest: boolean;
}

export type ParsedDelivery =
  | { readonly ok: true; readonly leads: readonly DeliveredLead[]; readonly ignored: number; readonly bad: readonly string[] }
  | { readonly ok: false };

/** Unix seconds, as a number or as text. Null when it is neither: the time of receipt then stands for it. */
const seconds = v.fallback(
  v.nullable(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number))]),
      v.safeInteger(),
      v.minValue(0),
      v.maxValue(99_999_999_999),
    ),
  ),
  null,
);

/** Absent, null, 0 and "" all mean that there was no ad: organic and test leads. */
const adId = v.fallback(
  v.nullable(
    v.pipe(
      metaId,
      v.transform((id) => (id === "0" ? null : id)),
    ),
  ),
  null,
);

const leadgenChange = v.object({
  field: v.literal("leadgen"),
  value: v.object({
    leadgen_id: metaId,
    page_id: v.optional(v.fallback(v.nullable(metaId), null), null),
    form_id: v.fallback(v.nullable(metaId), null),
    ad_id: v.optional(adId, null),
    adgroup_id: v.optional(adId, null),
    created_time: v.optional(seconds, null),
  }),
});

const envelope = v.object({
  object: v.string(),
  entry: v.array(v.unknown()),
});

const entry = v.object({ id: v.optional(v.fallback(v.nullable(metaId), null), null), changes: v.optional(v.array(v.unknown()), []) });
const otherField = v.object({ field: v.pipe(v.string(), v.notValue("leadgen")) });

/** Of a change that cannot be read, so much is kept for whoever looks into it. Deliveries carry ids only, never answers. */
const KEPT_TEXT = 500;

/**
 * Reads a delivery's body. Never throws. Unknown fields and objects are counted as ignored; unreadable changes are told as their text:
 * one bad change never spoils its batch (IN3). Only what cannot be done without is required: the lead's id, and its Page from wherever.
 */
export function parseDelivery(text: string, receivedAt: number): ParsedDelivery {
  let json: unknown;
  try {
    json = parseMetaJson(text);
  } catch {
    return { ok: false };
  }
  const body = v.safeParse(envelope, json);
  if (!body.success) return { ok: false };
  const leads: DeliveredLead[] = [];
  const bad: string[] = [];
  let ignored = 0;
  for (const item of body.output.entry) {
    const parsed = v.safeParse(entry, item);
    if (!parsed.success) {
      bad.push(kept(item));
      continue;
    }
    for (const change of parsed.output.changes) {
      const known = body.output.object === "page" ? v.safeParse(leadgenChange, change) : undefined;
      const lead = known?.success ? delivered(parsed.output.id, known.output.value, receivedAt) : null;
      if (lead !== null) leads.push(lead);
      else if (known === undefined || v.is(otherField, change)) ignored++;
      else bad.push(kept(change));
    }
  }
  return { ok: true, leads, ignored, bad };
}

function kept(value: unknown): string {
  return (JSON.stringify(value) ?? "").slice(0, KEPT_TEXT);
}

function delivered(entryId: string | null, value: v.InferOutput<typeof leadgenChange>["value"], receivedAt: number): DeliveredLead | null {
  const page = value.page_id ?? entryId;
  if (page === null) return null;
  return {
    lead: value.leadgen_id,
    page,
    form: value.form_id,
    ad: value.ad_id ?? value.adgroup_id,
    createdAt: value.created_time === null ? receivedAt : value.created_time * 1000,
    connectionTest: entryId === "0" || /^4{9,}$/.test(value.leadgen_id),
  };
}

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
  | { readonly ok: true; readonly leads: readonly DeliveredLead[]; readonly ignored: number; readonly bad: number }
  | { readonly ok: false };

const seconds = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(99_999_999_999),
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
    page_id: v.optional(metaId),
    form_id: v.fallback(v.nullable(metaId), null),
    ad_id: v.optional(adId, null),
    adgroup_id: v.optional(adId, null),
    created_time: seconds,
  }),
});

const envelope = v.object({
  object: v.string(),
  entry: v.array(v.unknown()),
});

const entry = v.object({ id: metaId, changes: v.optional(v.array(v.unknown()), []) });
const otherField = v.object({ field: v.pipe(v.string(), v.notValue("leadgen")) });

/**
 * Reads a delivery's body. Never throws. Unknown fields and objects are counted as ignored, unreadable changes as bad:
 * one bad change never spoils its batch (IN3).
 */
export function parseDelivery(text: string): ParsedDelivery {
  let json: unknown;
  try {
    json = parseMetaJson(text);
  } catch {
    return { ok: false };
  }
  const body = v.safeParse(envelope, json);
  if (!body.success) return { ok: false };
  const leads: DeliveredLead[] = [];
  let ignored = 0;
  let bad = 0;
  for (const item of body.output.entry) {
    const parsed = v.safeParse(entry, item);
    if (!parsed.success) {
      bad++;
      continue;
    }
    for (const change of parsed.output.changes) {
      const lead = body.output.object === "page" ? v.safeParse(leadgenChange, change) : undefined;
      if (lead?.success) leads.push(delivered(parsed.output.id, lead.output.value));
      else if (lead === undefined || v.is(otherField, change)) ignored++;
      else bad++;
    }
  }
  return { ok: true, leads, ignored, bad };
}

function delivered(entryId: string, value: v.InferOutput<typeof leadgenChange>["value"]): DeliveredLead {
  return {
    lead: value.leadgen_id,
    page: value.page_id ?? entryId,
    form: value.form_id,
    ad: value.ad_id ?? value.adgroup_id,
    createdAt: value.created_time * 1000,
    connectionTest: entryId === "0" || /^4{9,}$/.test(value.leadgen_id),
  };
}

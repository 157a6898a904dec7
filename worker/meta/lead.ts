import * as v from "valibot";
import { metaId } from "../../domain/ids.ts";
import type { Connection } from "./connection.ts";
import { type GraphAnswer, type GraphSettings, readGraph } from "./graph.ts";

/** Names at Meta end at a few hundred letters; what is longer is no name, and would outgrow a row of the database. */
const NAME_CHARACTERS = 500;
/** `fb`, `ig`, `en_US` and the like; a lead's goes out with its row to everybody who sees it. */
const CODE_CHARACTERS = 60;
/** Questions and options of the longest forms, far below what a row of the database takes (2 MB). */
const FORM_CHARACTERS = 500_000;

const cut = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.slice(0, most)),
  );
const text = v.fallback(v.nullable(cut(NAME_CHARACTERS)), null);
const code = v.fallback(v.nullable(cut(CODE_CHARACTERS)), null);
const id = v.fallback(v.nullable(metaId), null);

/** `values` may be missing; a value that is no string is kept as its text. */
const fieldDatum = v.object({
  name: v.string(),
  values: v.optional(
    v.fallback(
      v.array(
        v.pipe(
          v.unknown(),
          v.transform((value) => (typeof value === "string" ? value : JSON.stringify(value))),
        ),
      ),
      [],
    ),
  ),
});

/** An answer that cannot be read costs itself, never the lead. */
const fieldData = v.pipe(
  v.fallback(v.nullable(v.array(v.unknown())), null),
  v.transform((items) => (items ?? []).flatMap((item) => (v.is(fieldDatum, item) ? [v.parse(fieldDatum, item)] : []))),
);

/** `2026-05-02T10:11:12+0000`: Meta leaves out the colon, which Date.parse may refuse. */
const graphTime = v.pipe(
  v.string(),
  v.transform((value) => Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"))),
  v.safeInteger(),
  v.minValue(0),
);

const graphLead = v.object({
  id: metaId,
  created_time: graphTime,
  form_id: v.optional(id, null),
  ad_id: v.optional(id, null),
  ad_name: v.optional(text, null),
  adset_id: v.optional(id, null),
  adset_name: v.optional(text, null),
  campaign_id: v.optional(id, null),
  campaign_name: v.optional(text, null),
  is_organic: v.optional(v.fallback(v.boolean(), false), false),
  platform: v.optional(code, null),
  field_data: v.optional(fieldData, []),
  custom_disclaimer_responses: v.optional(
    v.fallback(
      v.array(v.object({ checkbox_key: v.string(), is_checked: v.optional(v.nullable(v.union([v.string(), v.boolean(), v.number()]))) })),
      [],
    ),
    [],
  ),
});
export type GraphLead = v.InferOutput<typeof graphLead>;

const FIELDS = "id,created_time,form_id,ad_id,is_organic,platform,field_data,custom_disclaimer_responses";
const FIELDS_WITH_ADS = `${FIELDS},ad_name,adset_id,adset_name,campaign_id,campaign_name`;

/** One lead with its answers. Ad names need a right of their own: where Meta refuses them, the lead is read without. */
export async function readMetaLead(connection: Connection, leadId: string, settings: GraphSettings): Promise<GraphAnswer<GraphLead>> {
  const whole = await readGraph(connection, leadId, { fields: FIELDS_WITH_ADS }, graphLead, settings);
  const namesRefused = !whole.ok && (whole.failure.reason === "permission" || whole.failure.reason === "refused");
  return namesRefused ? readGraph(connection, leadId, { fields: FIELDS }, graphLead, settings) : whole;
}

const formFields = v.object({
  id: metaId,
  name: v.optional(cut(NAME_CHARACTERS), ""),
  locale: v.optional(code, null),
  questions: v.optional(
    v.fallback(
      v.array(
        v.object({
          key: v.string(),
          label: v.optional(v.string(), ""),
          type: v.optional(text, null),
          options: v.optional(v.fallback(v.array(v.object({ key: v.string(), value: v.string() })), []), []),
        }),
      ),
      [],
    ),
    [],
  ),
  legal_content: v.optional(
    v.fallback(
      v.object({
        custom_disclaimer: v.optional(v.object({ checkboxes: v.optional(v.array(v.object({ key: v.string(), text: v.string() })), []) })),
      }),
      {},
    ),
    {},
  ),
});
/** A form that is too large to keep is one that cannot be read: its leads are taken without it. */
const graphForm = v.pipe(
  formFields,
  v.check((form) => JSON.stringify(form).length <= FORM_CHARACTERS),
);
export type GraphForm = v.InferOutput<typeof graphForm>;

/** A form's name, questions and consent boxes: a new form is met with its first lead. */
export function readMetaForm(connection: Connection, formId: string, settings: GraphSettings): Promise<GraphAnswer<GraphForm>> {
  return readGraph(connection, formId, { fields: "id,name,locale,questions,legal_content" }, graphForm, settings);
}

import type { FormBody, PageBody } from "./control.ts";
import { type FieldDatum, questionsOf } from "./leads.ts";

export interface StoredLead {
  readonly id: string;
  readonly page: string;
  readonly form: string;
  /** Unix seconds */
  readonly created: number;
  readonly ad: {
    readonly id: string;
    readonly name: string;
    readonly adSet: { readonly id: string; readonly name: string };
    readonly campaign: string;
  } | null;
  readonly platform: "fb" | "ig";
  readonly answers: readonly FieldDatum[];
  readonly boxes: readonly { readonly checkbox_key: string; readonly is_checked: string }[];
}

/** Only these come without being asked for. */
const LEAD_DEFAULT = "created_time,id,field_data";
const FORM_DEFAULT = "id,locale,name,status";

/** `2026-05-02T10:11:12+0000`: without the colon, as the Graph API writes it. */
export function graphTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+0000`;
}

export function leadAnswer(lead: StoredLead, fields: string | null): Record<string, unknown> {
  const { ad } = lead;
  const ads =
    ad === null
      ? {}
      : {
          ad_id: ad.id,
          ad_name: ad.name,
          adset_id: ad.adSet.id,
          adset_name: ad.adSet.name,
          // One for all ads of a form: campaigns are few.
          campaign_id: `1202${lead.form}`,
          campaign_name: ad.campaign,
        };
  const whole = {
    id: lead.id,
    created_time: graphTime(lead.created),
    form_id: lead.form,
    is_organic: ad === null,
    platform: lead.platform,
    field_data: lead.answers,
    custom_disclaimer_responses: lead.boxes,
    ...ads,
  };
  return chosen(whole, fields ?? LEAD_DEFAULT);
}

export function formAnswer(form: FormBody, page: string, leads: number, fields: string | null): Record<string, unknown> {
  const whole = {
    id: form.id,
    name: form.name,
    locale: form.locale,
    status: "ACTIVE",
    page_id: page,
    leads_count: leads,
    expired_leads_count: 0,
    created_time: graphTime(1_700_000_000),
    tracking_parameters: [],
    questions: form.questions ?? questionsOf(form.locale),
    ...(form.checkboxes.length === 0
      ? {}
      : {
          legal_content: {
            custom_disclaimer: {
              checkboxes: form.checkboxes.map((box) => ({ id: box.key, ...box, is_required: false, is_checked_by_default: false })),
            },
          },
        }),
  };
  return chosen(whole, fields ?? FORM_DEFAULT);
}

export function pageAnswer(page: PageBody, fields: string | null): Record<string, unknown> {
  const whole = {
    id: page.id,
    name: page.name,
    access_token: page.token,
    leadgen_tos_accepted: true,
    has_lead_access: {
      app_has_leads_permission: true,
      can_access_lead: true,
      enabled_lead_access_manager: false,
      is_page_admin: true,
      page_id: page.id,
      user_has_leads_permission: true,
    },
  };
  return chosen(whole, fields ?? "id,name");
}

/** A page of an edge: `next` is absent at the end. */
export function paged(list: readonly Record<string, unknown>[], query: URLSearchParams, url: URL): Record<string, unknown> {
  const limit = Number(query.get("limit") ?? 25);
  const start = Number(query.get("after") ?? 0);
  const end = start + limit;
  const next = new URL(url);
  next.searchParams.set("after", String(end));
  return {
    data: list.slice(start, end),
    paging: {
      cursors: { before: String(start), after: String(Math.min(end, list.length)) },
      ...(end < list.length ? { next: String(next) } : {}),
    },
  };
}

const OPERATORS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  GREATER_THAN: (a, b) => a > b,
  GREATER_THAN_OR_EQUAL: (a, b) => a >= b,
  LESS_THAN: (a, b) => a < b,
};

/** `filtering` is one JSON array; a value that is no Unix time is silently ignored, as Meta does. */
export function filtered(leads: readonly StoredLead[], filtering: string | null): StoredLead[] {
  if (filtering === null) return [...leads];
  const filters = JSON.parse(filtering) as { field?: unknown; operator?: unknown; value?: unknown }[];
  return leads.filter((lead) =>
    filters.every((filter) => {
      const compare = OPERATORS[String(filter.operator)];
      const value = Number(filter.value);
      return filter.field !== "time_created" || compare === undefined || !Number.isFinite(value) || compare(lead.created, value);
    }),
  );
}

function chosen(whole: Record<string, unknown>, fields: string): Record<string, unknown> {
  const names = new Set(["id", ...fields.split(",")]);
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.has(name.replace(/\{.*/, ""))));
}

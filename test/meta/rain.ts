import type { CreateBody, FormBody, RainBody } from "./control.ts";
import { type DeliveredChange, deliveryBody, sign } from "./deliver.ts";
import type { StoredLead } from "./graph.ts";
import { makeAnswers, testAnswers } from "./leads.ts";
import { digits, pick, seeded, shuffled } from "./random.ts";
import type { MetaState } from "./state.ts";

const AD_SETS = ["Retargeting", "Lookalike 1%", "Broad 25-45"];
let made = 0;

/** Makes leads that Graph will serve, without telling anybody of them. */
export function create(state: MetaState, asked: Partial<CreateBody>): StoredLead[] {
  const random = seeded(asked.seed ?? Math.floor(Math.random() * 2 ** 32));
  const pages = asked.page === undefined ? state.pages().filter((page) => page.rain) : [asked.page].flatMap((id) => state.page(id) ?? []);
  if (pages.length === 0) throw new Error("no such Page, or none that rains");
  return Array.from({ length: asked.count ?? 1 }, (_, at) => {
    const page = pick(random, pages);
    const forms = state.formsOf(page.id);
    const form = asked.form === undefined ? pick(random, forms) : forms.find((one) => one.id === asked.form);
    if (form === undefined) throw new Error("no such form on this Page");
    const ad = asked.organic || asked.test ? null : adOf(random, form);
    const lead: StoredLead = {
      id: asked.seed === undefined ? freshId() : digits(random, 17),
      page: page.id,
      form: form.id,
      created: Math.floor(Date.now() / 1000),
      ad,
      platform: random() < 0.5 ? "ig" : "fb",
      answers: asked.leads?.[at]?.field_data ?? (asked.test ? testAnswers() : makeAnswers(random, form, asked.person)),
      boxes: form.checkboxes.map((box) => ({ checkbox_key: box.key, is_checked: random() < 0.8 ? "1" : "" })),
    };
    state.put("lead", lead.id, lead.form, lead.created, lead);
    return lead;
  });
}

/** Every form has three ad sets with three ads in each, the same in all its leads. */
function adOf(random: () => number, { id, name }: FormBody): StoredLead["ad"] {
  const [at, video] = [Math.floor(random() * AD_SETS.length), 1 + Math.floor(random() * 3)];
  return {
    id: `1204${id.slice(-15)}${at}${video}`,
    name: `${name}, video ${video}`,
    adSet: { id: `1203${id.slice(-15)}${at}`, name: AD_SETS[at] ?? "" },
    campaign: `${name} ${new Date().getUTCFullYear()}`,
  };
}

/** 17 digits, growing with time, never given twice. */
function freshId(): string {
  made = (made + 1) % 10_000;
  return `${Date.now()}${String(made).padStart(4, "0")}`;
}

/** Creates leads and tells the product of them, as often, as mixed and as faulty as asked. */
export async function rain(state: MetaState, asked: Partial<RainBody>) {
  return deliver(state, create(state, asked), asked, seeded(asked.seed ?? 7));
}

export async function deliver(state: MetaState, leads: readonly StoredLead[], asked: Partial<RainBody>, random: () => number) {
  const batch = asked.batch ?? 1;
  // Meta keeps every lead, and tells of those whose Page an app asked to be told of.
  const told = leads.filter(({ page }) => state.subscribed(page).includes("leadgen"));
  const bodies: string[] = [];
  for (let at = 0; at < told.length; at += batch)
    bodies.push(deliveryBody(told.slice(at, at + batch).map(changeOf), { quotedIds: asked.quotedIds ?? true }));
  const repeated = bodies.flatMap((body) => Array.from({ length: asked.repeat ?? 1 }, () => body));
  const posts = asked.shuffle ? shuffled(random, repeated) : repeated;
  const pause = asked.perSecond === undefined ? 0 : 1000 / asked.perSecond;
  const sentAt = Date.now();
  const deliveries: { status: number; ms: number }[] = [];
  for (const body of posts) {
    deliveries.push(await post(state, body, random() < (asked.badSignature ?? 0)));
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return { leads: leads.map((lead) => ({ id: lead.id, form: lead.form, page: lead.page, createdTime: lead.created, sentAt })), deliveries };
}

async function post(state: MetaState, body: string, badly: boolean): Promise<{ status: number; ms: number }> {
  const { APP_SECRET, TARGET_URL } = state.settings;
  const signature = await sign(body, badly ? "somebody-else's-secret" : APP_SECRET);
  const began = Date.now();
  const status = await fetch(TARGET_URL, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "user-agent": "facebookexternalua", "x-hub-signature-256": signature },
  }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
  state.deliveries[status] = (state.deliveries[status] ?? 0) + 1;
  return { status, ms: Date.now() - began };
}

function changeOf(lead: StoredLead): DeliveredChange {
  return { leadgen_id: lead.id, page_id: lead.page, form_id: lead.form, ad_id: lead.ad?.id, created_time: lead.created };
}

import { FacebookAdsApi, Lead, LeadgenForm, Page } from "facebook-nodejs-business-sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { APP_SECRET, openStandIn, proofFor, Receiver, type StandIn } from "./open.ts";

const PAGE = "100200300400900";
const [VILLAS, TOWERS] = ["300400500600901", "300400500600902"];
const TOKEN = "token-of-the-page";
/** Anew each time: the client writes into what it is given. */
const proof = () => ({ appsecret_proof: proofFor(TOKEN) });
const FIELDS = [
  "id",
  "created_time",
  "form_id",
  "ad_id",
  "ad_name",
  "campaign_name",
  "platform",
  "field_data",
  "custom_disclaimer_responses",
];

const receiver = new Receiver();
const api = new FacebookAdsApi(TOKEN, "en_US", false);
let meta: StandIn;

beforeAll(async () => {
  meta = await openStandIn(await receiver.listen());
  // The client knows one host: here it is told another, so that nothing of this suite can reach the real one.
  Object.defineProperty(FacebookAdsApi, "GRAPH", { get: () => meta.url });
  const boxes = [{ key: "offers", text: "Send me offers" }];
  const forms = [
    { id: VILLAS, name: "فلل النخلة", locale: "ar_AR", checkboxes: boxes },
    { id: TOWERS, name: "Towers" },
  ];
  await meta.control("POST", "pages", { id: PAGE, name: "Marina", token: TOKEN, forms });
});
afterAll(async () => {
  await meta.close();
  await receiver.close();
});
beforeEach(async () => {
  await meta.control("DELETE", "faults");
});

interface Made {
  readonly id: string;
  readonly createdTime: number;
}
const create = async (body: Record<string, unknown>) => (await meta.control("POST", "create", { page: PAGE, ...body }))["leads"] as Made[];
const one = async () => {
  const [lead] = await create({ form: VILLAS });
  if (lead === undefined) throw new Error("no lead");
  return lead.id;
};

/** What the client makes of a refusal. */
async function refusal(reading: Promise<unknown>) {
  const error = (await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as { status: number; response: { code: number; error_subcode?: number; fbtrace_id: string }; headers: Record<string, string> };
  expect(error, "the read was refused").toBeDefined();
  return error;
}
const readLead = async (id: string, params: Record<string, unknown> = proof()) =>
  new Lead(id, undefined, undefined, api).get(FIELDS, params);

describe("Meta's own client reads from the stand-in", () => {
  it("a lead: what is asked for, and by default only id, time and answers", async () => {
    const [made] = await create({
      form: VILLAS,
      leads: [{ field_data: [{ name: "full_name", values: ["Zoë Ødegård"] }, { name: "inbox_url" }] }],
    });
    const lead = await readLead(made?.id ?? "");
    expect(lead._data).toMatchObject({ id: made?.id, form_id: VILLAS, custom_disclaimer_responses: [{ checkbox_key: "offers" }] });
    expect(lead._data["field_data"]).toEqual([{ name: "full_name", values: ["Zoë Ødegård"] }, { name: "inbox_url" }]);
    expect(lead._data["created_time"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
    const plain = await api.call("GET", [made?.id ?? ""], proof());
    expect(Object.keys(plain).sort()).toEqual(["created_time", "field_data", "id"]);
  });

  it("a lead without an ad says nothing of ads", async () => {
    const [made] = await create({ form: VILLAS, organic: true });
    const lead = await readLead(made?.id ?? "");
    expect(Object.keys(lead._data)).not.toContain("ad_id");
  });

  it("a form with its questions in its own language, and a Page's forms", async () => {
    const form = await new LeadgenForm(VILLAS, undefined, undefined, api).get(["name", "locale", "questions", "legal_content"], proof());
    expect(form._data).toMatchObject({ id: VILLAS, name: "فلل النخلة", locale: "ar_AR" });
    expect(form._data["questions"]).toContainEqual(expect.objectContaining({ key: "full_name", label: "الاسم الكامل", type: "FULL_NAME" }));
    const forms = await new Page(PAGE, undefined, undefined, api).getLeadGenForms(["id"], proof());
    expect(forms.map((found) => String(found._data["id"])).sort()).toEqual([VILLAS, TOWERS]);
  });

  it("a form's leads, page by page to the last, and only those after a time", async () => {
    const made = await create({ form: TOWERS, count: 60 });
    const read: string[] = [];
    let cursor = await new LeadgenForm(TOWERS, undefined, undefined, api).getLeads(["id"], { ...proof(), limit: 25 });
    read.push(...cursor.map((lead) => String(lead._data["id"])));
    while (cursor.hasNext()) {
      cursor = await cursor.next();
      read.push(...cursor.map((lead) => String(lead._data["id"])));
    }
    expect(read.sort()).toEqual(made.map((lead) => lead.id).sort());
    const last = Math.max(...made.map((lead) => lead.createdTime));
    const after = (value: unknown) => ({ ...proof(), limit: 100, filtering: [{ field: "time_created", operator: "GREATER_THAN", value }] });
    const later = await new LeadgenForm(TOWERS, undefined, undefined, api).getLeads(["id"], after(last));
    expect(later).toHaveLength(0);
    const sooner = await new LeadgenForm(TOWERS, undefined, undefined, api).getLeads(["id"], after(last - 3600));
    expect(sooner).toHaveLength(60);
    // Meta ignores a time that is none, and answers with everything.
    const ignored = await new LeadgenForm(TOWERS, undefined, undefined, api).getLeads(["id"], after("2099-01-01"));
    expect(ignored).toHaveLength(60);
  });
});

describe("Meta's own client is refused by the stand-in as by Meta", () => {
  it.each([
    ["expired_token", 401, 190, 463],
    ["missing_permission", 403, 200, undefined],
    ["http500", 500, 2, undefined],
    ["not_found", 400, 100, 33],
    ["lead_access", 403, 103, undefined],
  ])("a fault of the kind %s", async (kind, status, code, subcode) => {
    const id = await one();
    await meta.control("POST", "faults", { share: 1, kinds: [kind] });
    const error = await refusal(readLead(id));
    expect(error).toMatchObject({ status, response: { code, fbtrace_id: expect.any(String) as string } });
    expect(error.response.error_subcode).toBe(subcode);
  });

  it("a throttled Page says how long, in the header of its own bucket", async () => {
    const id = await one();
    await meta.control("POST", "faults", { share: 1, kinds: ["throttled"] });
    const error = await refusal(readLead(id));
    expect(error.response.code).toBe(80_005);
    const usage = JSON.parse(error.headers["x-business-use-case-usage"] ?? "{}") as Record<string, unknown>;
    expect(usage[PAGE]).toEqual([expect.objectContaining({ type: "leadgen", estimated_time_to_regain_access: 3 })]);
  });

  it("an id that it does not know, a proof that is wrong, a token that is nobody's", async () => {
    expect((await refusal(readLead("123456789012345"))).response).toMatchObject({ code: 100, error_subcode: 33 });
    const id = await one();
    expect((await refusal(readLead(id, { appsecret_proof: proofFor(TOKEN, "another secret") }))).response.code).toBe(104);
    expect((await refusal(readLead(id, {}))).response.code).toBe(104);
    const stranger = new FacebookAdsApi("nobody's token", "en_US", false);
    expect((await refusal(stranger.call("GET", [id], proof()))).response.code).toBe(190);
  });

  it("a version that has ended, and more than a hundred at once", async () => {
    const answer = await fetch(`${meta.url}/v19.0/${PAGE}?access_token=${TOKEN}&appsecret_proof=${proofFor(TOKEN)}`);
    expect(await answer.json()).toMatchObject({ error: { code: 2635 } });
    const form = new LeadgenForm(VILLAS, undefined, undefined, api);
    expect((await refusal(form.getLeads(["id"], { ...proof(), limit: 15_000 }))).response.code).toBe(1);
  });

  it("faults at a share come the same for the same seed, and end when they are told to", async () => {
    const id = await one();
    const run = async (seed: number) => {
      await meta.control("POST", "faults", { share: 0.4, kinds: ["http500", "not_found"], seed });
      const codes: number[] = [];
      for (let n = 0; n < 40; n++) {
        codes.push(
          await readLead(id).then(
            () => 0,
            (error: { response: { code: number } }) => error.response.code,
          ),
        );
      }
      return codes;
    };
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    expect(await run(6)).not.toEqual(first);
    expect(first.filter((code) => code !== 0).length).toBeGreaterThan(8);
    expect(new Set(first)).toEqual(new Set([0, 2, 100]));
    await meta.control("POST", "faults", { share: 1, kinds: ["http500"], once: 2 });
    for (const expected of [2, 2, 0]) {
      const code = await readLead(id).then(
        () => 0,
        (error: { response: { code: number } }) => error.response.code,
      );
      expect(code).toBe(expected);
    }
  });
});

describe("the dialog and what it opens", () => {
  const BACK = "http://127.0.0.1:1/back?kept=1";
  const app = { client_id: "100000000000001", client_secret: APP_SECRET };
  const ask = async (path: string, query: Readonly<Record<string, string>>, init: RequestInit = {}) => {
    const answer = await fetch(`${meta.url}/v26.0/${path}?${new URLSearchParams(query).toString()}`, init);
    return { status: answer.status, text: await answer.text() };
  };
  const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

  async function code(): Promise<string> {
    const { text } = await ask("dialog/oauth", { client_id: app.client_id, redirect_uri: BACK, response_type: "code", state: "s&t" });
    const yes = new URL((/href="([^"]+)"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&"));
    expect([yes.searchParams.get("state"), yes.searchParams.get("kept")]).toEqual(["s&t", "1"]);
    return yes.searchParams.get("code") ?? "";
  }

  it("a code opens once, for the app's own secret and the address it was given for", async () => {
    const [one, other] = [await code(), await code()];
    expect((await ask("oauth/access_token", { ...app, client_secret: "another", redirect_uri: BACK, code: one })).status).toBe(400);
    expect((await ask("oauth/access_token", { ...app, redirect_uri: "http://127.0.0.1:1/elsewhere", code: other })).status).toBe(400);
    const first = await ask("oauth/access_token", { ...app, redirect_uri: BACK, code: one });
    expect(json(first.text)).toMatchObject({ token_type: "bearer", access_token: expect.any(String) });
    expect((await ask("oauth/access_token", { ...app, redirect_uri: BACK, code: one })).status).toBe(400);
    const short = String(json(first.text)["access_token"]);
    const long = json((await ask("oauth/access_token", { ...app, grant_type: "fb_exchange_token", fb_exchange_token: short })).text);
    const person = String(long["access_token"]);
    const by = { headers: { authorization: `Bearer ${person}` } };
    const pages = await ask("me/accounts", { fields: "name,access_token,tasks", appsecret_proof: proofFor(person) }, by);
    expect(json(pages.text)["data"]).toContainEqual(expect.objectContaining({ id: PAGE, name: "Marina", access_token: TOKEN }));
    const plain = await ask("me/accounts", { appsecret_proof: proofFor(person) }, by);
    expect(plain.text).not.toContain(TOKEN);
    expect((await ask("me/accounts", { appsecret_proof: proofFor("another") }, by)).status).toBe(400);
  });

  it("tells of a Page's leads once an app asked for that, until it is taken off", async () => {
    const quiet = { id: "100200300400907", name: "Quiet", token: "token-quiet", subscribed: false };
    await meta.control("POST", "pages", { ...quiet, forms: [{ id: "300400500600907", name: "Quiet" }] });
    const rained = async () => ((await meta.control("POST", "rain", { page: quiet.id }))["deliveries"] as unknown[]).length;
    const own = { appsecret_proof: proofFor(quiet.token), access_token: quiet.token };
    const path = `${quiet.id}/subscribed_apps`;
    expect([await rained(), json((await ask(path, own)).text)["data"]]).toEqual([0, []]);
    await ask(path, { ...own, subscribed_fields: "leadgen" }, { method: "POST" });
    expect(json((await ask(path, own)).text)["data"]).toMatchObject([{ id: app.client_id, subscribed_fields: ["leadgen"] }]);
    expect(await rained()).toBe(1);
    await ask(path, own, { method: "DELETE" });
    expect(await rained()).toBe(0);
  });
});

import { type Context, Hono } from "hono";
import * as v from "valibot";
import { subscriptionBody, createBody, deliverBody, faultsBody, pageBody, rainBody, steadyBody } from "./control.ts";
import { hex } from "./deliver.ts";
import { errorAnswer, unknownObject, usageHeaders } from "./faults.ts";
import { filtered, formAnswer, leadAnswer, pageAnswer, paged } from "./graph.ts";
import { create, deliver, rain } from "./rain.ts";
import { accounts, dialog, subscriptions, token } from "./oauth.ts";
import { seeded } from "./random.ts";
import type { MetaState } from "./state.ts";

const OLDEST_MAJOR = 21;

export function routes(state: MetaState) {
  return new Hono()
    .onError((error, c) => c.json({ error: error.message }, 400))
    .route("/_", control(state))
    .get("/:version/dialog/oauth", (c) => dialog(c, state))
    .get("/:version/oauth/access_token", (c) => token(c, state))
    .get("/:version/me/accounts", (c) => byPerson(c, state))
    .get("/:version/:id", (c) => graph(c, state, ""))
    .on(["GET", "POST", "DELETE"], "/:version/:id/subscribed_apps", (c) => graph(c, state, "subscribed_apps"))
    .get("/:version/:id/:edge", (c) => graph(c, state, c.req.param("edge")));
}

function control(state: MetaState) {
  return new Hono()
    .post("/pages", async (c) => {
      const page = await read(c, pageBody);
      state.put("page", page.id, "", Date.now(), page);
      for (const form of page.forms) state.put("form", form.id, page.id, Date.now(), { ...form, page: page.id });
      return c.json({ ok: true });
    })
    .post("/create", async (c) => {
      const leads = create(state, await read(c, createBody));
      return c.json({ leads: leads.map((lead) => ({ id: lead.id, form: lead.form, page: lead.page, createdTime: lead.created })) });
    })
    .post("/rain", async (c) => c.json(await rain(state, await read(c, rainBody))))
    .post("/rain/steady", async (c) => {
      await state.setSteady(await read(c, steadyBody));
      return c.json({ ok: true });
    })
    .delete("/rain/steady", async (c) => {
      await state.setSteady(null);
      return c.json({ ok: true });
    })
    .post("/deliver", async (c) => {
      const asked = await read(c, deliverBody);
      const leads = asked.leads.flatMap((id) => state.lead(id) ?? []);
      return c.json(await deliver(state, leads, { ...asked, leads: undefined }, seeded(7)));
    })
    .post("/faults", async (c) => {
      state.setFaults(await read(c, faultsBody));
      return c.json({ ok: true });
    })
    .delete("/faults", (c) => {
      state.setFaults(null);
      return c.json({ ok: true });
    })
    .get("/state", (c) =>
      c.json({
        pages: state.count("page"),
        forms: state.count("form"),
        leads: state.count("lead"),
        calls: state.calls,
        deliveries: state.deliveries,
        faults: state.faults(),
        steady: state.steady() ?? null,
      }),
    )
    .post("/subscriptions", async (c) => {
      const { page, fields } = await read(c, subscriptionBody);
      state.subscribe(page, fields);
      return c.json({ ok: true });
    })
    .get("/subscriptions", (c) => c.json({ subscriptions: Object.fromEntries(state.pages().map(({ id }) => [id, state.subscribed(id)])) }))
    .put("/notes/:key", async (c) => {
      state.put("note", c.req.param("key"), "", Date.now(), await c.req.json());
      return c.json({ ok: true });
    })
    .get("/notes", (c) => c.json({ notes: state.notes() }))
    .post("/reset", async (c) => {
      await state.forget();
      return c.json({ ok: true });
    });
}

async function read<T>(c: Context, schema: v.GenericSchema<unknown, T>): Promise<T> {
  return v.parse(schema, await c.req.json().catch(() => undefined));
}

/** In the address, or in the header. */
function tokenOf(c: Context): string | null {
  return c.req.query("access_token") ?? /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
}

/** What the person of the dialog may see, by their own token. */
async function byPerson(c: Context, state: MetaState): Promise<Response> {
  const asked = tokenOf(c) ?? "";
  if (c.req.query("appsecret_proof") !== (await proofOf(asked, state.settings.APP_SECRET)))
    return errorAnswer(400, { message: "Invalid appsecret_proof provided in the API argument", type: "GraphMethodException", code: 104 });
  // No Page of its own: faults of this are set for the Page 0.
  return (await state.faultFor("0", "0")) ?? accounts(c, state, asked);
}

/** One Graph read, checked in Meta's order: version, token, proof, object, the right to it. */
async function graph(c: Context, state: MetaState, edge: string): Promise<Response> {
  // Meta's own client sends a body with its reads; one left unread would hold up the next read on the same connection.
  await c.req.arrayBuffer();
  const url = new URL(c.req.url);
  const query = url.searchParams;
  const [version, id] = [c.req.param("version") ?? "", c.req.param("id") ?? ""];
  const major = /^v(\d+)\.\d$/.exec(version)?.[1];
  const newest = Number(/^v(\d+)/.exec(state.settings.GRAPH_VERSION)?.[1]);
  if (major === undefined || Number(major) < OLDEST_MAJOR || Number(major) > newest) {
    return errorAnswer(400, { message: "You are calling a deprecated version of the Ads API.", type: "OAuthException", code: 2635 });
  }
  const asked = tokenOf(c);
  if (asked === null)
    return errorAnswer(400, { message: "An active access token must be used to query information.", type: "OAuthException", code: 2500 });
  const owner = state.pages().find((page) => page.token === asked);
  if (owner === undefined) return errorAnswer(400, { message: "Invalid OAuth access token.", type: "OAuthException", code: 190 });
  if (query.get("appsecret_proof") !== (await proofOf(asked, state.settings.APP_SECRET))) {
    return errorAnswer(400, { message: "Invalid appsecret_proof provided in the API argument", type: "GraphMethodException", code: 104 });
  }
  const fault = await state.faultFor(owner.id, id);
  if (fault !== null) return fault;
  if (edge === "subscribed_apps" && id === owner.id) return subscriptions(c, state, id);
  const headers = { ...usageHeaders(owner.id), "facebook-api-version": version };
  const answer = answerFor(state, owner.id, id, edge, query, url);
  if (answer instanceof Response) return answer;
  if (answer !== null) return c.json(answer, 200, headers);
  const { status, error } = unknownObject(id);
  return errorAnswer(status, error, headers);
}

function answerFor(
  state: MetaState,
  owner: string,
  id: string,
  edge: string,
  query: URLSearchParams,
  url: URL,
): Record<string, unknown> | Response | null {
  const fields = query.get("fields");
  const [lead, form, page] = [state.lead(id), state.form(id), state.page(id)];
  const what = `${lead ? "lead" : form ? "form" : page ? "page" : "unknown"}${edge === "" ? "" : `/${edge}`}`;
  state.called(what);
  if (Number(query.get("limit") ?? 25) > 100)
    return errorAnswer(500, {
      message: "Please reduce the amount of data you're asking for, then retry your request",
      type: "OAuthException",
      code: 1,
    });
  if (what === "lead" && lead?.page === owner) return leadAnswer(lead, fields);
  if (what === "form" && form?.page === owner) return formAnswer(form, owner, state.leadsOf(id).length, fields);
  if (what === "form/leads" && form?.page === owner) {
    return paged(
      filtered(state.leadsOf(id), query.get("filtering")).map((one) => leadAnswer(one, fields)),
      query,
      url,
    );
  }
  if (what === "page" && page?.id === owner) return pageAnswer(page, fields);
  if (what === "page/leadgen_forms" && page?.id === owner) {
    return paged(
      state.formsOf(id).map((one) => formAnswer(one, id, state.leadsOf(one.id).length, fields)),
      query,
      url,
    );
  }
  return null;
}

async function proofOf(token: string, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, encoder.encode(token)));
}

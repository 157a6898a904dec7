import type { Context } from "hono";
import { html } from "hono/html";
import { errorAnswer } from "./faults.ts";
import { paged } from "./graph.ts";
import type { MetaState } from "./state.ts";

/** Meta's dialog and what it opens: one person, who runs every Page that the stand-in knows. */

const PERSON = "Khalid";

/** The dialog itself: a person says yes or no, and is sent back with a code or with why not. */
export function dialog(c: Context, state: MetaState): Response | Promise<Response> {
  const query = c.req.query();
  const redirect = query["redirect_uri"];
  if (query["client_id"] !== state.settings.APP_ID || redirect === undefined || query["response_type"] !== "code")
    return c.text("Invalid App ID, or no address to go back to", 400);
  const back = (how: Readonly<Record<string, string>>) => {
    const url = new URL(redirect);
    for (const [name, value] of Object.entries({ ...how, state: query["state"] ?? "" })) url.searchParams.set(name, value);
    return url.href;
  };
  const code = `code-${crypto.randomUUID()}`;
  state.keep(code, redirect);
  const yes = back({ code });
  const no = back({ error: "access_denied", error_reason: "user_denied", error_description: "Permissions error" });
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Stand-in of Meta</title>
        <body style="font: 16px/1.5 system-ui; max-width: 26rem; margin: 4rem auto; padding: 0 1rem">
          <h1 style="font-size: 1.25rem">Stand-in of Meta</h1>
          <p>LEADOXE CRM asks to read the leads of your Pages:</p>
          <ul>
            ${state.pages().map((page) => html`<li><bdi>${page.name}</bdi></li>`)}
          </ul>
          <p><a href="${yes}">Continue as ${PERSON}</a> &nbsp; <a href="${no}">Cancel</a></p>
        </body>
      </html>`,
  );
}

/** A code for a token that ends soon, and that one for one that does not. A code opens once. */
export function token(c: Context, state: MetaState): Response {
  const query = c.req.query();
  if (query["client_id"] !== state.settings.APP_ID || query["client_secret"] !== state.settings.APP_SECRET)
    return errorAnswer(400, { message: "Error validating client secret.", type: "OAuthException", code: 1 });
  if (query["grant_type"] === "fb_exchange_token") {
    const short = query["fb_exchange_token"] ?? "";
    if (state.kept(short) === undefined) return refusedToken();
    return granted(c, state, `long-${short}`, 5_183_944);
  }
  const code = query["code"] ?? "";
  const redirect = state.kept(code);
  state.drop(code);
  if (redirect === undefined || redirect !== query["redirect_uri"])
    return errorAnswer(400, {
      message: "This authorization code has been used.",
      type: "OAuthException",
      code: 100,
      error_subcode: 36_009,
    });
  return granted(c, state, `user-${code}`, 5_400);
}

function granted(c: Context, state: MetaState, made: string, seconds: number): Response {
  state.keep(made, PERSON);
  return c.json({ access_token: made, token_type: "bearer", expires_in: seconds });
}

const refusedToken = () => errorAnswer(400, { message: "Invalid OAuth access token.", type: "OAuthException", code: 190 });

/** A Page's token only where it is asked for by name. */
export function accounts(c: Context, state: MetaState, asked: string): Response {
  if (state.kept(asked) === undefined) return refusedToken();
  const fields = new Set((c.req.query("fields") ?? "id,name").split(","));
  const all = state.pages().map(({ id, name, category, tasks, token: access_token }) => ({ id, name, category, tasks, access_token }));
  const chosen = all.map((page) => Object.fromEntries(Object.entries(page).filter(([name]) => name === "id" || fields.has(name))));
  const url = new URL(c.req.url);
  return c.json(paged(chosen, url.searchParams, url));
}

/** Which apps are told of a Page's news: ours, or nobody. */
export function subscriptions(c: Context, state: MetaState, page: string): Response {
  const { APP_ID } = state.settings;
  if (c.req.method === "DELETE") state.subscribe(page, []);
  if (c.req.method === "POST") state.subscribe(page, (c.req.query("subscribed_fields") ?? "").split(","));
  if (c.req.method !== "GET") return c.json({ success: true });
  const fields = state.subscribed(page);
  return c.json({
    data: fields.length === 0 ? [] : [{ id: APP_ID, name: "LEADOXE CRM", category: "Business", subscribed_fields: fields }],
  });
}

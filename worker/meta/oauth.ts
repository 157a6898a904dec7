import * as v from "valibot";
import { metaId } from "../../domain/ids.ts";
import { givesLeads, type OfferedPage } from "../../domain/page.ts";
import { openToken, sealToken } from "../sealed.ts";
import { granted, type Granted } from "./connection.ts";
import { askMeta, type GraphAnswer, type GraphSettings } from "./graph.ts";

/** Connecting: the way to Meta's dialog, what came back from it, and which Pages that opens. */

export interface DialogSettings extends GraphSettings {
  readonly META_APP_ID: string;
  readonly META_DIALOG_URL: string;
  /** A configuration of Facebook Login for Business, which then says what is asked for. */
  readonly META_CONFIG_ID?: string | undefined;
  readonly TOKEN_KEYS: string;
}

/** What reading leads and being told of them needs. */
const SCOPES = [
  "pages_show_list",
  "pages_read_engagement",
  "pages_manage_metadata",
  "pages_manage_ads",
  "leads_retrieval",
  "ads_management",
  // Pages of a business portfolio are not listed without it.
  "business_management",
];

/** Who went to Meta, from which workspace, and until when they may come back. */
const errand = v.object({ workspace: v.string(), person: v.string(), until: v.number() });
export type Errand = v.InferOutput<typeof errand>;
const ERRAND = "connecting";

/** Meta's dialog, with what leads back: sealed, so that nobody else's permission can be brought here under a person's session. */
export async function dialogUrl(settings: DialogSettings, redirect: string, of: Errand): Promise<string> {
  const url = new URL(`${settings.META_DIALOG_URL}/${settings.META_GRAPH_VERSION}/dialog/oauth`);
  const asked: Record<string, string> =
    settings.META_CONFIG_ID === undefined
      ? { scope: SCOPES.join(","), auth_type: "rerequest" }
      : { config_id: settings.META_CONFIG_ID, override_default_response_type: "true" };
  const state = await sealToken(settings.TOKEN_KEYS, ERRAND, JSON.stringify(of));
  const query = { client_id: settings.META_APP_ID, redirect_uri: redirect, response_type: "code", state, ...asked };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Null: none of ours, or damaged on its way. */
export async function openErrand(state: string, keys: string): Promise<Errand | null> {
  const text = await openToken(keys, ERRAND, state).catch(() => null);
  return text === null ? null : v.parse(errand, JSON.parse(text));
}

const token = v.object({ access_token: v.pipe(v.string(), v.nonEmpty(), v.maxLength(2_000)) });

/** Names at Meta end at a few hundred letters. */
const name = v.pipe(
  v.string(),
  v.transform((value) => value.slice(0, 500)),
);
const account = v.object({
  id: metaId,
  name,
  access_token: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(2_000))),
  category: v.optional(v.nullable(name), null),
  tasks: v.optional(v.fallback(v.nullable(v.array(v.string())), null), null),
});
/** One that cannot be read costs itself, never the others. */
const accounts = v.object({
  data: v.pipe(
    v.array(v.unknown()),
    v.transform((items) => items.flatMap((item) => (v.is(account, item) ? [v.parse(account, item)] : []))),
  ),
  paging: v.optional(v.object({ next: v.optional(v.string()), cursors: v.optional(v.object({ after: v.optional(v.string()) })) })),
});

/** Meta's most for one answer, and more of them than anybody runs. */
const PAGE_SIZE = 100;
const MOST_ANSWERS = 10;

export interface Opened {
  readonly pages: readonly OfferedPage[];
  readonly granted: readonly Granted[];
}

/**
 * The Pages that a code from the dialog opens, each with a token that ends with no date. The person's own token is asked for long enough to
 * read them and kept nowhere.
 */
export async function openPages(code: string, redirect: string, settings: DialogSettings): Promise<GraphAnswer<Opened>> {
  const app = { client_id: settings.META_APP_ID, client_secret: settings.META_APP_SECRET };
  const exchange = (query: Readonly<Record<string, string>>) =>
    askMeta({ method: "GET", path: "oauth/access_token", query: { ...app, ...query }, as: null }, token, settings);
  const short = await exchange({ redirect_uri: redirect, code });
  if (!short.ok) return short;
  // Tokens of Pages live as long as the one they are read with: an hour, or without end.
  const long = await exchange({ grant_type: "fb_exchange_token", fb_exchange_token: short.value.access_token });
  if (!long.ok) return long;
  const found: v.InferOutput<typeof account>[] = [];
  let after = "";
  for (let answers = 0; answers < MOST_ANSWERS; answers++) {
    const query = { fields: "id,name,access_token,tasks,category", limit: String(PAGE_SIZE), ...(after === "" ? {} : { after }) };
    const read = await askMeta({ method: "GET", path: "me/accounts", query, as: long.value.access_token }, accounts, settings);
    if (!read.ok) return read;
    found.push(...read.value.data);
    after = (read.value.paging?.next === undefined ? undefined : read.value.paging.cursors?.after) ?? "";
    if (after === "") break;
  }
  return {
    ok: true,
    value: {
      pages: found.map(({ id, name, category, tasks, access_token }) => ({
        id,
        name,
        category,
        may: access_token !== undefined && givesLeads(tasks),
      })),
      granted: found.flatMap(({ id, access_token }) => (access_token === undefined ? [] : [granted(id, access_token)])),
    },
  };
}

import * as v from "valibot";
import { metaId } from "../../domain/ids.ts";
import type { Granted } from "./connection.ts";
import { askForPage, type GraphAnswer, type GraphSettings } from "./graph.ts";

/** Whether Meta tells us of a Page's leads. */

interface AppSettings extends GraphSettings {
  readonly META_APP_ID: string;
}

const LEADS = "leadgen";
const subscription = v.object({ id: metaId, subscribed_fields: v.optional(v.fallback(v.array(v.string()), []), []) });
const subscriptions = v.object({
  data: v.pipe(
    v.array(v.unknown()),
    v.transform((items) => items.flatMap((item) => (v.is(subscription, item) ? [v.parse(subscription, item)] : []))),
  ),
});
/** Meta says so in either way. */
const done = v.object({ success: v.union([v.literal(true), v.literal("true")]) });

/** What is written replaces the whole list: what else this app is told of stays. Written also where it stands: an end may be on its way. */
export async function subscribe(page: Granted, settings: AppSettings): Promise<GraphAnswer<unknown>> {
  const path = `${page.page}/subscribed_apps`;
  const read = await askForPage(page, { method: "GET", path, query: {} }, subscriptions, settings);
  if (!read.ok) return read;
  const ours = read.value.data.find(({ id }) => id === settings.META_APP_ID)?.subscribed_fields ?? [];
  const fields = [...new Set([...ours, LEADS])].join(",");
  return askForPage(page, { method: "POST", path, query: { subscribed_fields: fields } }, done, settings);
}

/** The app is taken off the Page, whatever else it was told of. */
export function unsubscribe(page: Granted, settings: AppSettings): Promise<GraphAnswer<unknown>> {
  return askForPage(page, { method: "DELETE", path: `${page.page}/subscribed_apps`, query: {} }, done, settings);
}

import * as v from "valibot";
import { leadsAnswer } from "../../domain/api.ts";
import { type Filter, type Sort, sortText, textOf } from "../../domain/filter.ts";
import { type CountGroup, countsAnswer, searchAnswer } from "../../domain/listing.ts";
import { viewAnswer, type viewBody } from "../../domain/view.ts";
import type { Call } from "./call.ts";

/** Where a page of a list begins, and how long it is. */
export interface PageAsk {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

const removed = v.object({ id: v.string() });

/** Lists of leads as they are filtered, ordered, counted and searched, and the views that are kept of them; loaded with the screens that need it. */
export function createViewsApi(call: Call, slug: string) {
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/${rest}`;
  const asked = (...parts: readonly string[]) => parts.filter((part) => part !== "").join("&");
  const said = (name: string, value: string | number | undefined) => (value === undefined ? "" : `${name}=${encodeURIComponent(value)}`);
  return {
    list: (filter: Filter, sort: Sort, { after, limit }: PageAsk = {}, signal?: AbortSignal) => {
      const query = asked(textOf(filter), said("sort", sortText(sort)), said("after", after), said("limit", limit));
      return call(leadsAnswer, "GET", at(`leads?${query}`), undefined, signal);
    },
    counts: (filter: Filter, group?: CountGroup, signal?: AbortSignal) =>
      call(countsAnswer, "GET", at(`counts?${asked(textOf(filter), said("group", group))}`), undefined, signal),
    search: (text: string, signal?: AbortSignal) => call(searchAnswer, "GET", at(`search?${said("q", text)}`), undefined, signal),
    view: (id: string, signal?: AbortSignal) => call(viewAnswer, "GET", at(`views/${encodeURIComponent(id)}`), undefined, signal),
    saveView: (id: string, body: v.InferInput<typeof viewBody>) => call(viewAnswer, "PUT", at(`views/${encodeURIComponent(id)}`), body),
    removeView: (id: string, version: number) => call(removed, "POST", at(`views/${encodeURIComponent(id)}/remove`), { version }),
  };
}

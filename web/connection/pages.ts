import * as v from "valibot";
import { connectAnswer, dialogAnswer, offerAnswer, pagesAnswer } from "../../domain/page.ts";
import type { Call } from "./call.ts";

/** The Pages of a workspace; loaded with the screens that show them. */
export function createPagesApi(call: Call, slug: string) {
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/pages${rest}`;
  const offer = (id: string) => at(`/offers/${encodeURIComponent(id)}`);
  return {
    read: async () => (await call(pagesAnswer, "GET", at(""))).pages,
    /** Where to go on at Meta. */
    dialog: async () => (await call(dialogAnswer, "POST", at("/dialog"), {})).url,
    offer: (id: string) => call(offerAnswer, "GET", offer(id)),
    connect: (id: string, pages: readonly string[]) => call(connectAnswer, "POST", offer(id), { pages }),
    disconnect: (page: string) => call(v.object({}), "POST", at(`/${encodeURIComponent(page)}/disconnect`), {}),
  };
}
export type PagesApi = ReturnType<typeof createPagesApi>;

import type { Fetch } from "./connection/call.ts";
import type { Browser, Clock } from "./connection/edge.ts";
import { createSupportApi } from "./connection/support.ts";
import { createSupportDesk, type SupportDesk } from "./store/support.ts";

/** Support in one workspace with what it needs of the outside world; loaded for owners, and for support. */
export function openSupport(fetch: Fetch, edge: { readonly clock: Clock; readonly browser: Browser }, slug: string): SupportDesk {
  return createSupportDesk({ api: createSupportApi(fetch, slug), ...edge });
}

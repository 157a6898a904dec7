import type { ApiFailure, Fetch } from "./connection/call.ts";
import type { Browser, Clock } from "./connection/edge.ts";
import { createPeopleApi, makeWorkspace } from "./connection/people.ts";
import { createRecordsApi } from "./connection/records.ts";
import { createMaking, type Making } from "./store/settings/making.ts";
import { createSettings, type Settings } from "./store/settings/settings.ts";

/** The settings of one workspace with what they need of the outside world; loaded with their screens. `failed` hears of every refusal. */
export function openSettings(
  fetch: Fetch,
  edge: { readonly clock: Clock; readonly browser: Browser },
  slug: string,
  failed: (failure: ApiFailure) => void,
): Settings {
  return createSettings({ people: createPeopleApi(fetch, slug, failed), records: createRecordsApi(fetch, slug, failed), ...edge });
}

export function openMaking(fetch: Fetch, clock: Clock): Making {
  return createMaking((body) => makeWorkspace(fetch, body), clock);
}

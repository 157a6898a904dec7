import { useSearchParams } from "@solidjs/router";
import { createMemo, untrack } from "solid-js";
import { CHANGE_STATES, VERDICTS } from "../../../domain/console.ts";
import type { Filters } from "../../store/console/log.ts";
import { useNow } from "../context.tsx";

export const SINCE = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
export type Since = keyof typeof SINCE;
export const FILTER_KEYS = ["verdict", "state", "page", "workspace", "place", "since"] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** The filters as the address says them: a log can be sent to somebody as a link. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const now = useNow();
  const text = (key: FilterKey) => {
    const value = search[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const since = () => (Object.keys(SINCE) as Since[]).find((one) => one === text("since"));
  const filters = createMemo<Filters>(
    () => {
      const span = since();
      return {
        verdict: VERDICTS.find((one) => one === text("verdict")),
        state: CHANGE_STATES.find((one) => one === text("state")),
        page: text("page"),
        workspace: text("workspace"),
        place: text("place"),
        // From when the filter was chosen: a log that is read must not lose its end while it is.
        since: span === undefined ? undefined : untrack(now) - SINCE[span],
      };
    },
    {},
    // Another span is another filter, though both begin at a moment.
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const query = () => {
    const kept = new URLSearchParams(FILTER_KEYS.flatMap((key) => (text(key) === undefined ? [] : [[key, text(key) ?? ""]]))).toString();
    return kept === "" ? "" : `?${kept}`;
  };
  return {
    filters,
    since,
    query,
    any: () => FILTER_KEYS.some((key) => text(key) !== undefined),
    set: (key: FilterKey, value: string | undefined) => setSearch({ [key]: value }, { replace: true }),
    clear: () => setSearch(Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined])), { replace: true }),
  };
}
export type FilterSet = ReturnType<typeof useFilters>;

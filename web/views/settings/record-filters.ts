import { useSearchParams } from "@solidjs/router";
import { createMemo, untrack } from "solid-js";
import type { RecordsFilter } from "../../store/settings/records.ts";
import { useNow } from "../context.tsx";
import { endOf, startOf } from "./days.ts";

const DAY_MS = 86_400_000;
export const SPANS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
export type Span = keyof typeof SPANS;
const KEYS = ["actor", "subject", "act", "since", "from", "to"] as const;
type FilterKey = (typeof KEYS)[number];

/** The filters as the address says them: what one found can be sent to somebody as a link. */
export function useRecordFilters() {
  const [search, setSearch] = useSearchParams();
  const now = useNow();
  const text = (key: FilterKey) => {
    const value = search[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const span = () => (Object.keys(SPANS) as Span[]).find((one) => one === text("since"));
  const filter = createMemo<RecordsFilter>(
    () => {
      const since = span();
      return {
        actor: text("actor"),
        subject: text("subject"),
        act: text("act"),
        // From when it was chosen: a log that is read must not lose its end while it is.
        from: since === undefined ? startOf(text("from")) : untrack(now) - SPANS[since],
        to: since === undefined ? endOf(text("to")) : undefined,
      };
    },
    {},
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const set = (over: Partial<Record<FilterKey, string | undefined>>) => setSearch(over, { replace: true });
  return {
    filter,
    span,
    day: (key: "from" | "to") => text(key),
    value: text,
    any: () => KEYS.some((key) => text(key) !== undefined),
    set,
    clear: () => set(Object.fromEntries(KEYS.map((key) => [key, undefined]))),
  };
}
export type RecordFilters = ReturnType<typeof useRecordFilters>;

import { type Accessor, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { DeliveriesQuery, DeliveryRow } from "../../../domain/console.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { ConsoleApi } from "../../connection/console.ts";
import { asFailure } from "./resource.ts";

export type Filters = Omit<DeliveriesQuery, "after">;

/** The log of deliveries under one set of filters, newest first; live rows join it, older ones come page by page. */
export interface Log {
  readonly ids: Accessor<readonly string[]>;
  row(id: string): DeliveryRow | undefined;
  /** Arrived while the log was open. */
  fresh(id: string): boolean;
  readonly loading: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  /** The first page is here. */
  readonly ready: Accessor<boolean>;
  /** How far back was looked, where the log goes on; null at its end. */
  readonly lookedTo: Accessor<number | null>;
  show(filters: Filters): void;
  /** Reads the newest page again; older rows that are here stay. */
  refresh(): Promise<void>;
  more(): Promise<void>;
  take(rows: readonly DeliveryRow[]): void;
}

/** Rows that are kept: a page left open over night must not grow for ever. */
const KEPT = 2_000;

export function createLog(api: Pick<ConsoleApi, "deliveries">, failed: (failure: ApiFailure) => void): Log {
  const [rows, setRows] = createStore<Record<string, DeliveryRow>>({});
  const [ids, setIds] = createSignal<readonly string[]>([]);
  const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set());
  const [loading, setLoading] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [ready, setReady] = createSignal(false);
  const [next, setNext] = createSignal<string | null>(null);
  let filters: Filters = {};
  let asking: AbortController | null = null;
  /** Sent live while a page was on its way: newer than the page. */
  let live = new Set<string>();

  function put(list: readonly DeliveryRow[], from: "page" | "live"): void {
    const fits = list.filter((row) => matches(row, filters));
    const gone = new Set(from === "live" ? list.filter((row) => !matches(row, filters)).map((row) => row.id) : []);
    for (const row of fits) {
      if (from === "live") live.add(row.id);
      else if (live.has(row.id)) continue;
      setRows(row.id, reconcile(row));
    }
    setIds((all) => {
      const known = new Set(all);
      const added = fits.filter((row) => !known.has(row.id)).map((row) => row.id);
      if (from === "live" && ready() && added.length > 0) setFresh((before) => new Set([...before, ...added]));
      if (added.length === 0 && gone.size === 0) return all;
      const merged = [...all, ...added].filter((id) => !gone.has(id));
      return merged.sort((a, b) => order(rows[a], rows[b])).slice(0, KEPT);
    });
  }

  async function ask(after: string | undefined): Promise<void> {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    live = new Set();
    setLoading(true);
    try {
      const page = await api.deliveries({ ...filters, after }, own.signal);
      if (asking !== own) return;
      const known = new Set(ids());
      // Away for longer than a page: between what is here and what is new there is a hole, so what is here goes.
      const hole = after === undefined && known.size > 0 && page.rows.length > 0 && page.rows.every((row) => !known.has(row.id));
      if (hole) setIds([]);
      put(page.rows, "page");
      // The newest page again says nothing of where the older ones end.
      if (after !== undefined || !ready() || known.size === 0 || hole) setNext(page.next);
      setReady(true);
      setFailure(null);
    } catch (error) {
      if (asking !== own) return;
      const known = asFailure(error);
      setFailure(known);
      failed(known);
    } finally {
      if (asking === own) {
        asking = null;
        setLoading(false);
      }
    }
  }

  return {
    ids,
    row: (id) => rows[id],
    fresh: (id) => fresh().has(id),
    loading,
    failure,
    ready,
    lookedTo: () => {
      const to = next();
      return to === null ? null : Number(to.split(".")[0]);
    },
    show(wish) {
      if (ready() && JSON.stringify(wish) === JSON.stringify(filters)) return;
      filters = wish;
      setIds([]);
      setFresh(new Set<string>());
      setNext(null);
      setReady(false);
      void ask(undefined);
    },
    refresh: () => ask(undefined),
    more: async () => {
      const after = next();
      if (after !== null && !loading() && failure() === null) await ask(after);
    },
    take: (list) => put(list, "live"),
  };
}

/** The server's own filters, on rows that were sent live. */
export function matches(row: DeliveryRow, { verdict, page, workspace, state, place, since }: Filters): boolean {
  return (
    (verdict === undefined || row.verdict === verdict) &&
    (page === undefined || row.pages.some((one) => one.id === page)) &&
    (workspace === undefined || row.pages.some((one) => one.workspace?.id === workspace)) &&
    (state === undefined || row.states[state] > 0) &&
    (place === undefined || row.colo === place || row.country === place) &&
    (since === undefined || row.receivedAt >= since)
  );
}

function order(a: DeliveryRow | undefined, b: DeliveryRow | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1);
}

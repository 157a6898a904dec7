import { type Accessor, batch, createSignal } from "solid-js";
import type { RecordRow, Records } from "../../../domain/records.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { RecordsApi, RecordsAsk } from "../../connection/records.ts";
import { asFailure } from "../console/resource.ts";

/** What the log is narrowed to. `from` and `to` in ms. */
export interface RecordsFilter {
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly act?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface RecordsLog {
  readonly rows: Accessor<readonly RecordRow[]>;
  readonly ready: Accessor<boolean>;
  readonly loading: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  /** There may be more further back; how far was looked, where the answer says so. */
  readonly further: Accessor<{ readonly lookedBackTo: number | null } | null>;
  show(filter: RecordsFilter): Promise<void>;
  more(): Promise<void>;
  retry(): Promise<void>;
  exportAddress(filter: RecordsFilter): string;
}

/** The audit log, newest first, a page at a time. */
export function createRecords(api: Pick<RecordsApi, "records" | "exportAddress">): RecordsLog {
  const [rows, setRows] = createSignal<readonly RecordRow[]>([]);
  const [ready, setReady] = createSignal(false);
  const [loading, setLoading] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [end, setEnd] = createSignal<Pick<Records, "next" | "lookedBackTo">>({ next: null, lookedBackTo: null });
  let filter: RecordsFilter = {};
  let asking: AbortController | null = null;

  async function ask(after: string | null): Promise<void> {
    asking?.abort();
    const mine = (asking = new AbortController());
    setLoading(true);
    setFailure(null);
    try {
      const page = await api.records({ ...askOf(filter), ...(after === null ? {} : { after }) }, mine.signal);
      if (asking !== mine) return;
      batch(() => {
        setRows((all) => (after === null ? page.rows : [...all, ...page.rows]));
        setEnd(page);
        setReady(true);
      });
    } catch (error) {
      if (asking !== mine) return;
      setFailure(asFailure(error));
    }
    setLoading(false);
  }

  return {
    rows,
    ready,
    loading,
    failure,
    further: () => (end().next === null ? null : { lookedBackTo: end().lookedBackTo }),
    show: (next) => {
      filter = next;
      batch(() => {
        setRows([]);
        setReady(false);
        setEnd({ next: null, lookedBackTo: null });
      });
      return ask(null);
    },
    more: async () => {
      const { next } = end();
      if (next !== null && !loading()) await ask(next);
    },
    retry: () => ask(ready() ? end().next : null),
    exportAddress: (of) => api.exportAddress(askOf(of)),
  };
}

function askOf({ actor, subject, act, from, to }: RecordsFilter): RecordsAsk {
  return { actor, subject, act, from, to };
}

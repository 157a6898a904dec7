import { type Accessor, batch, createSignal } from "solid-js";
import type { LeadDetail } from "../../domain/api.ts";
import type { Step } from "../../domain/reducer.ts";
import type { Api } from "../connection/api.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";

/** Several changes of one lead in a row are read once. */
const SETTLE_MS = 200;

export interface OpenLead {
  readonly id: string;
  /** Kept while it is read again. Its row is `leads.row(id)`, which is newer and shows one's own unanswered changes. */
  readonly detail: Accessor<LeadDetail | undefined>;
  readonly failure: Accessor<ApiFailure | null>;
  /** It left one's sight while it was open. */
  readonly gone: Accessor<boolean>;
  refresh(): Promise<void>;
  forget(): void;
  close(): void;
}

/** One lead's answers and timeline, read again whenever its row changes. */
export function openLead(
  id: string,
  deps: {
    readonly api: Pick<Api, "lead">;
    readonly slug: string;
    readonly clock: Clock;
    readonly leads: Pick<Leads, "apply" | "base" | "onApplied">;
    then(what: Step["then"]): void;
  },
): OpenLead {
  const [detail, setDetail] = createSignal<LeadDetail>();
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [gone, setGone] = createSignal(false);
  let reading: AbortController | null = null;
  let cancel: (() => void) | null = null;

  async function refresh(): Promise<void> {
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    try {
      const found = await deps.api.lead(deps.slug, id, mine.signal);
      if (mine.signal.aborted) return;
      batch(() => {
        setDetail(found);
        setFailure(null);
        setGone(false);
        // An archived lead may be read, but belongs to no live list.
        if (found.row.archivedAt === null) deps.then(deps.leads.apply({ kind: "answer", id, row: found.row, position: found.position }));
      });
      // Changed while it was read.
      if ((deps.leads.base(id)?.version ?? 0) > found.row.version) soon();
    } catch (error) {
      if (mine.signal.aborted) return;
      const told = error instanceof ApiFailure ? error : new ApiFailure("internal");
      if (told.code === "not_found" || told.code === "not_allowed") forget();
      setFailure(told);
    }
  }
  /** EV3: what one may no longer see is not kept. */
  function forget(left = detail() !== undefined): void {
    reading?.abort();
    batch(() => {
      setGone(left);
      setDetail(undefined);
    });
  }
  function soon(): void {
    cancel ??= deps.clock.after(SETTLE_MS, () => {
      cancel = null;
      void refresh();
    });
  }

  const end = deps.leads.onApplied(({ set, dropped }) => {
    if (dropped.some((row) => row.id === id)) forget(true);
    const row = set.find((one) => one.id === id);
    const known = detail()?.row.version;
    // PV2: what is kept from them from now on is not kept on screen until it was read again.
    if ((row?.masked?.length ?? 0) > (detail()?.row.masked?.length ?? 0)) setDetail(undefined);
    // One that was added here and waited is there to be read from now on.
    if (row !== undefined && (gone() || failure()?.code === "not_found" || (known !== undefined && row.version > known))) soon();
  });
  void refresh();

  return {
    id,
    detail,
    failure,
    gone,
    refresh,
    forget: () => forget(),
    close: () => {
      end();
      reading?.abort();
      cancel?.();
    },
  };
}

import { type Accessor, createMemo, createSignal, mapArray } from "solid-js";
import type { Counted } from "./counts.ts";
import type { Groups } from "./groups.ts";
import type { Leads } from "./leads.ts";
import type { Query } from "./queries.ts";

/** One stage: its leads as they are shown, in the order of the board. */
export interface BoardColumn {
  readonly stage: string;
  readonly ids: Accessor<readonly string[]>;
  readonly query: Query;
  /** Undefined until the server has counted once. */
  counted(): Told | undefined;
}

/** `atLeast`: there may be more. */
export type Told = Counted & { readonly atLeast: boolean };

const NOTHING: Counted = { count: 0, value: 0 };

/** A card in somebody's hand. */
export interface Carried {
  readonly lead: string;
  /** Where it was taken from. */
  readonly from: string;
  /** The column it is held over. */
  readonly over: string | null;
}

/** What may become of a card that was let go: nothing; it is gone; it was moved meanwhile, `to` where; or it may move. */
export type LetGo = "nothing" | "gone" | "free" | { readonly to: string; readonly by: string | undefined };

/** Leads by stage. While a card is carried, its column and the one under it stand still (ED1: whoever drops knows onto what). */
export interface Board {
  readonly columns: Accessor<readonly BoardColumn[]>;
  /** In all of them. */
  total(): Told | undefined;
  readonly carried: Accessor<Carried | null>;
  take(lead: string): void;
  over(stage: string | null): void;
  letGo(stage: string | null): LetGo;
  /** Shows a card where it was dropped until somebody said what is asked about that; null: it goes back. */
  lay(lead: string, stage: string): void;
  unlay(): void;
  /** The column that holds it, as shown. */
  columnOf(lead: string): BoardColumn | undefined;
}

export function createBoard(deps: {
  readonly groups: Groups;
  /** In the order they stand in. */
  readonly stages: Accessor<readonly string[]>;
  readonly leads: Pick<Leads, "row" | "changedBy">;
  /** Test leads are counted where they are asked for. */
  readonly tests: boolean;
}): Board {
  const { groups, leads } = deps;
  const { counting } = groups;
  const [carried, setCarried] = createSignal<Carried | null>(null);
  const [laid, setLaid] = createSignal<{ readonly lead: string; readonly stage: string } | null>(null);

  function column(stage: string): BoardColumn {
    const query = groups.query(stage);
    const ids = createMemo<readonly string[]>((before) => {
      const now = carried();
      if (now !== null && (now.from === stage || now.over === stage)) return before;
      const [live, put] = [query.ids(), laid()];
      if (put === null || (put.stage === stage) === live.includes(put.lead)) return live;
      // EV3: of a lead that left one's sight meanwhile there is no card.
      if (leads.row(put.lead) === undefined) return live;
      return put.stage === stage ? [put.lead, ...live] : live.filter((id) => id !== put.lead);
    }, query.ids());
    const counted = createMemo<Told | undefined>(() => {
      if (counting.total() === undefined) return undefined;
      // Counted as far as one may look; but all that are in it may be here.
      if (counting.atLeast() && query.complete()) return held(query);
      // A stage without leads is in no count.
      return { ...(counting.of(stage) ?? NOTHING), atLeast: counting.atLeast() };
    });
    return { stage, ids, query, counted };
  }
  function held(query: Query): Told {
    let [count, value] = [0, 0];
    for (const id of query.ids()) {
      const row = leads.row(id);
      if (row === undefined || (row.isTest && !deps.tests)) continue;
      count++;
      value += row.value ?? 0;
    }
    return { count, value, atLeast: false };
  }
  const columns = createMemo(mapArray(deps.stages, column));
  const total = createMemo<Told | undefined>(() => {
    const all = counting.total();
    if (all === undefined || !counting.atLeast()) return all && { ...all, atLeast: false };
    const parts = columns().flatMap((one) => one.counted() ?? []);
    if (parts.length < columns().length || parts.some((part) => part.atLeast)) return { ...all, atLeast: true };
    return parts.reduce((sum, part) => ({ count: sum.count + part.count, value: sum.value + part.value, atLeast: false }), {
      ...NOTHING,
      atLeast: false,
    });
  });

  return {
    columns,
    total,
    carried,
    take: (lead) => {
      const from = leads.row(lead)?.stage;
      if (from !== undefined) setCarried({ lead, from, over: null });
    },
    over: (stage) => setCarried((now) => (now === null || now.over === stage ? now : { ...now, over: stage })),
    letGo: (stage) => {
      const now = carried();
      setCarried(null);
      if (now === null || stage === null || stage === now.from) return "nothing";
      const row = leads.row(now.lead);
      if (row === undefined) return "gone";
      if (row.stage === stage) return "nothing";
      return row.stage === now.from ? "free" : { to: row.stage, by: leads.changedBy(now.lead) };
    },
    lay: (lead, stage) => setLaid({ lead, stage }),
    unlay: () => setLaid(null),
    columnOf: (lead) => columns().find(({ ids }) => ids().includes(lead)),
  };
}

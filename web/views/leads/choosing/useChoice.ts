import { type Accessor, createComputed, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { isGroup } from "../shown.ts";
import { all, from, NOTHING, reached, staying, toggled } from "./choice.ts";

/** Between two looks at whether what changed is still in the list: of many thousand leads one look costs some milliseconds. */
const LOOK_MS = 200;

export interface Chosen {
  readonly ids: Accessor<ReadonlySet<string>>;
  readonly size: Accessor<number>;
  /** Whether this person may choose that row. */
  may(item: string): boolean;
  toggle(lead: string): void;
  /** As by Shift and a press; by Shift and an arrow from the row that one was `at`. */
  reach(to: string, at: string | null, by: "press" | "arrow"): void;
  all(): void;
  clear(): void;
}

/** The leads of the list on screen that are chosen. Another list begins with none; what leaves one's sight or the list leaves the choice. */
export function useChoice(list: { readonly key: Accessor<string>; readonly ids: Accessor<readonly string[]> }): Chosen {
  const workspace = useWorkspace();
  const { leads } = workspace;
  const [choice, setChoice] = createSignal(NOTHING);
  const ids = createMemo(() => choice().ids);
  const may = (item: string) =>
    !isGroup(item) &&
    mayWith(
      workspace,
      "lead.bulk",
      untrack(() => leads.row(item)),
    );
  const clear = () => void setChoice((before) => (before.ids.size === 0 ? before : NOTHING));
  createComputed(on(list.key, clear, { defer: true }));

  let timer = 0;
  /** Chosen ones that were changed since the last look: they may fit what is listed no more. */
  const changed = new Set<string>();
  const look = () => {
    timer = 0;
    const here = new Set(untrack(list.ids));
    setChoice((before) => staying(before, (id) => may(id) && (here.has(id) || !changed.has(id))));
    changed.clear();
  };
  const lookSoon = () => (timer ||= window.setTimeout(look, LOOK_MS));
  onCleanup(() => window.clearTimeout(timer));
  // Not by each lead's own signal: all that is loaded may be chosen, and that is thousands.
  onCleanup(
    leads.follow((before, after) => {
      if (before === undefined || !untrack(ids).has(before.id)) return;
      if (after === undefined) return void setChoice((now) => staying(now, (id) => id !== before.id));
      changed.add(before.id);
      lookSoon();
    }),
  );
  onCleanup(leads.onRestart(lookSoon));

  return {
    ids,
    size: () => ids().size,
    may,
    toggle: (lead) => {
      if (may(lead) || untrack(ids).has(lead)) setChoice((before) => toggled(before, lead));
    },
    reach: (to, at, by) => setChoice((before) => reached(by === "arrow" ? from(before, at) : before, untrack(list.ids), to, at, may)),
    all: () => setChoice(all(untrack(list.ids), may)),
    clear,
  };
}

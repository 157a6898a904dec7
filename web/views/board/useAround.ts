import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { BoardColumn } from "../../store/board.ts";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { stepFrom, type Whereabouts, whereabouts } from "../leads/whereabouts.ts";

/** Where somebody is on the board, and the way from there by keys: up and down a column, and across. */
export function useAround(input: {
  readonly columns: Accessor<readonly BoardColumn[]>;
  readonly opened: Accessor<string | null>;
  /** The open lead lies over the whole board. */
  readonly covered: () => boolean;
  readonly open: (lead: string) => void;
  readonly handleOf: (stage: string) => VirtualListHandle | undefined;
  /** Brings a column on screen. */
  readonly show: (stage: string) => void;
}) {
  const { columns, opened } = input;
  const [active, setActive] = createSignal<string | null>(null);
  const of = (stage: unknown) => columns().find((column) => column.stage === stage);
  /** A lead that went to another column is followed there; one that is in none left a gap in its own. */
  const place = createMemo<Whereabouts | null>((before) => {
    const lead = opened() ?? active();
    const column = columns().find(({ ids }) => lead !== null && ids().includes(lead)) ?? of(before?.list);
    return column === undefined ? null : whereabouts(column.stage, column.ids(), lead, before?.list === column.stage ? before : null);
  }, null);
  const filled = () => columns().filter(({ ids }) => ids().length > 0);
  /** The column that Tab comes to. */
  const tabbed = createMemo(() => (filled().find(({ stage }) => stage === place()?.list) ?? filled()[0])?.stage ?? null);
  const at = (stage: string) => (place()?.list === stage ? (of(stage)?.ids()[place()?.index ?? -1] ?? null) : null);
  const nextOf = (step: 1 | -1) => {
    const now = place();
    return now === null ? filled()[0]?.ids()[0] : stepFrom(now, of(now.list)?.ids() ?? [], step);
  };

  function focusCard(stage: string, lead: string): void {
    input.show(stage);
    input.handleOf(stage)?.reveal(lead);
    queueMicrotask(() => {
      const card = input.handleOf(stage)?.element.querySelector<HTMLElement>(`[data-key="${lead}"] [data-row]`);
      card?.focus({ preventScroll: true });
    });
  }
  function go(stage: string, lead: string): void {
    setActive(lead);
    if (opened() !== null) input.open(lead);
    // The board behind a panel that covers it must not take the focus.
    if (opened() === null || !input.covered()) focusCard(stage, lead);
  }
  function move(step: 1 | -1): void {
    const [next, column] = [nextOf(step), of(place()?.list) ?? filled()[0]];
    if (next !== undefined && column !== undefined) go(column.stage, next);
  }
  /** To the card that stands beside this one, in the next column that has any. */
  function across(step: 1 | -1): void {
    const from = columns().findIndex(({ stage }) => stage === (place()?.list ?? tabbed()));
    const rest = step === 1 ? columns().slice(from + 1) : columns().slice(0, Math.max(0, from)).toReversed();
    const column = place() === null ? filled()[0] : rest.find(({ ids }) => ids().length > 0);
    const lead = column === undefined ? undefined : (beside(column) ?? column.ids()[0]);
    if (column !== undefined && lead !== undefined) go(column.stage, lead);
  }
  function beside(column: BoardColumn): string | undefined {
    const [here, there] = [place(), input.handleOf(column.stage)];
    if (here === null || there === undefined) return undefined;
    const card = input.handleOf(String(here.list))?.element.querySelector(`[data-key="${here.lead}"]`);
    if (card === null || card === undefined) return undefined;
    const { top, height } = card.getBoundingClientRect();
    const index = Math.round((top - there.element.getBoundingClientRect().top + there.element.scrollTop) / height);
    return column.ids()[Math.max(0, Math.min(index, column.ids().length - 1))];
  }

  /** Whoever was among the cards, and did not go anywhere else by themselves. */
  let among = false;
  const follow = ({ target }: FocusEvent) => {
    if (target instanceof Element && target.closest("[role=menu], [role=dialog]") === null)
      among = target.closest("[data-column]") !== null;
  };
  document.addEventListener("focusin", follow);
  onCleanup(() => document.removeEventListener("focusin", follow));
  // A card that was moved takes the person along: what had the focus is gone with its old place.
  createEffect(
    on(place, (now, before) => {
      if (!among || opened() !== null || now === null || !now.here || before == null) return;
      if (now.lead !== before.lead || now.list === before.list) return;
      const stage = String(now.list);
      input.show(stage);
      input.handleOf(stage)?.reveal(now.lead);
      requestAnimationFrame(() => {
        if (document.activeElement === null || document.activeElement === document.body) focusCard(stage, now.lead);
      });
    }),
  );

  return { active, setActive, place, tabbed, at, move, across, canMove: (step: 1 | -1) => nextOf(step) !== undefined, focusCard };
}

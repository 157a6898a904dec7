import { createEffect, createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { keyOf, type PagedList } from "../../store/paging.ts";
import type { ListPlace } from "../../ui/hold.ts";
import { NewAbove } from "../../ui/NewAbove.tsx";
import { type RowState, VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { ColumnHeads } from "./ColumnHeads.tsx";
import { LeadCard } from "./LeadCard.tsx";
import { LeadLine } from "./LeadLine.tsx";
import { EmptyList, PageState } from "./LeadsStates.tsx";
import { createLooked } from "./looked.ts";
import { COVERED, createNarrow, PHONE } from "./narrow.ts";

const ROW = 36;
const CARD = 64;

export interface LeadItemProps {
  readonly row: LeadRow;
  readonly href: string;
  readonly opened: boolean;
  /** The row that Tab comes to. */
  readonly active: boolean;
  /** In front of somebody: a new lead's mark fades only while it is. */
  readonly inSight: boolean;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}

/** The list itself: columns on wide screens, two lines a lead on phones. What comes in never moves the row under the pointer. */
export function LeadList(props: {
  readonly list: PagedList;
  readonly ids: readonly string[];
  readonly opened: string | null;
  readonly active: string | null;
  readonly address: (lead: string) => string;
  readonly onOpen: (lead: string) => void;
  readonly onActive: (lead: string) => void;
  readonly ref: (handle: VirtualListHandle) => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const looked = createLooked();
  const narrow = createNarrow(PHONE);
  const covered = createNarrow(COVERED);
  // By list: whoever comes back to one finds it as it was.
  const places = new Map<string, ListPlace | null>();
  const [handle, setHandle] = createSignal<VirtualListHandle>();
  const above = () => handle()?.above() ?? 0;
  /** On a phone the open lead lies over the whole list. */
  const uncovered = () => looked() && !(covered() && props.opened !== null);
  return (
    <div
      role={narrow() ? undefined : "table"}
      aria-label={narrow() ? undefined : t("leads.list")}
      aria-rowcount={narrow() ? undefined : props.ids.length + 1}
      class="relative flex min-h-0 flex-1 flex-col"
    >
      <Show when={!narrow()}>
        <ColumnHeads />
      </Show>
      <Show when={above() > 0}>
        <NewAbove
          words={t("leads.newAbove", { n: above() })}
          label={t("leads.newAboveLabel", { n: above() })}
          onPress={() => handle()?.toTop()}
        />
      </Show>
      <Show when={narrow()} keyed fallback={list("table", ROW, LeadLine)}>
        {list("list", CARD, LeadCard)}
      </Show>
    </div>
  );

  function item(id: () => string, state: RowState, Item: (props: LeadItemProps) => JSX.Element): JSX.Element {
    const inSight = () => state.onScreen() && uncovered();
    createEffect(() => {
      if (workspace.leads.fresh(id()) && inSight()) workspace.leads.seen(id());
    });
    return (
      <Show when={workspace.leads.row(id())}>
        {(row) => (
          <Item
            row={row()}
            href={props.address(id())}
            opened={props.opened === id()}
            active={state.inTabOrder()}
            inSight={inSight()}
            onOpen={() => props.onOpen(id())}
            onActive={() => props.onActive(id())}
          />
        )}
      </Show>
    );
  }

  function list(as: "table" | "list", rowHeight: number, Item: (props: LeadItemProps) => JSX.Element): JSX.Element {
    return (
      <Show when={props.ids.length > 0} fallback={<EmptyList list={props.list} />}>
        <Show when={keyOf(props.list)} keyed>
          {(key) => {
            onCleanup(() => setHandle(undefined));
            return (
              <VirtualList
                class="flex-1"
                as={as}
                label={t("leads.list")}
                rows={() => props.ids}
                keyOf={(id) => id}
                rowHeight={rowHeight}
                active={props.active}
                heldRow={acts.open()}
                place={places.get(key) ?? null}
                onPlace={(place) => places.set(key, place)}
                ref={(made) => {
                  setHandle(made);
                  props.ref(made);
                }}
                onEnd={() => void workspace.pages.more(props.list)}
              >
                {(id, state) => item(id, state, Item)}
              </VirtualList>
            );
          }}
        </Show>
        <PageState list={props.list} />
      </Show>
    );
  }
}

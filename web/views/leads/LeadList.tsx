import ArrowUp from "lucide-solid/icons/arrow-up";
import { createSignal, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { PagedList } from "../../store/paging.ts";
import { Icon } from "../../ui/Icon.tsx";
import { VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { ColumnHeads } from "./ColumnHeads.tsx";
import { LeadCard } from "./LeadCard.tsx";
import { LeadLine } from "./LeadLine.tsx";
import { EmptyList, PageState } from "./LeadsStates.tsx";
import { createNarrow } from "./narrow.ts";

const ROW = 36;
const CARD = 64;

export interface LeadItemProps {
  readonly row: LeadRow;
  readonly href: string;
  readonly opened: boolean;
  readonly active: boolean;
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
  const narrow = createNarrow();
  const [handle, setHandle] = createSignal<VirtualListHandle>();
  const above = () => handle()?.above() ?? 0;
  const item = (id: string): LeadItemProps | undefined => {
    const row = workspace.leads.row(id);
    if (row === undefined) return undefined;
    return {
      row,
      href: props.address(id),
      opened: props.opened === id,
      active: props.active === id,
      onOpen: () => props.onOpen(id),
      onActive: () => props.onActive(id),
    };
  };
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
        <button
          type="button"
          class="touch-target absolute inset-x-0 top-11 z-10 mx-auto flex h-7 w-fit animate-rise items-center gap-1.5 rounded-full bg-accent-fill px-3 text-small font-medium text-on-fill shadow-float hover:bg-accent-fill-hover"
          aria-label={t("leads.newAboveLabel", { n: above() })}
          onClick={() => handle()?.toTop()}
        >
          <Icon of={ArrowUp} size={14} />
          {t("leads.newAbove", { n: above() })}
        </button>
      </Show>
      <Show when={narrow()} keyed fallback={list("table", ROW, LeadLine)}>
        {list("list", CARD, LeadCard)}
      </Show>
    </div>
  );

  function list(as: "table" | "list", rowHeight: number, Item: (props: LeadItemProps) => JSX.Element): JSX.Element {
    return (
      <Show when={props.ids.length > 0} fallback={<EmptyList list={props.list} />}>
        <VirtualList
          class="flex-1"
          as={as}
          label={t("leads.list")}
          rows={() => props.ids}
          keyOf={(id) => id}
          rowHeight={rowHeight}
          ref={(made) => {
            setHandle(made);
            props.ref(made);
          }}
          onEnd={() => void workspace.pages.more(props.list)}
        >
          {(id) => (
            <Show when={item(id())}>
              {(one) => (
                <Item
                  row={one().row}
                  href={one().href}
                  opened={one().opened}
                  active={one().active}
                  onOpen={one().onOpen}
                  onActive={one().onActive}
                />
              )}
            </Show>
          )}
        </VirtualList>
        <PageState list={props.list} />
      </Show>
    );
  }
}

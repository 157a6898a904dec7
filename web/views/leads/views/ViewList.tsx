import { type Accessor, createComputed, createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show, untrack } from "solid-js";
import type { PagedList } from "../../../store/paging.ts";
import { isWaiting } from "../../../../domain/lead.ts";
import ListChevronsDownUp from "lucide-solid/icons/list-chevrons-down-up";
import ListChevronsUpDown from "lucide-solid/icons/list-chevrons-up-down";
import { sortText, textOf } from "../../../../domain/filter.ts";
import { type Group, HELD_AT_MOST, needsAll } from "../../../store/views.ts";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useWorkspace } from "../../context.tsx";
import { useCounting, useGroups, useQuery } from "../../lists.ts";
import { useStages } from "../../stages.ts";
import { groupItem, isMore, plainShown, type Shown } from "../shown.ts";
import { layoutOf } from "../columns/layout.ts";
import { useNames } from "../filters/names.ts";
import { GroupHead } from "./GroupHead.tsx";
import { grouped, type LeadGroup } from "./grouped.ts";
import { MoreRow } from "./MoreRow.tsx";
import { createPaged } from "./paged.ts";
import { shownOf, useKeptViews, useView, type ViewControl } from "./useView.ts";
import { ViewEmpty } from "./ViewEmpty.tsx";

const PAGE = 100;
/** Orders by names that are read apart from the leads. */
const BY_SOURCE: ReadonlySet<string> = new Set(["page", "adSet", "ad"]);
/** Where all of them have to be here, as few questions as possible. */
const WHOLE = 200;

/** Groups that somebody folded, by list: as long as the app is open. */
const [folded, setFolded] = createSignal<ReadonlySet<string>>(new Set());

type Props = {
  /** Of the address, as far as the list follows it. */
  readonly search: string;
  readonly list: PagedList | null | "view";
  readonly onShown: (shown: Shown | null) => void;
};

/** Finds the leads that the address asks for, and hands them to the screen: it draws nothing itself. */
export function ViewList(props: Props): JSX.Element {
  return (
    <Show when={props.list} keyed>
      {(list) => (list === "view" ? <Asked {...props} /> : <Plain {...props} list={list} />)}
    </Show>
  );
}

/** A list that the server pages by itself, by columns that somebody chose. */
function Plain(props: Props & { readonly list: PagedList }): JSX.Element {
  const workspace = useWorkspace();
  const layout = layoutIn(useView(() => props.search));
  createComputed(() => props.onShown({ ...plainShown(workspace, props.list), layout }));
  onCleanup(() => props.onShown(null));
  return null;
}

function layoutIn(view: ViewControl): Shown["layout"] {
  return createMemo(() => {
    const columns = view.columns();
    return columns === null ? null : layoutOf(columns);
  });
}

function Asked(props: Props): JSX.Element {
  const workspace = useWorkspace();
  const { t } = useWords();
  const stages = useStages();
  const names = useNames();
  const view = useView(() => props.search);
  const layout = layoutIn(view);
  const views = useKeptViews();
  const { directory, leads } = workspace;

  createEffect(() => {
    const { view: id } = view.state();
    if (id !== null && views.find(id) === undefined) void views.open(id);
  });
  /** A view by its link may still be on its way: until it is here nothing is asked. */
  const asked = createMemo(() => (view.state().view !== null && view.saved() === undefined ? null : shownOf(view)), undefined, {
    equals: (a, b) => keyOf(a) === keyOf(b),
  });
  const placeIn = (group: Group) => (key: string) =>
    group === "stage" ? directory.setup().stages.findIndex(({ id }) => id === key) : names.value(group, key);
  // Fields that a filter goes by may be set up anew.
  const version = () => directory.setup().version;
  const opened = createMemo(() => {
    const now = asked();
    version();
    if (now === null) return null;
    const { filter, sort, group } = now;
    if (now.paged && group !== null)
      return untrack(() => {
        const groups = useGroups({ filter, sort, group, page: PAGE });
        const paged = createPaged({
          groups,
          by: group,
          unfolded: (item) => folded().has(`paged ${group} ${item}`),
          place: placeIn(group),
          workspace,
        });
        return {
          ...now,
          whole: false,
          key: keyOf(now),
          query: { ...paged.query, ids: paged.items },
          counting: groups.counting,
          pages: paged,
        };
      });
    const whole = needsAll(now);
    // By names that come after the leads: once they are here the list is put in their order.
    if (BY_SOURCE.has(sort.by)) workspace.directory.sources.known();
    return untrack(() => ({
      ...now,
      whole,
      key: keyOf(now),
      query: useQuery(filter, sort, whole ? WHOLE : PAGE),
      counting: useCounting({ filter, group: null }),
      pages: null,
    }));
  });
  /** Only when all are here it is known which comes first. */
  const ready = () => {
    const now = opened();
    return now !== null && (!now.whole || now.query.complete());
  };
  // Also when all was forgotten and is read anew.
  createEffect(
    on(
      () => [opened(), opened()?.query.complete()] as const,
      ([now, complete]) => {
        if (now?.whole && !complete) void readWhole(now);
      },
    ),
  );
  const more = (): Promise<void> => {
    const now = untrack(opened);
    if (now === null) return Promise.resolve();
    return now.whole ? readWhole(now) : now.query.more();
  };
  async function readWhole(of: NonNullable<ReturnType<typeof opened>>): Promise<void> {
    const { query } = of;
    while (untrack(opened) === of && !query.complete()) {
      const before = query.ids().length;
      await query.more();
      if (query.failure() !== null) return;
      // More than were promised to fit: what is here has to do.
      if (query.ids().length > HELD_AT_MOST || (query.ids().length === before && query.loading())) return;
    }
  }

  const groups = createMemo<readonly LeadGroup[] | null>(() => {
    const now = opened();
    if (now === null || now.group === null || now.pages !== null || !ready()) return null;
    const rows = now.query.ids().flatMap((id) => leads.row(id) ?? []);
    return grouped(rows, now.group, placeIn(now.group));
  });
  /** Groups that are all here begin open, those that are read one by one begin folded: what is kept is which are not as they began. */
  const foldKey = (item: string) => `${opened()?.paged ? "paged " : ""}${opened()?.group ?? ""} ${item}`;
  const items = createMemo<readonly string[]>(
    () => {
      const now = opened();
      if (now === null || !ready()) return [];
      const parts = groups();
      if (parts === null) return now.query.ids();
      return parts.flatMap(({ key, ids }) => (folded().has(foldKey(groupItem(key))) ? [groupItem(key)] : [groupItem(key), ...ids]));
    },
    [],
    { equals: (a, b) => a.length === b.length && a.every((one, index) => one === b[index]) },
  );
  const toggle = (item: string) =>
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(foldKey(item))) after.add(foldKey(item));
      return after;
    });
  const foldAll = (fold: boolean) => {
    const keys = heads().map(foldKey);
    setFolded((before) => new Set(fold ? [...before, ...keys] : [...before].filter((one) => !keys.includes(one))));
  };
  /** Of groups that are all here: each of those that are read one by one is asked for by itself. */
  const heads = () => (groups() ?? []).map(({ key }) => groupItem(key));
  offerActions(() => {
    const all = heads();
    const closed = all.filter((item) => folded().has(foldKey(item))).length;
    const act = { group: "list", whenAsked: true } as const;
    return [
      ...(closed < all.length
        ? [{ ...act, id: "list.fold", label: t("palette.list.fold"), icon: ListChevronsDownUp, run: () => foldAll(true) }]
        : []),
      ...(closed > 0
        ? [{ ...act, id: "list.unfold", label: t("palette.list.unfold"), icon: ListChevronsUpDown, run: () => foldAll(false) }]
        : []),
    ];
  });
  const figures = () => {
    const now = opened();
    const counted = now?.counting.total();
    if (now === null || counted === undefined) return null;
    const waiting = now.query.complete() && !now.paged ? waitingAmong(now.query.ids()) : null;
    return { total: counted.count, atLeast: now.counting.atLeast(), waiting };
  };
  function waitingAmong(ids: readonly string[]) {
    let [count, oldest] = [0, null as number | null];
    for (const id of ids) {
      const row = leads.row(id);
      if (row === undefined || !isWaiting(row)) continue;
      count++;
      oldest = Math.min(oldest ?? row.submittedAt, row.submittedAt);
    }
    return { count, atLeast: false, oldest };
  }

  createComputed(
    on(
      () => opened()?.key ?? null,
      (key) => {
        if (key === null) return props.onShown(null);
        const query = () => opened()?.query;
        props.onShown({
          key: `view ${key}`,
          plain: null,
          items,
          complete: () => ready() && (query()?.complete() ?? false),
          loading: () => !ready() || (query()?.loading() ?? true),
          failure: () => query()?.failure() ?? null,
          more,
          layout,
          sorted: () => opened()?.sort ?? null,
          title: () => view.saved()?.name ?? t("leads.title"),
          figures,
          group: (item, inTabOrder) => (
            <Show when={ending(item())} fallback={head(item, inTabOrder)}>
              {(end) => <MoreRow query={end()} />}
            </Show>
          ),
          empty: () => (
            <ViewEmpty
              loading={!ready() || !(query()?.complete() ?? false)}
              failure={query()?.failure() ?? null}
              onRetry={() => void more()}
            />
          ),
        });
      },
    ),
  );
  onCleanup(() => props.onShown(null));
  return null;

  function ending(item: string) {
    return isMore(item) ? opened()?.pages?.ending(item) : undefined;
  }

  function head(item: Accessor<string>, inTabOrder: Accessor<boolean>): JSX.Element {
    return (
      <GroupHead
        item={item()}
        group={opened()?.group ?? "stage"}
        of={opened()?.pages?.of(item()) ?? groups()?.find(({ key: one }) => groupItem(one) === item())}
        stages={stages}
        folded={folded().has(foldKey(item())) !== (opened()?.paged ?? false)}
        inTabOrder={inTabOrder()}
        onToggle={() => toggle(item())}
      />
    );
  }

  function keyOf(of: ReturnType<typeof shownOf> | null): string | null {
    if (of === null) return null;
    return `${textOf(of.filter)} ${sortText(of.sort)} ${of.group ?? ""} ${of.paged ? "paged" : ""} ${view.state().view ?? ""}`;
  }
}

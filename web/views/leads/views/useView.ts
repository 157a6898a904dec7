import { useLocation, useNavigate } from "@solidjs/router";
import { type Accessor, createMemo } from "solid-js";
import type { SavedView } from "../../../../domain/view.ts";
import { createKeptViews, type KeptViews } from "../../../store/floor/kept-views.ts";
import { DEFAULT_SORT, isServerSort } from "../../../../domain/filter.ts";
import {
  type Asked,
  HELD_AT_MOST,
  isSame,
  NOTHING_ASKED,
  searchOf,
  stateOf,
  type ViewState,
  type Layout,
  layoutOf,
  viewPath,
} from "../../../store/views.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { type Column, STANDARD } from "../columns/standard.ts";
import { useKeptColumns } from "../columns/kept.ts";

const NOWHERE: ViewState = { view: null, changed: false, dropped: [], ...NOTHING_ASKED };

const made = new WeakMap<Workspace, KeptViews>();

export function useKeptViews(): KeptViews {
  const { call } = useApp();
  const workspace = useWorkspace();
  let found = made.get(workspace);
  if (found === undefined) {
    found = createKeptViews({ call, workspace });
    made.set(workspace, found);
  }
  return found;
}

/** What the list on screen is asked to show, and the way to ask for something else: both are the address, so that a link is the list. */
export interface ViewControl {
  readonly state: Accessor<ViewState>;
  /** Undefined: none, or not read yet; null: there is none of that id for this person. */
  readonly saved: Accessor<SavedView | null | undefined>;
  /** As they stand on screen; null: as every list begins. */
  readonly columns: Accessor<readonly Column[] | null>;
  /** Anything but what was saved; of a list that is no view, anything but all leads as they come. */
  readonly changed: Accessor<boolean>;
  /** How they stand on screen. */
  readonly layout: Accessor<Layout>;
  /** So few leads are in sight that all of them can be held here, to be sorted and grouped. */
  readonly fits: Accessor<boolean>;
  /** `replace`: one step of going back leads past all that is changed in one go. */
  ask(next: Partial<Asked>, replace?: boolean): void;
  setColumns(columns: readonly Column[] | null): void;
  reset(): void;
}

/** `search` of the address, where something else than what stands there now is shown. */
export function useView(search?: Accessor<string>): ViewControl {
  const workspace = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const views = useKeptViews();
  const kept = useKeptColumns();
  const { directory } = workspace;
  const find = (id: string) => views.find(id) ?? undefined;
  const state = createMemo(() => stateOf(search?.() ?? location.search, directory.setup(), find), NOWHERE, {
    equals: (a, b) => isSame(a, b) && a.view === b.view && a.changed === b.changed && a.dropped.join() === b.dropped.join(),
  });
  const saved = createMemo(() => {
    const { view } = state();
    return view === null ? undefined : views.find(view);
  });
  const idOf = () => saved()?.id ?? null;
  const savedColumns = () => {
    const columns = saved()?.shape.columns;
    return columns === undefined || columns.length === 0 ? null : columns;
  };
  const columns = createMemo(() => kept.of(idOf()) ?? savedColumns());
  const layout = createMemo<Layout>(() => (location.pathname.startsWith(`/w/${workspace.slug}/board`) ? "board" : "table"));
  /** Looked at in another way than it was saved. */
  const turned = () => {
    const of = saved();
    return of != null && layoutOf(of) !== layout();
  };
  const go = (search: string, replace: boolean) => navigate(`${location.pathname}${search}`, { replace, scroll: false });
  return {
    state,
    saved,
    columns,
    layout,
    changed: () => state().changed || turned() || (saved() != null && !sameColumns(kept.of(idOf()), savedColumns())),
    fits: createMemo(() => workspace.figures.total() <= HELD_AT_MOST),
    ask: (next, replace = false) => {
      const { filter, sort, group } = state();
      go(searchOf({ filter, sort, group, ...next }, saved() ?? undefined, directory.setup()), replace);
    },
    setColumns: (next) =>
      kept.set(idOf(), next === null ? null : next.map(({ id, width }) => (width === undefined ? { id } : { id, width }))),
    reset: () => {
      const of = saved();
      kept.set(idOf(), null);
      if (of == null) go("", false);
      else navigate(viewPath(workspace.slug, of), { scroll: false });
    },
  };
}

/** Without anything kept here it is as it was saved. */
function sameColumns(own: readonly Column[] | null, of: readonly Column[] | null): boolean {
  if (own === null) return true;
  const whole = (columns: readonly Column[]) => JSON.stringify(columns.map(({ id, width }) => [id, width]));
  return whole(own) === whole(of ?? STANDARD.map(({ id }) => ({ id })));
}

/** What can be shown of what is asked: of too many leads only in an order that the server keeps (`cut`), and each group read by itself (`paged`). */
export function shownOf({ state, fits }: Pick<ViewControl, "state" | "fits">): Asked & { readonly cut: boolean; readonly paged: boolean } {
  const { filter, sort, group } = state();
  const cut = !fits() && !isServerSort(sort);
  return { filter, sort: cut ? DEFAULT_SORT : sort, group, cut, paged: !fits() && group !== null };
}

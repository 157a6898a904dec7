import { DEFAULT_SORT, type Filter, filterOf, isServerSort, type Sort, sortIn, sortOf, sortText, textOf } from "../../domain/filter.ts";
import type { Setup } from "../../domain/setup.ts";
import { type SavedView, VIEW_GROUPS, type ViewShape } from "../../domain/view.ts";

export type Group = NonNullable<ViewShape["group"]>;

/** What a list is asked to show, and how. */
export interface Asked {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly group: Group | null;
}

/** What an address says. `changed`: it says another thing than the view that it names. */
export interface ViewState extends Asked {
  /** The id of a saved view, whether it is here or not. */
  readonly view: string | null;
  readonly changed: boolean;
  /** Parts of the address that nothing was made of. */
  readonly dropped: readonly string[];
}

export const NOTHING_ASKED: Asked = { filter: [], sort: DEFAULT_SORT, group: null };

/**
 * VW1: `?view=<id>` alone is the view as it is saved. Whatever else stands beside it is the whole of what is asked: an order always does, so
 * that a view without its filters can be told from the view.
 */
export function stateOf(search: string, setup: Setup, find: (id: string) => SavedView | undefined): ViewState {
  const query = new URLSearchParams(search);
  const view = query.get("view");
  const said = filterOf(query, setup);
  const saved = view === null ? undefined : find(view);
  const shaped = said.filter.length > 0 || said.dropped.length > 0 || query.has("sort") || query.has("group");
  if (saved !== undefined && !shaped) return { view, changed: false, ...askedBy(saved.shape, setup) };
  const asked = { filter: said.filter, sort: sortOf(query.get("sort")), group: groupIn(query.get("group")) };
  const changed = saved === undefined ? !isSame(asked, NOTHING_ASKED) : !isSame(asked, askedBy(saved.shape, setup));
  return { view, changed, dropped: said.dropped, ...asked };
}

/** The query of an address that asks for it; empty for a list that asks for nothing. */
export function searchOf(asked: Asked, saved: SavedView | undefined, setup: Setup): string {
  const parts: string[] = [];
  if (saved !== undefined) {
    parts.push(`view=${saved.id}`);
    if (isSame(asked, askedBy(saved.shape, setup))) return `?${parts.join("")}`;
  }
  const filter = textOf(asked.filter);
  if (filter !== "") parts.push(filter);
  const sort = sortText(asked.sort);
  if (saved !== undefined || sort !== sortText(DEFAULT_SORT)) parts.push(`sort=${sort}`);
  if (asked.group !== null) parts.push(`group=${asked.group}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** A view's shape as it is read here: what the setup no longer knows is left out and named. */
export function askedBy(shape: ViewShape, setup: Setup): Asked & { readonly dropped: readonly string[] } {
  const { filter, dropped } = filterOf(shape.filter, setup);
  return { filter, dropped, sort: sortIn(shape.sort) ?? DEFAULT_SORT, group: shape.group };
}

export function shapeOf(
  asked: Asked,
  columns: readonly ViewShape["columns"][number][] | null,
  layout: ViewShape["layout"] = "table",
): ViewShape {
  return {
    layout,
    filter: textOf(asked.filter),
    sort: sortText(asked.sort),
    group: asked.group,
    columns: (columns ?? []).map(({ id, width }) => (width === undefined ? { id } : { id, width })),
  };
}

/** How a list of leads is looked at: row by row, or a column for each stage. */
export type Layout = "table" | "board";

export function layoutOf({ shape }: Pick<SavedView, "shape">): Layout {
  return shape.layout === "board" ? "board" : "table";
}

/** The address of a saved view, as it was saved to be looked at. */
export function viewPath(slug: string, view: Pick<SavedView, "id" | "shape">): string {
  return `/w/${slug}/${layoutOf(view) === "board" ? "board" : "leads"}?view=${view.id}`;
}

/**
 * The address of a list as whoever is given it can open it: a view by its name only where they have it too (VW1), else by all that it asks
 * for. The lead that is open beside it is nobody else's business.
 */
export function sharedPath(slug: string, layout: Layout, asked: Asked, saved: SavedView | undefined, setup: Setup): string {
  const theirs = saved?.share === "workspace" || saved?.share === "link" ? saved : undefined;
  return `/w/${slug}/${layout === "board" ? "board" : "leads"}${searchOf(asked, theirs, setup)}`;
}

export function isSame(a: Asked, b: Asked): boolean {
  return textOf(a.filter) === textOf(b.filter) && sortText(a.sort) === sortText(b.sort) && a.group === b.group;
}

/** Whether it can only be shown by who holds all of its leads. */
export function needsAll({ sort, group }: Pick<Asked, "sort" | "group">): boolean {
  return group !== null || !isServerSort(sort);
}

/** So many leads are held at once to be sorted and grouped here; of more, only the server's orders are offered. */
export const HELD_AT_MOST = 2_000;

function groupIn(text: string | null): Group | null {
  return VIEW_GROUPS.find((one) => one === text) ?? null;
}

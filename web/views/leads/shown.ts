import { type Accessor, untrack } from "solid-js";
import type { JSX } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { keyOf, type PagedList } from "../../store/paging.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Layout } from "./columns/standard.ts";

/** How many leads a list has, and how they wait, as far as it is known. */
export interface ShownFigures {
  readonly total: number;
  readonly atLeast: boolean;
  /** Null where leads that nobody has read may wait too. */
  readonly waiting: { readonly count: number; readonly atLeast: boolean; readonly oldest: number | null } | null;
}

/** The list that stands on screen, wherever it comes from. */
export interface Shown {
  /** Another one is another list, with a place of its own to come back to. */
  readonly key: string;
  /** The one that the server pages by itself; null: it was filtered, sorted or grouped by somebody. */
  readonly plain: PagedList | null;
  /** Leads, and the heads of groups among them, from top to bottom. */
  readonly items: Accessor<readonly string[]>;
  readonly complete: Accessor<boolean>;
  readonly loading: Accessor<boolean>;
  readonly failure: Accessor<ApiFailure | null>;
  more(): Promise<void>;
  /** Null: the ones that every list begins with. */
  readonly layout: Accessor<Layout | null>;
  readonly sorted: Accessor<{ readonly by: string; readonly down: boolean } | null>;
  /** What it is called; undefined where the header knows by itself. */
  readonly title?: Accessor<string>;
  readonly figures?: Accessor<ShownFigures | null>;
  /** The head of a group. */
  readonly group?: (item: Accessor<string>, inTabOrder: Accessor<boolean>) => JSX.Element;
  /** In the place of a list that has nothing. */
  readonly empty?: () => JSX.Element;
}

const GROUP = "group:";
export const groupItem = (key: string | null): string => `${GROUP}${key ?? ""}`;
const MORE = `${GROUP}more:`;
/** Where what was read of a group ends. */
export const moreItem = (key: string | null): string => `${MORE}${key ?? ""}`;
export const isMore = (item: string): boolean => item.startsWith(MORE);
export const keyOfMore = (item: string): string | null => item.slice(MORE.length) || null;
/** A head, or the end of a group: anything but a lead. */
export const isGroup = (item: string): boolean => item.startsWith(GROUP);

/**
 * What an address shows without a filter language: all leads, one person's, nobody's. Null while "me" is not known; "view": more is asked,
 * and more code has to come for it.
 */
export function plainOf(search: string, me: string | undefined): PagedList | null | "view" {
  const query = new URLSearchParams(search);
  const keys = [...query.keys()];
  if (keys.some((key) => key !== "owner") || keys.length > 1) return "view";
  const owner = query.get("owner") ?? "";
  if (owner === "") return "all";
  if (owner === "none") return { owner: null };
  if (owner !== "me") return /^[\w-]+$/.test(owner) ? { owner } : "view";
  return me === undefined ? null : { owner: me };
}

export function plainShown(workspace: Pick<Workspace, "leads" | "pages">, list: PagedList): Shown {
  const key = untrack(() => keyOf(list));
  return {
    key,
    plain: list,
    items: () => workspace.leads.ids(key),
    complete: () => workspace.leads.complete(key),
    loading: () => workspace.pages.loading(list),
    failure: () => workspace.pages.failure(list),
    more: () => workspace.pages.more(list),
    layout: () => null,
    sorted: () => null,
  };
}

import { untrack } from "solid-js";
import type { Filter, Sort } from "../../domain/filter.ts";
import { MAX_CONDITIONS } from "../../domain/filter/condition.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { CountGroup } from "../../domain/listing.ts";
import type { Counting } from "./counts.ts";
import type { Lists } from "./floor/lists.ts";
import type { Query } from "./queries.ts";
import type { Group } from "./views.ts";

/** Leads by what they share: each group is a live list of its own, read page by page as far as somebody looks; all are counted at once. */
export interface Groups {
  readonly counting: Omit<Counting, "close">;
  /** Nothing of it is read before it is asked for. */
  query(key: string | null): Query;
  /** Those that somebody asked for. Not reactive. */
  opened(): readonly Query[];
  close(): void;
}

export interface GroupsAsked {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly group: Group;
  readonly page: number;
}

/** A lead of several projects stands with the one it came by, and is counted there. */
const COUNTED_BY: Readonly<Record<Group, CountGroup>> = { stage: "stage", owner: "owner", source: "source", project: "firstProject" };

export function openGroups({ filter, sort, group, page }: GroupsAsked, lists: Pick<Lists, "query" | "counts">): Groups {
  const queries = new Map<string | null, Query>();
  const counting = lists.counts({ filter, group: COUNTED_BY[group] });
  return {
    counting,
    query: (key) => {
      let found = queries.get(key);
      if (found === undefined) {
        const only = (row: LeadRow) => groupKeyOf(row, group) === key;
        found = untrack(() => lists.query(groupFilter(filter, group, key), sort, page, only));
        queries.set(key, found);
      }
      return found;
    },
    opened: () => [...queries.values()],
    close: () => {
      counting.close();
      for (const query of queries.values()) query.close();
    },
  };
}

export function groupKeyOf(row: LeadRow, group: Group): string | null {
  return group === "project" ? (row.projects?.[0] ?? null) : row[group];
}

/** What the server is asked for: the group comes first, as it is what an index is chosen by. A filter that has no room for it is read whole. */
export function groupFilter(filter: Filter, group: Group, key: string | null): Filter {
  if (filter.length >= MAX_CONDITIONS) return filter;
  if (key === null && group === "source") return [{ field: group, op: "empty", values: [] }, ...filter];
  return [{ field: group, op: "any", values: [key ?? "none"] }, ...filter];
}

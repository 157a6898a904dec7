import { createMemo, type Accessor } from "solid-js";
import { HAND_SOURCES } from "../../../../domain/lead.ts";
import type { Groups } from "../../../store/groups.ts";
import type { Group } from "../../../store/views.ts";
import type { Query } from "../../../store/floor/lists.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { groupItem, keyOfMore, moreItem } from "../shown.ts";
import { inOrder, type LeadGroup } from "./grouped.ts";

/** Groups of more leads than are held at once, as one list from top to bottom: heads, what was read below those that are open, and the way on. */
export interface PagedGroups {
  readonly items: Accessor<readonly string[]>;
  readonly query: Pick<Query, "complete" | "loading" | "failure" | "more">;
  of(item: string): LeadGroup | undefined;
  /** The list whose end this item stands for. */
  ending(item: string): Query;
}

export function createPaged(input: {
  readonly groups: Groups;
  readonly by: Group;
  readonly unfolded: (item: string) => boolean;
  readonly place: (key: string) => number | string;
  readonly workspace: Pick<Workspace, "directory">;
}): PagedGroups {
  const { groups, by } = input;
  const { counting } = groups;
  /** Counted as far as one may look, there may be groups that nobody came across: all that could be are offered. */
  const keys = createMemo(() => {
    const found = counting.keys().filter((key) => (counting.of(key)?.count ?? 0) > 0 || input.unfolded(groupItem(key)));
    const all = counting.atLeast() ? [...found, ...possible(by, input.workspace)] : found;
    return [...new Set(all)].sort((a, b) => inOrder(a, b, input.place));
  });
  const items = createMemo<readonly string[]>(() =>
    counting.total() === undefined
      ? []
      : keys().flatMap((key) => {
          const head = groupItem(key);
          if (!input.unfolded(head)) return [head];
          const query = groups.query(key);
          return [head, ...query.ids(), ...(query.complete() ? [] : [moreItem(key)])];
        }),
  );
  const counted = () => counting.total() !== undefined;
  return {
    items,
    query: { complete: counted, loading: () => !counted(), failure: () => null, more: () => Promise.resolve() },
    of: (item) => {
      const key = keys().find((one) => groupItem(one) === item);
      if (key === undefined) return undefined;
      const { count, value } = counting.of(key) ?? { count: 0, value: 0 };
      return { key, ids: [], count, value, atLeast: counting.atLeast() };
    },
    ending: (item) => groups.query(keyOfMore(item)),
  };
}

/** Whatever leads might share. */
function possible(by: Group, { directory }: Pick<Workspace, "directory">): (string | null)[] {
  switch (by) {
    case "stage":
      return directory.setup().stages.map(({ id }) => id);
    case "owner":
      return [...directory.members().map(({ id }) => id), null];
    case "project":
      return [...directory.projects().map(({ id }) => id), null];
    case "source":
      return ["fb", "ig", ...HAND_SOURCES, null];
  }
}

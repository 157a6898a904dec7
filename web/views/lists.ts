import { onCleanup } from "solid-js";
import { type Counting, createLists, type Lists, type Query } from "../store/floor/lists.ts";
import { type Groups, type GroupsAsked, openGroups } from "../store/groups.ts";
import type { Workspace } from "../store/workspace.ts";
import { useApp, useWorkspace } from "./context.tsx";

const made = new WeakMap<Workspace, Lists>();

function useLists(): Lists {
  const { call, clock, browser } = useApp();
  const workspace = useWorkspace();
  let lists = made.get(workspace);
  if (lists === undefined) {
    lists = createLists({ call, clock, browser, workspace });
    made.set(workspace, lists);
  }
  return lists;
}

/** A list of leads that follows what happens, until its screen closes. Another filter is another list. */
export function useQuery(...asked: Parameters<Lists["query"]>): Query {
  const query = useLists().query(...asked);
  onCleanup(query.close);
  void query.more();
  return query;
}

/** Leads by what they share, each group as far as somebody looks. */
export function useGroups(asked: GroupsAsked): Groups {
  const groups = openGroups(asked, useLists());
  onCleanup(groups.close);
  return groups;
}

/** How many there are, by group, as it ticks. */
export function useCounting(...asked: Parameters<Lists["counts"]>): Counting {
  const counting = useLists().counts(...asked);
  onCleanup(counting.close);
  return counting;
}

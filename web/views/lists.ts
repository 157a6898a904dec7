import { onCleanup } from "solid-js";
import { type Counting, createLists, type Lists, type Query } from "../store/floor/lists.ts";
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

/** How many there are, by group, as it ticks. */
export function useCounting(...asked: Parameters<Lists["counts"]>): Counting {
  const counting = useLists().counts(...asked);
  onCleanup(counting.close);
  return counting;
}

import { createSignal } from "solid-js";
import type { Step } from "../../domain/reducer.ts";
import type { Api } from "../connection/api.ts";
import { ApiFailure } from "../connection/call.ts";
import { PAGE } from "../connection/limits.ts";
import { type ListKey, ownerKey } from "./entries.ts";
import type { Leads } from "./leads.ts";

/** Each time a page is refused as too old, thousands of leads left our sight meanwhile: then it is the connection that must mend. */
const TRIES = 3;

/** A list that the server pages: all leads in sight, one person's, or (null) the unassigned ones. */
export type PagedList = "all" | { readonly owner: string | null };

export interface Paging {
  /** Reads the next page of a list. Asked again while one is on its way, it is the same one. */
  more(list?: PagedList): Promise<void>;
  /** Reactive. */
  loading(list?: PagedList): boolean;
  failure(list?: PagedList): ApiFailure | null;
  /** The first page was read: where the next one starts. */
  began(next: string | null): void;
  /** Pages on their way are for a state that is gone. */
  forget(): void;
}

export const keyOf = (list: PagedList): ListKey => (list === "all" ? "all" : ownerKey(list.owner));

export function createPaging(deps: {
  readonly api: Pick<Api, "leads">;
  readonly slug: string;
  readonly leads: Pick<Leads, "addPage" | "complete">;
  then(what: Step["then"]): void;
}): Paging {
  const { api, slug, leads } = deps;
  const next = new Map<ListKey, string>();
  const running = new Map<ListKey, Promise<void>>();
  const [states, setStates] = createSignal<ReadonlyMap<ListKey, "loading" | ApiFailure>>(new Map());
  let generation = 0;

  const say = (key: ListKey, state: "loading" | ApiFailure | null) =>
    setStates((before) => {
      const after = new Map(before);
      if (state === null) after.delete(key);
      else after.set(key, state);
      return after;
    });

  async function read(list: PagedList, key: ListKey): Promise<void> {
    const asked = generation;
    say(key, "loading");
    try {
      for (let tries = 0; tries < TRIES; tries++) {
        const owner = list === "all" ? undefined : (list.owner ?? "none");
        const page = await api.leads(slug, { after: next.get(key), limit: PAGE, owner });
        if (asked !== generation) return;
        const then = leads.addPage(key, page);
        if (then === "again") continue;
        deps.then(then);
        if (asked !== generation) return;
        if (page.next !== null) next.set(key, page.next);
        say(key, null);
        return;
      }
      throw new ApiFailure("unavailable");
    } catch (error) {
      if (asked === generation) say(key, error instanceof ApiFailure ? error : new ApiFailure("internal"));
    }
  }

  return {
    more: (list = "all") => {
      const key = keyOf(list);
      if (leads.complete(key)) return Promise.resolve();
      const asked = generation;
      const found =
        running.get(key) ??
        read(list, key).finally(() => {
          if (asked === generation) running.delete(key);
        });
      running.set(key, found);
      return found;
    },
    loading: (list = "all") => states().get(keyOf(list)) === "loading",
    failure: (list = "all") => {
      const state = states().get(keyOf(list));
      return state instanceof ApiFailure ? state : null;
    },
    began: (first) => {
      if (first !== null) next.set("all", first);
    },
    forget: () => {
      generation++;
      next.clear();
      running.clear();
      setStates(new Map());
    },
  };
}

import { createSignal } from "solid-js";
import type { SavedView, ViewBody } from "../../../domain/view.ts";
import { ApiFailure, type Call } from "../../connection/call.ts";
import { createViewsApi } from "../../connection/views.ts";
import type { Done, TakenBack } from "../taking-back.ts";
import type { Workspace } from "../workspace.ts";

/** Saved views of one workspace, as its people change them. What failed is told to whoever asked. */
export interface KeptViews {
  /** Those in this person's menu, by name. Reactive. */
  list(): readonly SavedView[];
  /** Also one that was opened by its link. Undefined while it is not read; null: there is none for this person. */
  find(id: string): SavedView | null | undefined;
  /** Reads one that stands in no menu. */
  open(id: string): Promise<void>;
  /** `before` undefined: a new one. What was done comes with the way back. */
  save(
    id: string,
    body: Omit<ViewBody, "version">,
    before?: SavedView,
  ): Promise<({ readonly view: SavedView } & Done<SavedView>) | { readonly failure: ApiFailure }>;
  remove(view: SavedView): Promise<Done<SavedView> | { readonly failure: ApiFailure }>;
}

/** What was just done here: it counts until the directory says another version than it did then. */
interface Over {
  readonly view: SavedView | null;
  readonly against: number | undefined;
}

export function createKeptViews(deps: { readonly call: Call; readonly workspace: Pick<Workspace, "slug" | "directory"> }): KeptViews {
  const { directory } = deps.workspace;
  const api = createViewsApi(deps.call, deps.workspace.slug);
  const [over, setOver] = createSignal<ReadonlyMap<string, Over>>(new Map());
  /** By link; null: not there, or not for this person. */
  const [linked, setLinked] = createSignal<ReadonlyMap<string, SavedView | null>>(new Map());
  const kept = (id: string) => directory.views().find((one) => one.id === id);
  const put = (id: string, view: SavedView | null) => setOver((before) => new Map(before).set(id, { view, against: kept(id)?.version }));

  function current(id: string): SavedView | null | undefined {
    const found = kept(id);
    const mine = over().get(id);
    if (mine !== undefined && mine.against === found?.version) return mine.view;
    return found ?? linked().get(id);
  }
  const failed = (error: unknown) => (error instanceof ApiFailure ? error : new ApiFailure("internal"));

  async function store(id: string, version: number, { name, share, team, shape }: Omit<ViewBody, "version">): Promise<SavedView> {
    const { view } = await api.saveView(id, { version, name, share, team, shape: { ...shape, columns: [...shape.columns] } });
    put(id, view);
    if (linked().has(id)) setLinked((all) => new Map(all).set(id, view));
    return view;
  }

  async function takeBack(work: () => Promise<unknown>): Promise<TakenBack> {
    try {
      await work();
      return { ok: true };
    } catch (error) {
      const failure = failed(error);
      // One that is there no more, or again, was somebody's doing too.
      const theirs = failure.code === "conflict" || failure.code === "not_found";
      return theirs ? { ok: false, why: "changed", by: failure.by } : { ok: false, why: "failed", failure };
    }
  }

  return {
    list: () => {
      const ids = new Set([...directory.views().map(({ id }) => id), ...over().keys()]);
      const me = directory.me();
      return [...ids]
        .flatMap((id) => current(id) ?? [])
        .filter(({ by, share }) => share !== "link" || by === me?.id)
        .sort((a, b) => a.name.localeCompare(b.name));
    },
    find: current,
    open: async (id) => {
      if (kept(id) !== undefined) return;
      const answer = await api.view(id).catch((error: unknown) => (failed(error).code === "not_found" ? null : undefined));
      if (answer !== undefined) setLinked((before) => new Map(before).set(id, answer?.view ?? null));
    },
    save: async (id, body, before) => {
      try {
        const view = await store(id, before?.version ?? 0, body);
        return {
          view,
          of: view,
          undo: () =>
            takeBack(async () => {
              if (before !== undefined) return store(id, view.version, before);
              await api.removeView(id, view.version);
              put(id, null);
              return null;
            }),
        };
      } catch (error) {
        return { failure: failed(error) };
      }
    },
    remove: async (view) => {
      try {
        await api.removeView(view.id, view.version);
        put(view.id, null);
        // As it was, under the id that links and bookmarks have.
        return { of: view, undo: () => takeBack(() => store(view.id, 0, view)) };
      } catch (error) {
        return { failure: failed(error) };
      }
    },
  };
}

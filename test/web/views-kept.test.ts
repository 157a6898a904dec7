import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { DEFAULT_SORT } from "../../domain/filter.ts";
import type { SavedView } from "../../domain/view.ts";
import { ApiFailure, type Call } from "../../web/connection/call.ts";
import { createDirectory } from "../../web/store/directory.ts";
import { createKeptViews } from "../../web/store/floor/kept-views.ts";
import { shapeOf } from "../../web/store/views.ts";
import { boot, sourcesOf, uuidOf } from "./support.ts";

const shape = shapeOf({ filter: [], sort: DEFAULT_SORT, group: null }, null);
const view = (n: number, over: Partial<SavedView> = {}): SavedView => ({
  id: uuidOf(n),
  name: `View ${n}`,
  by: "me",
  share: "own",
  team: null,
  shape,
  version: 1,
  ...over,
});

/** The server by its answers: what is saved stands, what is removed is gone, the rest is refused. */
function open(views: readonly SavedView[]) {
  const stored = new Map(views.map((one) => [one.id, one]));
  const directory = createDirectory(sourcesOf());
  directory.load(boot({ views: views.filter(({ share }) => share !== "link") }));
  const call: Call = async (_, method, path, body) => {
    const id = path.split("/views/")[1]?.split("/")[0] ?? "";
    const known = stored.get(id);
    const said = body as { readonly version: number };
    if (method === "GET" && known === undefined) throw new ApiFailure("not_found");
    if (method !== "GET" && (known?.version ?? 0) !== said.version) throw new ApiFailure("conflict");
    if (method === "POST") {
      stored.delete(id);
      return { id } as never;
    }
    if (method === "PUT") stored.set(id, { ...view(0), ...(body as object), id, version: said.version + 1 });
    return { view: stored.get(id) } as never;
  };
  const kept = createRoot(() => createKeptViews({ call, workspace: { slug: "north", directory } }));
  const refresh = () => {
    const fresh = boot({ views: [...stored.values()] });
    directory.refresh(fresh);
  };
  return { kept, refresh, names: () => kept.list().map(({ name }) => name) };
}
const body = (name: string) => ({ name, share: "own" as const, team: null, shape });

describe("VW1: saved views as they are kept here", () => {
  it("a new one stands in the menu at once, and once when everybody has heard of it", async () => {
    const { kept, refresh, names } = open([view(2, { name: "B" })]);
    await kept.save(uuidOf(1), body("A"));
    expect(names()).toEqual(["A", "B"]);
    refresh();
    expect(names()).toEqual(["A", "B"]);
  });

  it("another's later change counts over one's own that came before", async () => {
    const first = view(1);
    const { kept, refresh, names } = open([first]);
    await kept.save(first.id, body("Mine"), first);
    expect(names()).toEqual(["Mine"]);
    await kept.save(first.id, body("Later"), { ...first, version: 2 });
    refresh();
    expect(names()).toEqual(["Later"]);
  });

  it("a removed one is gone at once, and back under its id when that is undone", async () => {
    const first = view(1);
    const { kept, refresh, names } = open([first]);
    const gone = await kept.remove(first);
    expect(names()).toEqual([]);
    expect(kept.find(first.id)).toBeNull();
    refresh();
    expect(names()).toEqual([]);
    expect("undo" in gone && (await gone.undo())).toEqual({ ok: true });
    refresh();
    expect(kept.find(first.id)).toMatchObject({ name: "View 1", version: 1 });
  });

  it("one that was made goes, one that was changed reads as before; not once somebody changed it since", async () => {
    const first = view(1);
    const { kept, names } = open([first]);
    const renamed = await kept.save(first.id, body("Mine"), first);
    expect("undo" in renamed && (await renamed.undo())).toEqual({ ok: true });
    expect(names()).toEqual(["View 1"]);
    const again = await kept.save(first.id, body("Mine"), { ...first, version: 3 });
    await kept.save(first.id, body("Theirs"), { ...first, version: 4 });
    expect("undo" in again && (await again.undo())).toMatchObject({ ok: false, why: "changed" });
    const made = await kept.save(uuidOf(7), body("New"));
    expect(names()).toEqual(["New", "Theirs"]);
    expect("undo" in made && (await made.undo())).toEqual({ ok: true });
    expect(names()).toEqual(["Theirs"]);
  });

  it("what was changed by somebody first is refused, and nothing here changes", async () => {
    const first = view(1, { version: 4 });
    const { kept, names } = open([first]);
    const done = await kept.save(first.id, body("Late"), { ...first, version: 3 });
    expect("failure" in done && done.failure.code).toBe("conflict");
    const gone = await kept.remove({ ...first, version: 3 });
    expect("failure" in gone && gone.failure.code).toBe("conflict");
    expect(names()).toEqual(["View 1"]);
  });

  it("one by its link is read when it is opened, and stands in no menu of others; of one that is not there it is said", async () => {
    const linked = view(1, { by: "sara", share: "link" });
    const { kept, names } = open([linked]);
    expect(kept.find(linked.id)).toBeUndefined();
    await kept.open(linked.id);
    expect(kept.find(linked.id)).toEqual(linked);
    expect(names()).toEqual([]);
    await kept.open(uuidOf(9));
    expect(kept.find(uuidOf(9))).toBeNull();
  });
});

import { createSignal } from "solid-js";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETUP, type FieldSetup, type Setup, type SetupPart } from "../../domain/setup.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { Done } from "../../web/store/taking-back.ts";
import { createSetup, type SetupChange } from "../../web/store/floor/setup.ts";
import { added, changed, idFor, moved, placed, removed } from "../../web/store/floor/setup-edits.ts";
import { takenBack } from "../../web/store/floor/setup-undo.ts";

/** A server that holds one setup, compare-and-set; `becomes` is what another admin does, and the room has not told yet. */
function setupServer() {
  let stands: Setup = DEFAULT_SETUP;
  const sent: { readonly part: SetupPart; readonly version: number; readonly ids: string }[] = [];
  const server = {
    sent,
    refuses: null as ApiFailure | null,
    becomes: (over: Partial<Setup>) => (stands = { ...stands, ...over, version: stands.version + 1 }),
    stands: () => stands,
    api: {
      setUp: async (part: SetupPart, body: { version: number; value: unknown }) => {
        sent.push({ part, version: body.version, ids: (body.value as { id: string }[]).map(({ id }) => id).join(" ") });
        if (server.refuses !== null) throw server.refuses;
        if (body.version !== stands.version) throw new ApiFailure("conflict", { by: "sara", now: stands });
        stands = { ...stands, [part]: body.value, version: stands.version + 1 };
        return { version: stands.version };
      },
    },
  };
  return server;
}

function opened() {
  const server = setupServer();
  const [known, tell] = createSignal<Setup>(server.stands());
  const done: Done<SetupChange>[] = [];
  const setup = createSetup({ api: server.api as never, known, did: (change) => done.push(change) });
  return { server, setup, done, tell: () => tell(server.stands()) };
}

const settle = () => new Promise((resume) => setTimeout(resume));
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(" ");
const name = (list: readonly { readonly id: string; readonly name: string | null }[], id: string) =>
  list.find((one) => one.id === id)?.name;

describe("a setup that is saved as one goes", () => {
  it("SU2: a text that was retired goes, and stands where it stood once that is taken back", () => {
    const text = (id: string) => ({ id, name: id, channel: "email", language: "en", text: "Hello" }) as const;
    const before = [text("a"), { ...text("b"), retired: true as const }, text("c")];
    const after = removed("templates", "b").apply(before);
    expect(ids(after)).toBe("a c");
    const back = takenBack("templates", { before, after }, [...after, text("d")]);
    expect(back?.apply([...after, text("d")])).toEqual([...before, text("d")]);
  });

  it("SU2: shows an edit at once and sends the whole list under the version it was made from", async () => {
    const { server, setup } = opened();
    expect(setup.edit(added("stages", { id: "offer", name: "Offer", kind: "open" }))).toBe(true);
    expect(ids(setup.list("stages"))).toBe("new contacted qualified visit offer won lost");
    expect(setup.state()).toBe("saving");
    await settle();
    expect(server.sent).toEqual([{ part: "stages", version: 0, ids: "new contacted qualified visit offer won lost" }]);
    expect([setup.state(), ids(setup.list("stages"))]).toEqual(["saved", "new contacted qualified visit offer won lost"]);
  });

  it("sends edits of one moment together, and those made meanwhile upon the version after", async () => {
    const { server, setup } = opened();
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    setup.edit(placed("stages", "visit", "contacted"));
    setup.edit(changed("lostReasons", "price", { retired: true }));
    await settle();
    expect(server.sent.map(({ part, version }) => [part, version])).toEqual([
      ["stages", 0],
      ["stages", 1],
      ["lostReasons", 2],
    ]);
    expect([ids(server.stands().stages), name(server.stands().stages, "visit")]).toEqual([
      "new visit contacted qualified won lost",
      "Viewing",
    ]);
    expect(server.stands().lostReasons[0]).toEqual({ id: "price", name: null, retired: true });
  });

  it("SU2: keeps what another admin did to other entries and makes one's own upon it, without asking anybody", async () => {
    const { server, setup } = opened();
    server.becomes({ stages: moved(DEFAULT_SETUP.stages, "visit", "contacted").map((one) => one), templates: [] });
    setup.edit(changed("stages", "qualified", { name: "Serious" }));
    await settle();
    expect(server.sent.map(({ version }) => version)).toEqual([0, 1]);
    expect([ids(setup.list("stages")), name(setup.list("stages"), "qualified"), setup.overtaken()]).toEqual([
      "new visit contacted qualified won lost",
      "Serious",
      null,
    ]);
  });

  it("SU2: overtaken at the same entry, theirs stands and says whose it is, until one insists", async () => {
    const { server, setup } = opened();
    server.becomes({ stages: DEFAULT_SETUP.stages.map((one) => (one.id === "visit" ? { ...one, name: "Theirs" } : one)) });
    setup.edit(changed("stages", "visit", { name: "Mine" }));
    setup.edit(changed("stages", "new", { name: "Fresh" }));
    await settle();
    expect([name(setup.list("stages"), "visit"), name(setup.list("stages"), "new")]).toEqual(["Theirs", "Fresh"]);
    expect([setup.overtaken()?.by, setup.overtaken()?.gaveWay.length]).toEqual(["sara", 1]);
    setup.insist();
    await settle();
    expect([name(server.stands().stages, "visit"), setup.overtaken(), setup.state()]).toEqual(["Mine", null, "saved"]);
  });

  it("SU2: what the server will never have goes back to how it was, and is said at its entry", async () => {
    const { server, setup } = opened();
    server.refuses = new ApiFailure("conflict", { field: "contacted", why: "leads", now: { leads: 12 } });
    setup.edit(changed("stages", "contacted", { retired: true }));
    await settle();
    expect(setup.refused()).toMatchObject({ touches: ["contacted"], why: "leads", leads: 12 });
    expect([setup.list("stages")[1], setup.state(), server.sent.length]).toEqual([
      { id: "contacted", name: null, kind: "open" },
      "failed",
      1,
    ]);
    server.refuses = null;
    setup.edit(changed("stages", "contacted", { name: "Spoken to" }));
    await settle();
    expect([setup.refused(), setup.state()]).toEqual([null, "saved"]);
  });

  it("ED1: without a connection it keeps what was changed, and trying again sends it", async () => {
    const { server, setup } = opened();
    server.refuses = new ApiFailure("offline");
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    await settle();
    expect([setup.state(), setup.failure()?.code, name(setup.list("stages"), "visit")]).toEqual(["failed", "offline", "Viewing"]);
    server.refuses = null;
    setup.retry();
    await settle();
    expect([setup.state(), name(server.stands().stages, "visit")]).toEqual(["saved", "Viewing"]);
  });

  it("sends nothing that could not be: no name, the last stage that wins, an eleventh filterable field", async () => {
    const { server, setup } = opened();
    expect(setup.edit(changed("stages", "visit", { name: " " }))).toBe(false);
    expect(setup.edit(changed("stages", "won", { retired: true }))).toBe(false);
    expect(setup.refused()).toMatchObject({ touches: ["won"], why: "shape", failure: null });
    expect(setup.edit(placed("stages", "won", "new"))).toBe(false);
    expect([setup.refused()?.why, setup.state()]).toEqual(["first", "still"]);
    const field = (n: number): FieldSetup => ({ id: `f${n}`, name: `F ${n}`, type: "text", options: [], filterable: true });
    for (let n = 1; n <= 10; n++) expect(setup.edit(added("fields", field(n)))).toBe(true);
    expect(setup.edit(added("fields", field(11)))).toBe(false);
    await settle();
    expect(server.stands().fields).toHaveLength(10);
    expect(name(setup.list("stages"), "visit")).toBeNull();
  });

  it("SU2: follows what the room tells, where it is newer than what was saved here", async () => {
    const { server, setup, tell } = opened();
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    await settle();
    server.becomes({ stages: moved(server.stands().stages, "visit", "new").map((one) => one) });
    tell();
    expect(ids(setup.list("stages"))).toBe("visit new contacted qualified won lost");
  });

  it("gives up where every try meets somebody else's, and keeps the edit", async () => {
    const { server, setup } = opened();
    const { setUp } = server.api;
    server.api.setUp = async (part, body) => {
      server.becomes({});
      return setUp(part, body);
    };
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    await settle();
    expect([setup.state(), setup.failure()?.code, server.sent.length]).toEqual(["failed", "conflict", 5]);
    expect(name(setup.list("stages"), "visit")).toBe("Viewing");
  });
});

describe("ids and places", () => {
  it.each([
    ["Site visit", [], "site_visit"],
    ["Site visit", [{ id: "site_visit" }, { id: "site_visit_2" }], "site_visit_3"],
    ["Négociation!", [], "negociation"],
    ["زيارة", [], "x123456_78"],
    ["  ", [], "x123456_78"],
    ["Constructor", [], "constructor_2"],
    ["over 2000000", [], "over_200000_0"],
  ])("%j is %s", (text, taken, id) => {
    expect(idFor(text, taken, "0193-0000-12345678")).toBe(id);
  });

  it.each([
    ["a", "c", "b a c d"],
    ["d", "a", "d a b c"],
    ["a", null, "b c d a"],
    ["b", "b", "a b c d"],
    ["x", "a", "a b c d"],
    ["b", "gone", "a c d b"],
  ])("%s before %s is %s", (id, before, order) => {
    expect(
      ids(
        moved(
          ["a", "b", "c", "d"].map((one) => ({ id: one })),
          id,
          before,
        ),
      ),
    ).toBe(order);
  });
});

describe("ED1: a change of the setup is taken back", () => {
  it("entry by entry and field by field; what others did meanwhile stays, and it is not taken back itself", async () => {
    const { server, setup, done } = opened();
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    setup.edit(placed("stages", "visit", "contacted"));
    await settle();
    expect(done.map(({ of }) => of)).toEqual([
      { part: "stages", id: "visit", added: false, name: "Viewing" },
      { part: "stages", id: null, added: false, name: null },
    ]);
    server.becomes({ stages: server.stands().stages.map((one) => (one.id === "new" ? { ...one, name: "Fresh" } : one)) });
    expect(await done[1]?.undo()).toEqual({ ok: true });
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect([ids(server.stands().stages), name(server.stands().stages, "visit"), name(server.stands().stages, "new")]).toEqual([
      "new contacted qualified visit won lost",
      null,
      "Fresh",
    ]);
    expect(done).toHaveLength(2);
  });

  it("not where somebody changed the same since, who is named; nothing of theirs is lost and nothing is said twice", async () => {
    const { server, setup, done, tell } = opened();
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    await settle();
    server.becomes({ stages: server.stands().stages.map((one) => (one.id === "visit" ? { ...one, name: "Tour" } : one)) });
    // Whether the room has told of it or not.
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: "sara" });
    tell();
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: "sara" });
    expect([name(server.stands().stages, "visit"), setup.overtaken(), setup.refused()]).toEqual(["Tour", null, null]);
  });

  it("not while one's own next change of the same waits to be sent: asking who was first changes nothing", async () => {
    const { server, setup, done } = opened();
    setup.edit(changed("stages", "visit", { name: "Viewing" }));
    await settle();
    server.refuses = new ApiFailure("offline");
    setup.edit(changed("stages", "visit", { name: "Tour" }));
    await settle();
    server.refuses = null;
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: null });
    expect(name(server.stands().stages, "visit")).toBe("Viewing");
    setup.retry();
    await settle();
    expect([name(server.stands().stages, "visit"), setup.overtaken()]).toEqual(["Tour", null]);
  });

  it("SU2: what was added is retired, or stays while leads are in it", async () => {
    const { server, setup, done } = opened();
    setup.edit(added("stages", { id: "offer", name: "Offer", kind: "open" }));
    await settle();
    server.refuses = new ApiFailure("conflict", { why: "leads", now: { leads: 3 } });
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "leads", leads: 3 });
    expect(setup.refused()).toBeNull();
    server.refuses = null;
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(server.stands().stages.find(({ id }) => id === "offer")).toMatchObject({ name: "Offer", retired: true });
  });
});

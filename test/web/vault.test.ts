import { describe, expect, it } from "vitest";
import { createVault, VaultGone } from "../../web/connection/vault.ts";
import { countWaiting } from "../../web/store/kept/left-behind.ts";
import { createKeeping, DAY_MS, MOST_LEADS } from "../../web/store/kept/keeping.ts";
import type { KeptDay } from "../../web/store/keeping.ts";
import type { Waiting } from "../../web/store/queue.ts";
import { device } from "./kept-device.ts";
import { at, boot, clock, row, uuidOf } from "./support.ts";

const NOTE = "she wants the corner flat";

/** All that stands on the device, as somebody who takes it out of the telephone would find it. */
function bytesOf(of: ReturnType<typeof device>): string {
  return JSON.stringify([...of.all.records.values()].map((record) => ({ ...record, data: new TextDecoder().decode(record.data) })));
}

describe("OF1: what is kept on a device", () => {
  it("is read by its person again, and by nobody from the records alone", async () => {
    const of = device();
    const place = await createVault(of, clock).open("north", "sara");
    await place.write([{ kind: "draft", name: "l1", value: { text: NOTE } }]);
    expect(bytesOf(of)).not.toContain("corner");
    const again = await createVault(of, clock).open("north", "sara");
    expect(await again.all("draft")).toEqual([{ kind: "draft", name: "l1", value: { text: NOTE } }]);
    expect((await createVault(of, clock).find("north"))?.person).toBe("sara");
    const [key] = of.all.keys.values();
    await expect(crypto.subtle.exportKey("raw", key?.key as CryptoKey)).rejects.toThrow();
  });

  it("is bound to its person, workspace and kind: a record in another's place does not open", async () => {
    const of = device();
    const vault = createVault(of, clock);
    const place = await vault.open("north", "sara");
    await place.write([{ kind: "draft", name: "l1", value: NOTE }]);
    const [key] = of.all.keys.values();
    const [record] = of.all.records.values();
    if (key === undefined || record === undefined) throw new Error("nothing was kept");
    of.all.records.set("moved", { ...record, id: "moved", kind: "waiting" });
    expect(await place.all("waiting")).toEqual([]);
    of.all.keys.set("south", { ...key, place: "south" });
    expect(await (await vault.find("south"))?.all("draft")).toEqual([]);
    of.all.keys.set("north", { ...key, person: "omar" });
    expect(await (await vault.find("north"))?.all("draft")).toEqual([]);
  });

  it.each(["dropKeys", "sweep"] as const)(
    "is destroyed by its key first: a browser that dies at %s leaves nothing that another start reads",
    async (step) => {
      const of = device();
      const place = await createVault(of, clock).open("north", "sara");
      await place.write([{ kind: "draft", name: "l1", value: NOTE }]);
      of.die(step);
      await expect(createVault(of, clock).destroy()).rejects.toThrow("died");
      // Before its first step was done nothing was said to be destroyed.
      expect(of.all.keys.size).toBe(step === "dropKeys" ? 1 : 0);
      if (step === "dropKeys") return;
      const next = await createVault(of, clock).find("north");
      expect([next, of.all.records.size]).toEqual([null, 1]);
    },
  );

  it("is not written any more by a tab that still has the destroyed key, and swept with the next one", async () => {
    const of = device();
    const vault = createVault(of, clock);
    const place = await vault.open("north", "sara");
    await place.write([{ kind: "draft", name: "l1", value: NOTE }]);
    await vault.destroy("north");
    expect(of.all.records.size).toBe(0);
    await expect(place.write([{ kind: "draft", name: "l1", value: NOTE }])).rejects.toThrow(VaultGone);
    await vault.open("north", "sara");
    await expect(place.write([{ kind: "draft", name: "l1", value: NOTE }])).rejects.toThrow(VaultGone);
    expect(of.all.records.size).toBe(0);
  });

  it("goes when somebody else comes, or when its person is of that workspace no more", async () => {
    const of = device();
    const vault = createVault(of, clock);
    for (const slug of ["north", "south"]) await (await vault.open(slug, "sara")).write([{ kind: "draft", name: "l1", value: NOTE }]);
    await vault.only("sara", ["south"]);
    expect([await vault.places(), of.all.records.size]).toEqual([["south"], 1]);
    await vault.open("north", "omar");
    expect([await vault.places(), of.all.records.size]).toEqual([["north"], 0]);
  });

  it("is dropped for good, though an earlier writing of it is still on its way", async () => {
    const of = device();
    const place = await createVault(of, clock).open("north", "sara");
    await Promise.all([place.write([{ kind: "draft", name: "l1", value: NOTE }]), place.write([], [{ kind: "draft", name: "l1" }])]);
    expect(of.all.records.size).toBe(0);
  });

  it("is one's leads of today: at most fifty, and none once they are twelve hours old", async () => {
    const of = device();
    let now = 1_000_000;
    const place = await createVault(of, clock).open("north", "sara");
    const keeping = createKeeping({
      place,
      clock: { now: () => now, after: clock.after },
      alone: (work) => work(),
      tabs: { say: () => undefined, hear: () => () => undefined },
      persist: () => undefined,
      lost: (error) => {
        throw error;
      },
    });
    const rows = Array.from({ length: 60 }, (_, n) => row(n + 1, { owner: "me", phone: "+971500000000" }));
    const day: KeptDay = { at: now, position: at(5), boot: boot(), rows, followUps: [], done: [] };
    keeping.keepDay(day);
    const kept = await keeping.day();
    expect([kept?.rows.length, kept?.rows[0]?.phone, kept?.boot.members.map(({ id }) => id)]).toEqual([
      MOST_LEADS,
      "+971500000000",
      ["me"],
    ]);
    now += DAY_MS + 1;
    expect(await keeping.day()).toBeNull();
    await place.all("day");
    expect(of.all.records.size).toBe(0);
  });

  it("holds commands and what came back, whole, and nothing that it cannot read", async () => {
    const of = device();
    const vault = createVault(of, clock);
    const place = await vault.open("north", "sara");
    const keeping = createKeeping({
      place,
      clock,
      alone: (work) => work(),
      tabs: { say: () => undefined, hear: () => () => undefined },
      persist: () => undefined,
      lost: () => undefined,
    });
    expect(await countWaiting(vault)).toBe(0);
    const one: Waiting = {
      command: { kind: "note", method: "POST", path: "leads/l1/notes", body: { mutation: uuidOf(9), ...{ text: NOTE } } },
      lead: "l1",
      called: { name: "Layla", phone: null, email: null, isTest: false },
      change: null,
      at: 5,
      version: 3,
      tried: true,
    };
    await keeping.queue.put(one);
    await place.write([{ kind: "waiting", name: "other", value: { from: "another version" } }]);
    expect(await keeping.queue.read()).toEqual({ waiting: [one], returned: [] });
    // Whoever signs out is asked about all of them, whichever workspace they are of.
    await (await vault.open("south", "sara")).write([{ kind: "waiting", name: "one", value: one }]);
    expect(await countWaiting(createVault(of, clock))).toBe(2);
    const back = { ...one, code: "not_found" as const, by: null, why: null, known: null };
    await keeping.queue.settle(uuidOf(9), [{ ...one, command: { ...one.command, body: { mutation: uuidOf(10) } }, version: 4 }], back);
    expect(await keeping.queue.read()).toMatchObject({ waiting: [{ version: 4 }], returned: [back] });
  });
});

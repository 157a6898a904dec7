import { describe, expect, it } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { createVault } from "../../web/connection/vault.ts";
import { createLeads } from "../../web/store/leads.ts";
import { KEEPS } from "../../web/store/keeping.ts";
import { createKeeper } from "../../web/store/kept/keeper.ts";
import { createPending } from "../../web/store/pending.ts";
import { type Device, device } from "./kept-device.ts";
import { at, boot, clock, fakeBrowser, row, uuidOf, nothingDone } from "./support.ts";

const LEAD = uuidOf(1);

/** Channels between the tabs of one browser. */
function channels() {
  const heard = new Set<{ by: object; work: () => void }>();
  return () => {
    const by = {};
    return {
      say: () => [...heard].filter((one) => one.by !== by).forEach(({ work }) => work()),
      hear: (work: () => void) => {
        const one = { by, work };
        heard.add(one);
        return () => void heard.delete(one);
      },
      close: () => undefined,
    };
  };
}

/** One tab without a connection, and what keeps for it. */
function tab(of: Device, { tabs = channels(), over = channels() } = {}, vault = async () => createVault(of, clock)) {
  const leads = createLeads({ clock, me: () => "sara", notify: () => undefined });
  leads.restart({ position: at(1), rows: [row(1, { owner: "sara" })], next: null });
  const browser = fakeBrowser();
  const sent: string[] = [];
  browser.say("offline");
  const commands = createPending({
    memory: nothingDone,
    slug: "north",
    clock,
    browser,
    leads,
    me: () => "sara",
    notify: () => undefined,
    api: {
      send: async (_, { kind }) => {
        if (!browser.online()) throw new ApiFailure("offline");
        sent.push(kind);
        return { id: LEAD, row: row(1, { owner: "omar", version: 2 }), position: at(2) };
      },
    },
    then: () => undefined,
  });
  const ends = over();
  let asked = 0;
  const keeper = createKeeper({
    slug: "north",
    clock,
    browser,
    vault,
    alone: (work) => work(),
    tabs: tabs(),
    over: ends,
    persist: () => void (asked += 1),
    queue: commands.queue,
  });
  return { keeper, commands, browser, sent, persisted: () => asked, leave: () => ends.say() };
}

const waiting = async (of: Device) =>
  ((await createVault(of, clock).find("north"))?.all("waiting") ?? Promise.resolve([])).then((all) => all.length);

describe("OF1: when something is kept, and when it is destroyed", () => {
  it("has the browser asked once to clear nothing away, when the first change waits", async () => {
    const { keeper, commands, persisted } = tab(device());
    await keeper.begin("sara");
    expect(persisted()).toBe(0);
    await commands.assign(LEAD, { owner: "omar" });
    await commands.assign(LEAD, { owner: "sara" });
    expect(persisted()).toBe(1);
    commands.queue.close();
  });

  it("is kept once somebody is there, with what waited before", async () => {
    const of = device();
    const { keeper, commands, browser } = tab(of);
    await commands.assign(LEAD, { owner: "omar" });
    expect(of.all.keys.size).toBe(0);
    await keeper.begin("sara");
    expect([browser.recall(KEEPS), await waiting(of), keeper.refused()]).toEqual(["north", 1, false]);
    commands.queue.close();
  });

  it("is read by the next start without a connection, and waits there", async () => {
    const of = device();
    const first = tab(of);
    await first.keeper.begin("sara");
    await first.commands.assign(LEAD, { owner: "omar" });
    await first.keeper.now()?.queue.read();
    first.commands.queue.close();
    const next = tab(of);
    expect(await next.keeper.stand()).toBeNull();
    expect(next.commands.waiting()).toMatchObject([{ lead: LEAD, command: { kind: "owner" } }]);
    next.commands.queue.close();
  });

  it.each([
    ["sara", ["owner"]],
    ["omar", []],
  ] as const)("is sent once the server has said whose session this is: %s's", async (who, sent) => {
    const of = device();
    const first = tab(of);
    await first.keeper.begin("sara");
    await first.commands.assign(LEAD, { owner: "omar" });
    await first.keeper.now()?.queue.read();
    first.commands.queue.close();
    const next = tab(of);
    await next.keeper.stand();
    next.browser.say("online");
    next.commands.queue.resume();
    await next.keeper.now()?.queue.read();
    expect([next.sent, next.commands.waiting().length]).toEqual([[], 1]);
    await next.keeper.begin(who);
    await expect.poll(() => next.commands.waiting()).toEqual([]);
    expect([next.sent, await waiting(of)]).toEqual([sent, 0]);
    next.commands.queue.close();
  });

  it("EV4: is gone with the workspace; nothing is kept from then on", async () => {
    const of = device();
    const { keeper, commands } = tab(of);
    await keeper.begin("sara");
    await commands.assign(LEAD, { owner: "omar" });
    await keeper.destroy();
    await commands.assign(LEAD, { owner: "layla" });
    await keeper.begin("sara");
    expect([of.all.keys.size, of.all.records.size, keeper.now()]).toEqual([0, 0, null]);
    commands.queue.close();
  });

  it("EV3: with other rights is kept under another key, as far as it is one's own", async () => {
    const of = device();
    const { keeper, commands } = tab(of);
    await keeper.begin("sara");
    await commands.assign(LEAD, { owner: "omar" });
    const before = of.all.keys.get("north")?.id;
    keeper.now()?.keepDay({ at: clock.now(), position: at(1), boot: boot(), rows: [], followUps: [], done: [] });
    await keeper.destroy("again");
    expect(of.all.keys.get("north")?.id).not.toBe(before);
    expect(await keeper.now()?.queue.read()).toMatchObject({ waiting: [{ lead: LEAD }] });
    expect([...of.all.records.values()].map(({ kind }) => kind)).toEqual(["waiting"]);
    commands.queue.close();
  });

  it("EV4: is not brought back by another tab that was not told yet, nor kept by one that was", async () => {
    const of = device();
    const both = { tabs: channels(), over: channels() };
    const [one, two] = [tab(of, both), tab(of, both)];
    await one.keeper.begin("sara");
    await two.keeper.begin("sara");
    one.leave();
    await createVault(of, clock).destroy();
    await two.commands.assign(LEAD, { owner: "omar" });
    await two.keeper.begin("sara");
    expect([of.all.keys.size, of.all.records.size, two.keeper.now()]).toEqual([0, 0, null]);
    for (const { commands } of [one, two]) commands.queue.close();
  });

  it("works without a place to keep anything in, and says so", async () => {
    const of = device();
    const { keeper, commands } = tab(of, {}, () => Promise.reject(new Error("a private window")));
    await keeper.begin("sara");
    await commands.assign(LEAD, { owner: "omar" });
    expect([keeper.refused(), commands.waiting().length, await keeper.stand()]).toEqual([true, 1, null]);
    commands.queue.close();
  });
});

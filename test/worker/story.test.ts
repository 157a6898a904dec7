import { describe, expect, it } from "vitest";
import type { LeadDetail } from "../../domain/api.ts";
import type { TimelineData, TimelineEntry } from "../../domain/story.ts";
import { type Hand, handOf } from "../support/commands.ts";
import { personIn, plantLead } from "../support/leads.ts";
import { note, plantStory } from "../support/story.ts";
import { makeWorld, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["south"] },
  eye: { role: "auditor" as const },
};

interface Page {
  readonly entries: readonly TimelineEntry[];
  readonly more: boolean;
}

async function page(hand: Hand, lead: string, before?: string): Promise<Page> {
  const told = await hand.send("GET", `leads/${lead}/timeline${before === undefined ? "" : `?before=${before}`}`);
  if (told.status !== 200) throw new Error(`the story was answered ${told.status}: ${told.text}`);
  return JSON.parse(told.text) as Page;
}

const opened = async (hand: Hand, lead: string) => JSON.parse((await hand.read(lead)).text) as LeadDetail;
const noteOf = (n: number): TimelineData => ({ kind: "note", text: `note ${n}`, mentions: [] });

async function scene(settings: Parameters<typeof makeWorld>[0] = {}) {
  const world = await makeWorld({ people, ...settings });
  const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
  return { world, lead: lead.id };
}

async function refusals(world: World, lead: string, query = ""): Promise<Record<string, number>> {
  const told = ["owner", "manager", "sara", "omar", "eye"].map(async (who) => {
    const { status } = await (await handOf(world, who)).send("GET", `leads/${lead}/timeline${query}`);
    return [who, status] as const;
  });
  return Object.fromEntries(await Promise.all(told));
}

describe("ST1: a lead's story is read back to its beginning", () => {
  it.each([0, 1, 99, 100, 101, 250])("page by page, each entry once: of %i", async (count) => {
    const { world, lead } = await scene();
    const ids = await plantStory(
      world,
      lead,
      Array.from({ length: count }, (_, n) => noteOf(n)),
    );
    const hand = await handOf(world, "sara");
    const first = await opened(hand, lead);
    expect({ entries: first.timeline, more: first.more }).toEqual(await page(hand, lead));
    const read = [...first.timeline];
    let { more } = first;
    while (more) {
      // Something happens while somebody reads: it is newer than whatever they ask for.
      await note(hand, lead, "meanwhile");
      const next = await page(hand, lead, read.at(-1)?.id);
      expect(next.entries.length).toBe(Math.min(100, count - read.length));
      read.push(...next.entries);
      more = next.more;
    }
    expect(read.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(read.map(({ data }) => data)).toEqual(Array.from({ length: count }, (_, n) => noteOf(n)).toReversed());
  });

  it("PM1: by whoever sees the lead; to others it is not there, as one that nobody has", async () => {
    const { world, lead } = await scene();
    const [id = ""] = await plantStory(world, lead, [noteOf(1)]);
    expect(await refusals(world, lead)).toEqual({ owner: 200, manager: 200, sara: 200, omar: 404, eye: 200 });
    expect((await refusals(world, lead, `?before=${id}`))["omar"]).toBe(404);
    const other = await scene();
    const theirs = await handOf(world, "owner");
    const [told, nobodys] = await Promise.all([other.lead, id].map((which) => theirs.send("GET", `leads/${which}/timeline`)));
    expect([told?.status, told?.text]).toEqual([404, nobodys?.text]);
  });

  it("refuses a place that is none", async () => {
    const { world, lead } = await scene();
    const told = await (await handOf(world, "sara")).send("GET", `leads/${lead}/timeline?before=yesterday`);
    expect([told.status, told.body.error?.fields]).toEqual([422, ["before"]]);
  });

  it("PV2: no page tells what is kept from its reader, whatever it was written into", async () => {
    const { world, lead } = await scene({ settings: { masks: { phone: ["manager"], email: ["manager", "auditor"] } } });
    const [phone, email] = ["050 123 4567", "layla@example.com"];
    const text = `ring ${phone} or ${email}`;
    const [of = ""] = await plantStory(world, lead, [{ kind: "note", text, mentions: [] }]);
    await plantStory(
      world,
      lead,
      [
        { kind: "rewritten", of, text, mentions: [] },
        { kind: "attempt", channel: "phone", outcome: "reached", text },
        { kind: "fields", changes: [{ field: "phone", from: null, to: phone }] },
        { kind: "fields", changes: [{ field: "email", from: null, to: email }] },
        { kind: "no_contact", channels: ["phone"], on: true, source: "call", note: text },
      ],
      1_700_000_000_001,
    );
    const last = (await plantStory(world, lead, [{ kind: "created" }], 1_700_000_000_100))[0] ?? "";
    const tells = async (who: string) => {
      const hand = await handOf(world, who);
      const [first, older, detail] = await Promise.all([page(hand, lead), page(hand, lead, last), opened(hand, lead)]);
      expect([older.entries.length, detail.timeline]).toEqual([6, first.entries]);
      const said = [first, older].map((told) => JSON.stringify(told.entries));
      return said.map((one) => [one.includes(phone), one.includes(email)]);
    };
    expect(await tells("manager")).toEqual(Array(2).fill([false, false]));
    expect(await tells("eye")).toEqual(Array(2).fill([true, false]));
    // The lead is hers.
    expect(await tells("sara")).toEqual(Array(2).fill([true, true]));
  });
});

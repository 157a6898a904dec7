import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import type { Found } from "../../domain/listing.ts";
import { searchWords } from "../../domain/search.ts";
import { foundIn, termsOf } from "../../domain/searching.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createFinder, type Finder, PAUSE_MS } from "../../web/store/floor/finder.ts";
import { createHeld } from "../../web/store/floor/held.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { at, changes, clock, held as promised, pass, row, upsert, uuidOf } from "./support.ts";

let end: () => void = () => undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  end();
  vi.useRealTimers();
});

interface Asked {
  readonly text: string;
  readonly signal: AbortSignal;
  readonly answer: ReturnType<typeof promised<Found>>;
}

const PEOPLE: readonly Partial<LeadRow>[] = [
  { name: "Sara Khan", phone: "+971501234567", email: "sara.khan@example.com" },
  { name: "Sarah Étienne", phone: "+201001112223", company: "Sahara Dental" },
  { name: "أحمد المنصوري", phone: "+971559876543", city: "دبي" },
  { name: "Omar", tags: ["hot", "villa"], email: "omar@homes.example" },
];

function searching(people: readonly Partial<LeadRow>[] = PEOPLE, most = 8) {
  const leads: Leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(10), rows: people.map((over, n) => row(n + 1, over)), next: null });
  const asked: Asked[] = [];
  const finder = createRoot((dispose): Finder => {
    const held = createHeld({ leads, clock });
    const made = createFinder({
      search: (text, signal) => {
        const answer = promised<Found>();
        asked.push({ text, signal, answer });
        return answer.promise;
      },
      held,
      leads,
      clock,
      most,
      // eslint-disable-next-line unicorn/no-thenable
      then: () => undefined,
    });
    end = () => {
      made.close();
      held.close();
      dispose();
    };
    return made;
  });
  const names = () => finder.hits().map(({ id }) => finder.row(id)?.name);
  return { leads, finder, asked, names };
}

const found = (rows: readonly LeadRow[], where: Found["matched"] = {}, more = false): Found => ({
  position: at(20),
  rows: [...rows],
  matched: where,
  more,
});

describe("FL1: leads that are held are found at once", () => {
  it.each([
    ["sara", ["Sara Khan", "Sarah Étienne"]],
    ["sara kh", ["Sara Khan"]],
    // A letter that a word begins with takes nobody away.
    ["sara k", ["Sara Khan", "Sarah Étienne"]],
    ["etienne", ["Sarah Étienne"]],
    ["احمد", ["أحمد المنصوري"]],
    ["المنصورى", ["أحمد المنصوري"]],
    ["050 123", ["Sara Khan"]],
    ["٥٠١٢٣", ["Sara Khan"]],
    ["+971 (55) 987", ["أحمد المنصوري"]],
    ["sara.khan@ex", ["Sara Khan"]],
    ["sahara", ["Sarah Étienne"]],
    ["villa", ["Omar"]],
    ["omar hot", ["Omar"]],
    ["omar sara", []],
    // Three figures are in too many telephones.
    ["123", []],
  ])("by %s", (text, expected) => {
    const { finder, names } = searching();
    finder.ask(text);
    expect(names()).toEqual(expected);
  });

  it.each([
    ["王", ["王大力", "王小明"]],
    ["小明", ["王小明"]],
    ["王 力", ["王大力"]],
    ["明小", []],
  ])("%s: a letter of what has no spaces is a word, wherever it stands", (typed, names) => {
    const of = searching([{ name: "王小明" }, { name: "王大力" }, { name: "Wang" }]);
    of.finder.ask(typed);
    expect([of.finder.text(), of.names()]).toEqual([typed, names]);
  });

  it("with the newest first among equals, and a whole word before a beginning, as the server has them", () => {
    const { finder, names } = searching([{ name: "Sarah" }, { name: "Sara" }, { name: "Sara B" }]);
    finder.ask("sara");
    expect(names()).toEqual(["Sara B", "Sara", "Sarah"]);
  });

  it("by the server's own rule, whatever is typed", () => {
    const texts = ["sa", "sara", "khan sara", "9715", "55 987", "example", "دب", "hot villa", "a", "k", "omar@", "01112", "2223", "x"];
    for (const text of texts) {
      const { finder } = searching();
      finder.ask(text);
      const terms = termsOf(text);
      const server = PEOPLE.flatMap((over, n) => {
        const lead = row(n + 1, over);
        const where = foundIn(terms, searchWords(lead), []);
        return where.includes("notes") ? [] : [{ id: lead.id, where }];
      });
      expect(new Map(finder.hits().map(({ id, where }) => [id, where])), text).toEqual(new Map(server.map(({ id, where }) => [id, where])));
      end();
    }
  });

  it("PV2: but not by what is kept from this person, and by it as soon as the lead is theirs", () => {
    const hidden = { name: "Layla", phone: null, email: null, masked: ["phone", "email"] as const };
    const { leads, finder, names } = searching([{ ...hidden, masked: [...hidden.masked] }]);
    finder.ask("1234567");
    expect(names()).toEqual([]);
    const own = row(1, { name: "Layla", version: 2, owner: "me", phone: "+971501234567" });
    leads.apply({ kind: "frame", frame: changes(10, 11, { upserts: [upsert(own)] }) });
    finder.ask("50 1234567");
    expect(names()).toEqual(["Layla"]);
  });

  it("in slices of a few milliseconds, the newest first, so that no key waits for fifty thousand of them", async () => {
    const leads: Leads = createLeads({ clock, me: () => "me", notify: () => undefined });
    leads.restart({ position: at(10), rows: Array.from({ length: 1_000 }, (_, n) => row(n + 1, { name: `Person ${n + 1}` })), next: null });
    let now = 0;
    const told = vi.fn();
    // Each look at the clock is three milliseconds later.
    const held = createHeld({ leads, clock: { ...clock, now: () => (now += 3) } });
    held.onChange(told);
    const first = held.find("person", 2_000);
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(200);
    expect(first[0]?.id).toBe(uuidOf(1_000));
    await pass(100);
    expect(held.find("person", 2_000)).toHaveLength(1_000);
    expect(told.mock.calls.length).toBeGreaterThan(3);
    held.close();
  });
});

describe("FL1: the server is asked as one types", () => {
  it("once one pauses, and an answer to what was typed before is nobody's", async () => {
    const { finder, asked, names } = searching([]);
    finder.ask("la");
    await pass(PAUSE_MS - 1);
    finder.ask("lay");
    await pass(PAUSE_MS);
    expect(asked.map(({ text }) => text)).toEqual(["lay"]);
    finder.ask("layl");
    expect(asked[0]?.signal.aborted).toBe(true);
    await pass(PAUSE_MS);
    asked[1]?.answer.give(found([row(7, { name: "Layla" })]));
    await pass();
    asked[0]?.answer.give(found([row(8, { name: "Lay the Old" })]));
    await pass();
    expect(names()).toEqual(["Layla"]);
    expect(finder.asking()).toBe(false);
  });

  it("and what it found follows: it stands behind what is held, says where, and leaves with its lead's sight", async () => {
    const { leads, finder, asked, names } = searching();
    finder.ask("sara");
    expect(finder.asking()).toBe(true);
    await pass(PAUSE_MS);
    asked[0]?.answer.give(found([row(9, { name: "Zoe" }), row(1, PEOPLE[0])], { [uuidOf(9)]: ["notes"], [uuidOf(1)]: ["name"] }, true));
    await pass();
    expect(names()).toEqual(["Sara Khan", "Sarah Étienne", "Zoe"]);
    expect(finder.hits().at(-1)).toEqual({ id: uuidOf(9), where: ["notes"] });
    expect(finder.more()).toBe(true);
    leads.apply({
      kind: "frame",
      frame: changes(10, 21, { removals: [{ id: uuidOf(9), why: "moved", to: "sara", by: "priya" }] }),
    });
    expect(names()).toEqual(["Sara Khan", "Sarah Étienne"]);
  });

  it("shows an archived lead without putting it into any list", async () => {
    const { leads, finder, asked, names } = searching([]);
    finder.ask("old");
    await pass(PAUSE_MS);
    asked[0]?.answer.give(found([row(5, { name: "Old Friend", archivedAt: 5 })], { [uuidOf(5)]: ["name"] }));
    await pass();
    expect(names()).toEqual(["Old Friend"]);
    expect(leads.ids()).toEqual([]);
  });

  it("nobody is asked for nothing, nor twice for the same", async () => {
    const { finder, asked } = searching();
    finder.ask("  ");
    finder.ask("?!");
    await pass(1_000);
    expect(asked).toEqual([]);
    finder.ask("sara");
    finder.ask("sara ");
    await pass(PAUSE_MS);
    expect(asked).toHaveLength(1);
    finder.ask("");
    expect(asked[0]?.signal.aborted).toBe(true);
    expect([finder.hits(), finder.asking()]).toEqual([[], false]);
  });

  it("a server that is busy is asked once more; without one, what is held is all, and it says so", async () => {
    const { finder, asked, names } = searching();
    finder.ask("sara");
    await pass(PAUSE_MS);
    asked[0]?.answer.fail(new ApiFailure("unavailable"));
    await pass(1_000);
    expect(asked).toHaveLength(2);
    asked[1]?.answer.fail(new ApiFailure("offline"));
    await pass();
    expect(finder.failure()?.code).toBe("offline");
    expect(names()).toEqual(["Sara Khan", "Sarah Étienne"]);
    finder.again();
    await pass();
    expect(asked).toHaveLength(3);
  });
});
